import { strict as assert } from 'node:assert';
import { violations } from './axe.ts';
import { openFile, openWindow, panelFrame, screenshot } from './fixture.ts';
import { clickLens, runButton } from './lens.ts';

describe('the whole loop in Chinese', () => {
  it('goes from Chinese findings by a Chinese rewrite to answers 是, 是的 and 对 in one group', async function () {
    this.timeout(180_000);
    const { page } = await openWindow({
      locale: 'zh-cn',
      theme: 'light',
      settings: { 'promptQuorum.trials.stop': 'none' },
    });
    await openFile(page, 'zh/review.prompt.txt');
    const pick = page.locator('.quick-input-widget');
    await page.locator('.codelens-decoration a', { hasText: '2 个问题' }).waitFor();
    await clickLens(page, '改写', pick);
    await pick.getByRole('option', { name: /角色/ }).first().click();
    const diff = page.locator('.editor.modified .view-line');
    await diff.filter({ hasText: /^你/ }).first().waitFor();
    await page.getByRole('button', { name: /^接受改写/ }).click();
    await page.locator('.codelens-decoration a', { hasText: '运行试验' }).first().waitFor();

    await openFile(page, 'zh/is-larger.prompt.yml');
    await clickLens(page, '运行试验', runButton(page, '运行试验'));
    const panel = panelFrame(page);
    await panel
      .getByRole('combobox', { name: '模型', exact: true })
      .getByText(/演示模型/)
      .waitFor({ state: 'attached' });
    await panel.getByText('最多 40 次采样').waitFor();
    await panel.getByRole('button', { name: '运行试验' }).click();
    await panel.getByRole('button', { name: '停止' }).waitFor();
    await panel.getByRole('button', { name: '运行试验' }).waitFor({ timeout: 90_000 });
    const yes = panel.getByRole('listbox', { name: '回答' }).getByRole('option', { name: /^是 — / });
    await yes.click();
    const samples = panel.locator('.samples details');
    const words = new Set<string>();
    for (let index = 0; index < (await samples.count()) && words.size < 2; index++) {
      await samples.nth(index).locator('summary').click();
      words.add((await samples.nth(index).locator('pre').textContent()) ?? '');
    }
    assert(words.size >= 2, `one wording alone: ${[...words].join()}`);
    assert.deepEqual(await violations(panel), []);
    await screenshot(page, 'chinese-walk');
  });
});
