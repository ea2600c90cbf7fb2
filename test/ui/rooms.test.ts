import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FrameLocator, Page } from 'playwright-core';
import { widenSideBar } from '../../scripts/pictures/clip.ts';
import { violations } from './axe.ts';
import { openFile, openWindow, panelFrame, runCommand } from './fixture.ts';
import { clickLens, runButton, setSamples, waitForModel } from './lens.ts';

const run = promisify(execFile);

/** A folder whose prompt is committed in Git and was edited since. */
async function editedRepository(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'prompt-quorum-repository-'));
  const file = join(folder, 'age.prompt.yml');
  const git = (...words: string[]) =>
    run('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...words], { cwd: folder });
  const prompt = (system: string) => `name: Age
modelParameters:
  maxTokens: 4
messages:
  - role: system
    content: ${system}
  - role: user
    content: "{{line}}"
`;
  await writeFile(file, prompt('Reply with the age.'));
  await writeFile(
    join(folder, 'age.cases.jsonl'),
    '{"id": "anna", "line": "Anna, 31", "expected": "31"}\n{"id": "ben", "line": "Ben, 45", "expected": "45"}\n',
  );
  await git('init', '--quiet');
  await git('add', '.');
  await git('commit', '--quiet', '--message', 'Add a prompt');
  await writeFile(file, prompt('Reply with the age of the person.'));
  return folder;
}

async function editorText(page: Page): Promise<string> {
  const lines = await page.locator('.editor-instance .view-line').allTextContents();
  return lines.join('\n').replaceAll('\u00a0', ' ');
}

/** Whether the page and its tables fit their frames, so that nothing has to be scrolled sideways. */
const fits = (panel: FrameLocator): Promise<boolean> =>
  panel
    .locator('html')
    .evaluate((root) =>
      [root, ...root.querySelectorAll('.table')].every((each) => each.scrollWidth <= each.clientWidth),
    );

