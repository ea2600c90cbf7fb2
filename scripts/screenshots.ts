// Takes the README's pictures, light and dark, of a real run with the built-in model: npm run screenshots.
import { mkdir } from 'node:fs/promises';
import { closeAll, openFile, openWindow, panelFrame } from '../test/ui/fixture.ts';
import { ensureBrowser } from './browser.ts';
import { buildExtension } from './build.ts';
import { main } from './main.ts';
import { ensureModel } from './model.ts';
import { inProject } from './project.ts';
import { ensureVSCode } from './vscode.ts';

const size = { width: 1360, height: 860 };

await main(async (signal) => {
  const onProgress = (message: string): void => console.log(message);
  process.env['PROMPT_QUORUM_VSCODE'] = await ensureVSCode({ onProgress, signal });
  process.env['PROMPT_QUORUM_BROWSER'] = await ensureBrowser(onProgress, signal);
  await ensureModel({ onProgress, signal });
  await buildExtension(signal);
  await mkdir(inProject('docs', 'images'), { recursive: true });
  try {
    for (const theme of ['light', 'dark'] as const) await takePictures(theme);
  } finally {
    await closeAll();
  }
  return 0;
});

async function takePictures(theme: 'light' | 'dark'): Promise<void> {
  const { page, close } = await openWindow({ theme, size, env: { PROMPT_QUORUM_PICTURES: theme } });
  const picture = (name: string) =>
    page.screenshot({ path: inProject('docs', 'images', `${name}-${theme}.png`) });
  const lens = (words: string) => page.locator('.codelens-decoration a', { hasText: words }).first();
  await openFile(page, 'findings/word-problem.prompt.txt');
  await lens('Rewrite').click();
  await page
    .locator('.quick-input-widget')
    .getByRole('option', { name: /step-by-step/i })
    .click();
  await page.getByRole('button', { name: /^Accept Rewrite/ }).waitFor();
  await page.waitForTimeout(1000);
  await picture('rewrite');
  await page.getByRole('button', { name: /^Discard Rewrite/ }).click();
  await page.getByRole('tab', { name: /proposed/ }).waitFor({ state: 'hidden' });
  await lens('Rewrite').waitFor();
  await openFile(page, 'ages.prompt.yml');
  await lens('Run trials').click();
  const panel = panelFrame(page);
  await panel.getByRole('button', { name: 'Run trials' }).click();
  await panel.getByRole('button', { name: 'Stop' }).waitFor();
  await panel.getByRole('button', { name: 'Run trials' }).waitFor({ timeout: 120_000 });
  await panel.getByRole('listbox', { name: 'Answers' }).scrollIntoViewIfNeeded();
  await page.locator('.codelens-decoration a', { hasText: 'agree' }).first().waitFor();
  await picture('trials');
  await close();
}
