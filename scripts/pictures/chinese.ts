import { openFile, panelFrame, type Window } from '../../test/ui/fixture.ts';
import { clickLens } from '../../test/ui/lens.ts';
import { widenSideBar, withoutFrame } from './clip.ts';
import { settled } from './walk.ts';

/** Takes a picture of Chinese answers that are worded differently and counted as one: 是, 是的 and 对. */
export async function pictureChineseAnswers({ page }: Window, path: string): Promise<void> {
  await openFile(page, 'zh/is-larger.prompt.yml');
  const panel = panelFrame(page);
  const start = panel.getByRole('button', { name: '运行试验' });
  await clickLens(page, '运行试验', start);
  await widenSideBar(page, 440);
  await panel.getByText('最多 40 次采样').waitFor();
  await start.click();
  await panel.getByRole('button', { name: '停止' }).waitFor();
  await start.waitFor({ timeout: 120_000 });
  await panel
    .getByRole('listbox', { name: '回答' })
    .getByRole('option', { name: /^是 — / })
    .click();
  await panel.locator('.samples').evaluate((samples) => samples.scrollIntoView({ block: 'end' }));
  await settled(page);
  await page.screenshot({ path, clip: withoutFrame(page) });
}