describe('the rooms of the panel', () => {
  it('run a prompt once, by the palette and the keyboard alone, and again with an edited text', async function () {
    this.timeout(120_000);
    const { page } = await openWindow();
    await openFile(page, 'larger-number.prompt.yml');
    await runCommand(page, 'Prompt Quorum: Run Prompt Once…');
    const panel = panelFrame(page);
    await waitForModel(panel);
    await panel.locator('vscode-button:focus', { hasText: 'Run once' }).waitFor();
    await page.keyboard.press('Enter');
    await panel.getByRole('heading', { name: /^Reply 1, / }).waitFor({ timeout: 60_000 });
    await panel.getByText(/tokens in, \d+ out/).waitFor({ timeout: 60_000 });
    assert.deepEqual(await violations(panel), []);
    await panel.getByRole('button', { name: 'Edit here' }).focus();
    await page.keyboard.press('Enter');
    await panel
      .getByRole('textbox', { name: /^Text, / })
      .first()
      .fill('Reply with one word.');
    await panel.getByRole('button', { name: 'Run again' }).focus();
    await page.keyboard.press('Enter');
    await panel.getByRole('heading', { name: /^Reply 2, .*edited text/ }).waitFor({ timeout: 60_000 });
    await panel.getByRole('button', { name: 'Write into the file' }).click();
    await panel.getByRole('button', { name: 'Edit here' }).waitFor();
    assert.match(await editorText(page), /Reply with one word\./);
    assert.deepEqual(await violations(panel), []);
  });

  it('compare the committed text with the present one, and write it back by one click', async function () {
    this.timeout(180_000);
    const folder = await editedRepository();
    try {
      const { page } = await openWindow({ folder, theme: 'preset' });
      await openFile(page, 'age.prompt.yml');
      await clickLens(page, 'Run trials', runButton(page));
      const panel = panelFrame(page);
      await setSamples(panel, 3, 6);
      await panel.getByText('Compare with other texts or models').click();
      await panel.getByRole('button', { name: 'Add the committed text' }).click();
      await panel.getByRole('checkbox', { name: /git HEAD/ }).waitFor();
      await panel.getByText('At most 12 samples').waitFor();
      await panel.getByRole('button', { name: 'Run trials' }).click();
      await panel.getByRole('button', { name: 'Stop' }).waitFor();
      await panel.getByRole('button', { name: 'Run trials' }).waitFor({ timeout: 90_000 });
      const table = panel.getByRole('region', { name: 'All cases' });
      await table.locator('td[data-column*="git HEAD"]').first().waitFor();
      assert(await fits(panel), 'two variants are wider than the side bar as it is at first');
      await widenSideBar(page, 460);
      await table.getByRole('columnheader', { name: /git HEAD/ }).waitFor();
      await table.getByRole('columnheader', { name: 'Present text' }).waitFor();
      assert.equal(await table.getByRole('row').count(), 3);
      assert.deepEqual(await violations(panel), []);
      await panel.getByRole('button', { name: 'Write this text into the file' }).click();
      await page
        .locator('.editor-instance .view-line', { hasText: /content:\sReply\swith\sthe\sage\.$/ })
        .waitFor();
      await panel.getByRole('button', { name: 'Write this text into the file' }).waitFor();
      await panel.getByRole('tab', { name: 'History' }).click();
      const texts = panel.getByRole('list', { name: 'Runs' }).getByRole('paragraph');
      await texts.filter({ hasText: /^version 1 Agreement \d+ %/ }).waitFor();
      await texts.filter({ hasText: /^present Agreement \d+ %/ }).waitFor();
      assert(await fits(panel), 'the history is wider than its frame');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('keep the history of a prompt, whose runs can be opened and deleted', async function () {
    this.timeout(120_000);
    const { page } = await openWindow({ theme: 'preset', env: { PROMPT_QUORUM_TEST: 'history' } });
    await openFile(page, 'larger-number.prompt.yml');
    await clickLens(page, 'Run trials', runButton(page));
    const panel = panelFrame(page);
    await setSamples(panel, 3, 3);
    await panel.getByRole('button', { name: 'Run trials' }).click();
    await panel.getByText('3 of 3 samples').waitFor({ timeout: 60_000 });
    await panel.getByRole('button', { name: 'Run trials' }).waitFor();
    await panel.getByRole('tab', { name: 'History' }).focus();
    await page.keyboard.press('Enter');
    await panel.getByRole('img', { name: /^Agreement over 1 measurement,/ }).waitFor();
    assert.deepEqual(await violations(panel), []);
    await panel.getByRole('button', { name: /^Open the run/ }).click();
    await panel.getByText('3 of 3 samples').waitFor();
    await panel.getByRole('button', { name: 'Run trials' }).click();
    await panel.getByText('3 of 3 samples').waitFor();
    await runCommand(page, 'Prompt Quorum: Show History of Prompt');
    await panel.locator('[role=tab]:focus', { hasText: 'History' }).waitFor();
    const remove = panel.getByRole('button', { name: /^Delete the run/ });
    const dialog = page.locator('.monaco-dialog-box');
    await remove.nth(1).waitFor();
    for (const left of [1, 0]) {
      await remove.first().focus();
      await page.keyboard.press('Enter');
      await dialog.waitFor();
      await page.keyboard.press('Enter');
      await remove.nth(left).waitFor({ state: 'detached' });
      await panel.locator(left === 0 ? '[role=tab]:focus' : '.runs button:focus').waitFor();
    }
    await panel.getByText(/has not been run yet/).waitFor();
  });

  it('can be read in high contrast, at 200 % and in a narrow side bar', async function () {
    this.timeout(180_000);
    const { page } = await openWindow({ theme: 'contrast', size: { width: 640, height: 400 } });
    await openFile(page, 'ages.prompt.yml');
    await runCommand(page, 'Prompt Quorum: Run Trials of Prompt…');
    const panel = panelFrame(page);
    await setSamples(panel, 2, 10);
    await panel.getByText('Compare with other texts or models').click();
    await panel.getByRole('button', { name: /^Add another prompt/ }).click();
    const pick = page.locator('.quick-input-widget');
    await pick.getByText('Choose a prompt').waitFor();
    await page.keyboard.type('ages-bare');
    await pick.getByRole('option', { name: /ages-bare/ }).click();
    await panel.getByText('At most 20 samples').waitFor();
    await panel.getByRole('button', { name: 'Run trials' }).click();
    await panel.getByRole('region', { name: 'All cases' }).waitFor();
    await panel.getByRole('button', { name: 'Run trials' }).waitFor({ timeout: 90_000 });
    await widenSideBar(page, 220);
    for (const room of ['Trials', 'Run once', 'Cases', 'History']) {
      await panel.getByRole('tab', { name: room }).click();
      await panel.getByRole('tab', { name: room, selected: true }).waitFor();
      if (room === 'History')
        await panel
          .getByRole('button', { name: /^Delete the run/ })
          .first()
          .waitFor();
      assert.deepEqual(await violations(panel), []);
      assert(await fits(panel), `${room} is wider than its frame`);
    }
  });
});
