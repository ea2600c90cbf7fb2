import { strict as assert } from 'node:assert';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { violations } from './axe.ts';
import { openFile, openWindow, panelFrame, runCommand, screenshot } from './fixture.ts';
import { clickLens, runButton, setSamples, waitForModel } from './lens.ts';

/** A folder with a prompt that has no cases file yet. */
async function barePrompt(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'prompt-quorum-cases-'));
  await writeFile(
    join(folder, 'age.prompt.yml'),
    `name: Age
modelParameters:
  maxTokens: 8
messages:
  - role: system
    content: Reply with the age.
  - role: user
    content: "{{line}}"
`,
  );
  return folder;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the condition did not come true');
}

describe('cases from work', () => {
  it('a reply becomes a case by the keyboard; proposed rows are accepted and rejected', async function () {
    this.timeout(180_000);
    const folder = await barePrompt();
    try {
      const { page, folder: copy } = await openWindow({ folder });
      const file = join(copy, 'age.cases.jsonl');
      const text = () => readFile(file, 'utf8').catch(() => '');
      await openFile(page, 'age.prompt.yml');
      await clickLens(page, 'Run trials', runButton(page));
      const panel = panelFrame(page);
      await waitForModel(panel);
      await panel.getByRole('textbox', { name: /^line/ }).fill('Anna, 31');
      await setSamples(panel, 3, 3);
      await panel.getByRole('button', { name: 'Run trials' }).click();
      await panel.getByText('3 of 3 samples').waitFor({ timeout: 90_000 });
      await panel.locator('.samples summary').first().focus();
      await page.keyboard.press('Enter');
      const right = panel.getByRole('button', { name: 'Right: keep as case' });
      await right.waitFor();
      assert.deepEqual(await violations(panel), []);
      await right.focus();
      await page.keyboard.press('Enter');
      await panel.getByText(/^Kept as case 1 of age\.cases\.jsonl/).waitFor();
      await until(async () => (await text()).includes('"Anna, 31"'));
      await panel.getByRole('textbox', { name: 'Correct answer' }).fill('31');
      await panel.getByRole('button', { name: 'Keep as case', exact: true }).focus();
      await page.keyboard.press('Enter');
      await panel.getByText(/^Case 1 of age\.cases\.jsonl (now expects|expects) 31/).waitFor();
      await until(async () => (await text()).includes('"expected":"31"'));

      await panel.getByRole('tab', { name: 'Cases' }).focus();
      await page.keyboard.press('Enter');
      await panel.getByText('Anna, 31 → 31').waitFor();
      await appendFile(
        file,
        '{"id":"p1","line":"Ben, 45","proposed":true}\n{"id":"p2","line":"Cleo, 7","proposed":true}\n',
      );
      await panel.getByText('Proposed cases: 2.', { exact: false }).waitFor();
      await panel.locator('.cases summary').first().click();
      assert.deepEqual(await violations(panel), []);
      await screenshot(page, 'cases room');
      await panel.getByRole('button', { name: 'Accept case p1' }).focus();
      await page.keyboard.press('Enter');
      await panel.getByText('Case p1 of age.cases.jsonl was accepted.').waitFor();
      await panel.getByRole('button', { name: 'Reject case p2' }).click();
      await panel.getByText('Case p2 was removed from age.cases.jsonl.').waitFor();
      await until(async () => !/proposed|Cleo/.test(await text()));
      assert.match(await text(), /Ben, 45/);

      await panel.getByText('Paste cases from a table').click();
      await panel
        .getByRole('textbox', { name: 'CSV, or cells of a spreadsheet' })
        .fill('name,age\n"Dan, 8",8\nEve,9\n');
      await panel.getByText('Cases that can be added: 3.', { exact: false }).waitFor();
      await panel.getByRole('checkbox', { name: 'The first row names the columns' }).check();
      await panel.getByRole('button', { name: 'Add 2 cases' }).click();
      await panel.getByText('2 cases were added to age.cases.jsonl.').waitFor();
      await until(async () => (await text()).includes('"Dan, 8"'));
      assert.deepEqual(await violations(panel), []);
      await panel.getByRole('button', { name: 'Open age.cases.jsonl' }).click();
      await page
        .getByRole('tab', { name: /age\.cases\.jsonl/ })
        .first()
        .waitFor();
      await page.locator('.editor-instance .view-line', { hasText: 'Dan' }).first().click();
      await page.keyboard.press('ControlOrMeta+Z');
      await panel.getByText('Dan, 8').first().waitFor({ state: 'detached' });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('the room is read in Chinese, in high contrast and in a narrow side bar', async function () {
    this.timeout(120_000);
    for (const options of [
      { locale: 'zh-cn', theme: 'light' },
      { theme: 'contrast', size: { width: 640, height: 400 } },
    ] as const) {
      const { page, folder } = await openWindow(options);
      const isChinese = 'locale' in options;
      await appendFile(join(folder, 'ages.cases.jsonl'), '{"line":"Ivy, 5","proposed":true}\nno row\n');
      await openFile(page, 'ages.prompt.yml');
      await runCommand(
        page,
        isChinese ? 'Prompt Quorum: 运行提示词一次…' : 'Prompt Quorum: Run Prompt Once…',
      );
      const panel = panelFrame(page);
      await panel.getByRole('tab', { name: isChinese ? '用例' : 'Cases' }).click();
      await panel.getByText('Ivy, 5').first().waitFor();
      await panel.locator('details').evaluateAll((all) => {
        for (const each of all) (each as HTMLDetailsElement).open = true;
      });
      assert.deepEqual(await violations(panel), []);
      const width = await panel.locator('html').evaluate((root) => [root.scrollWidth, root.clientWidth]);
      assert((width[0] ?? 0) <= (width[1] ?? 0), 'the room is wider than its frame');
      await screenshot(page, `cases ${isChinese ? 'chinese' : 'contrast'}`);
    }
  });
});
