// Takes the pictures of the README and of the walkthrough, of real runs with the built-in model: npm run screenshots.
import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { closeAll, type OpenOptions, openFile, openWindow, panelFrame } from '../test/ui/fixture.ts';
import { ensureBrowser } from './browser.ts';
import { buildExtension } from './build.ts';
import { main } from './main.ts';
import { ensureModel } from './model.ts';
import { inProject } from './project.ts';
import { ensureVSCode } from './vscode.ts';

/** The words the script looks for, by display language. */
const wordings = {
  en: {
    rewrite: 'Rewrite',
    trials: 'Run trials',
    stop: 'Stop',
    answers: 'Answers',
    history: 'History',
    stepByStep: /step-by-step/i,
    accept: /^Accept Rewrite/,
    discard: /^Discard Rewrite/,
    proposed: /proposed/,
    agree: 'agree',
  },
  'zh-cn': {
    rewrite: '改写',
    trials: '运行试验',
    stop: '停止',
    answers: '回答',
    history: '历史',
    stepByStep: /分步|逐步/,
    accept: /^Accept Rewrite|^接受改写/,
    discard: /^Discard Rewrite|^放弃改写/,
    proposed: /改写|proposed/,
    agree: '一致',
  },
} as const;

type Language = keyof typeof wordings;

await main(async (signal) => {
  const onProgress = (message: string): void => console.log(message);
  process.env['PROMPT_QUORUM_VSCODE'] = await ensureVSCode({ onProgress, signal });
  process.env['PROMPT_QUORUM_BROWSER'] = await ensureBrowser(onProgress, signal);
  await ensureModel({ onProgress, signal });
  await buildExtension(signal);
  await mkdir(inProject('docs', 'images'), { recursive: true });
  await mkdir(inProject('media', 'walkthrough'), { recursive: true });
  try {
    const size = { width: 1360, height: 860 };
    for (const theme of ['light', 'dark'] as const)
      await takePictures({ theme, size }, (name) => ['docs', 'images', `${name}-${theme}.png`]);
    for (const locale of ['en', 'zh-cn'] as const)
      await takePictures({ theme: 'light', locale, size: { width: 1040, height: 680 } }, (name) => [
        'media',
        'walkthrough',
        `${name}.${locale}.png`,
      ]);
  } finally {
    await closeAll();
  }
  return 0;
});

/** The loop in five pictures: find, model, rewrite, trials, keep. */
async function takePictures(options: OpenOptions, pathOf: (name: string) => string[]): Promise<void> {
  const language: Language = options.locale ?? 'en';
  const { page, close } = await openWindow({
    ...options,
    env: { PROMPT_QUORUM_PICTURES: pathOf('').join() },
  });
  const words = wordings[language];
  const folder = language === 'en' ? '' : 'zh/';
  const picture = (name: string) => page.screenshot({ path: inProject(...pathOf(name)) });
  const panel = panelFrame(page);

  await openFile(page, 'findings/word-problem.prompt.txt');
  await lens(page, words.rewrite).waitFor();
  await page.waitForTimeout(1000);
  await picture('find');
  await lens(page, words.rewrite).click();
  await page.locator('.quick-input-widget').getByRole('option', { name: words.stepByStep }).first().click();
  await page.getByRole('button', { name: words.accept }).waitFor();
  await page.waitForTimeout(1000);
  await picture('rewrite');
  await page.getByRole('button', { name: words.discard }).click();
  await page.getByRole('tab', { name: words.proposed }).waitFor({ state: 'hidden' });
  await lens(page, words.rewrite).waitFor();

  await openFile(page, `${folder}ages.prompt.yml`);
  await lens(page, words.trials).click();
  const start = panel.getByRole('button', { name: words.trials });
  await start.waitFor();
  await page.waitForTimeout(1000);
  await picture('model');
  await start.click();
  await panel.getByRole('button', { name: words.stop }).waitFor();
  await start.waitFor({ timeout: 120_000 });
  await panel.getByRole('listbox', { name: words.answers }).scrollIntoViewIfNeeded();
  await lens(page, words.agree).waitFor();
  await picture('trials');

  await panel.getByRole('tab', { name: words.history }).click();
  await panel.getByRole('img').waitFor();
  await page.waitForTimeout(500);
  await picture('keep');
  await close();
}

function lens(page: Page, words: string) {
  return page.locator('.codelens-decoration a', { hasText: words }).first();
}
