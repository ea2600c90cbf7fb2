import { strict as assert } from 'node:assert';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { violations } from './axe.ts';
import { openFile, openWindow, panelFrame, runCommand } from './fixture.ts';
import { clickLens, runButton, setSamples } from './lens.ts';

describe('the whole loop in a window', () => {
  it('goes from a sample by the lens and the diff to a vote of the built-in model', async function () {
    this.timeout(180_000);
    const { page } = await openWindow();
    await openFile(page, 'findings/word-problem.prompt.txt');

    const pick = page.locator('.quick-input-widget');
    await clickLens(page, 'Rewrite', pick);
    await pick.getByRole('option', { name: /step by step/i }).click();
    await page.getByRole('button', { name: /^Accept Rewrite/ }).click();
    await page.getByRole('tab', { name: /proposed/ }).waitFor({ state: 'hidden' });
    await page.locator('.codelens-decoration a', { hasText: 'Run trials' }).first().waitFor();
    const after = await page.locator('.editor-instance .view-lines').first().textContent();
    assert.match(after ?? '', /step/i);

    await openFile(page, 'ages.prompt.yml');
    await clickLens(page, 'Run trials', runButton(page));
    const panel = panelFrame(page);
    await setSamples(panel, 8, 40);
    await panel.getByRole('button', { name: 'Run trials' }).click();
    const status = panel.getByRole('status');
    await status.filter({ hasText: /Mean agreement|majority/ }).waitFor({ timeout: 90_000 });
    await panel.getByRole('button', { name: 'Run trials' }).waitFor({ timeout: 90_000 });

    const answers = panel.getByRole('listbox', { name: 'Answers' });
    await answers
      .getByRole('option', { name: /^.+ — \d+ of \d+, [<>]?\d+ %/ })
      .first()
      .waitFor();
    await panel.getByRole('progressbar', { name: 'Progress of the run' }).waitFor();
    await panel.locator('summary', { hasText: 'Sample 1' }).first().click();
    await panel.locator('pre mark').first().waitFor();
    assert.deepEqual(await violations(panel), []);
  });

  it('is used by the keyboard alone', async function () {
    this.timeout(120_000);
    const { page } = await openWindow();
    await openFile(page, 'ages.prompt.yml');
    await clickLens(page, 'Run trials', runButton(page));
    const panel = panelFrame(page);
    await setSamples(panel, 4, 20);
    await panel.getByRole('button', { name: 'Run trials' }).focus();
    await page.keyboard.press('Enter');
    const answers = panel.getByRole('listbox', { name: 'Answers' });
    await answers.getByRole('option').first().waitFor({ timeout: 60_000 });
    await panel.getByRole('button', { name: 'Run trials' }).waitFor({ timeout: 60_000 });
    await answers.getByRole('option').first().focus();
    await page.keyboard.press('Enter');
    await panel.locator('[role=option][aria-selected=true]').waitFor();
    await panel.getByRole('button', { name: 'Show all samples' }).waitFor();
  });

  it('offers the last run after the window is loaded again', async function () {
    this.timeout(120_000);
    const { page } = await openWindow();
    await openFile(page, 'larger-number.prompt.yml');
    await clickLens(page, 'Run trials', runButton(page));
    const panel = panelFrame(page);
    await setSamples(panel, 3, 3);
    await panel.getByText('Checks of every reply').click();
    await panel.getByLabel('Kind of check').selectOption('regex');
    await panel.getByLabel('What to check').fill('[0-9]+');
    await panel.getByRole('button', { name: 'Add the check' }).click();
    await panel.getByText('Checks of every reply (1)').waitFor();
    assert.equal(await panel.getByLabel('What to check').inputValue(), '');
    await panel.getByRole('button', { name: 'Run trials' }).click();
    await panel.getByText('3 of 3 samples').waitFor({ timeout: 60_000 });
    await panel.getByRole('button', { name: 'Run trials' }).waitFor();
    const verdict = await panel.locator('.verdict').textContent();
    await page.reload();
    await page.locator('.monaco-workbench .part.statusbar').waitFor();
    await runCommand(page, 'Prompt Quorum: Focus on Trials View');
    await panelFrame(page)
      .getByRole('status')
      .filter({ hasText: verdict ?? '' })
      .waitFor();
    await panelFrame(page).getByText('3 of 3 samples').waitFor();
  });

  it('shows in its lenses at once what promptquorum.yml says', async () => {
    const { page, folder } = await openWindow();
    await openFile(page, 'findings/word-problem.prompt.txt');
    const lens = (words: RegExp) => page.locator('.codelens-decoration a', { hasText: words }).first();
    await lens(/^1 finding$/).waitFor();
    const project = join(folder, 'promptquorum.yml');
    await writeFile(project, 'exclude: ["*.txt"]\n');
    await lens(/./).waitFor({ state: 'detached' });
    await rm(project);
    await lens(/^1 finding$/).waitFor();
    await writeFile(project, 'rules: {room-to-reason: off}\n');
    await page.locator('.codelens-decoration', { hasText: 'No findings' }).waitFor();
  });

  it('speaks Chinese', async () => {
    const { page } = await openWindow({ locale: 'zh-cn', theme: 'light' });
    await openFile(page, 'zh/ages.prompt.yml');
    await clickLens(page, '运行试验', runButton(page, '运行试验'));
    const panel = panelFrame(page);
    await panel.getByRole('button', { name: '运行试验' }).waitFor();
    await panel.getByRole('combobox', { name: '模型' }).waitFor();
    assert.deepEqual(await violations(panel), []);
  });
});
