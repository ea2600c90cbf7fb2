import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openFile, panelFrame, type Window } from '../../test/ui/fixture.ts';
import { clickLens } from '../../test/ui/lens.ts';
import { type Clip, editorOf, widenSideBar, withoutFrame } from './clip.ts';

/** What the walk opens and the words it looks for, by display language. */
const walks = {
  en: {
    found: 'javascript/grade.js',
    rewritten: 'findings/word-problem.prompt.txt',
    technique: /step by step/i,
    counted: 'ages.prompt.yml',
    rewrite: 'Rewrite',
    trials: 'Run trials',
    stop: 'Stop',
    history: 'History',
    accept: /^Accept Rewrite/,
    discard: /^Discard Rewrite/,
    agree: 'agree',
  },
  'zh-cn': {
    found: 'zh/review.prompt.txt',
    rewritten: 'zh/review.prompt.txt',
    technique: /角色/,
    counted: 'zh/ages.prompt.yml',
    rewrite: '改写',
    trials: '运行试验',
    stop: '停止',
    history: '历史',
    accept: /^接受改写/,
    discard: /^放弃改写/,
    agree: '一致',
  },
} as const;

export type Language = keyof typeof walks;

/** What is done with each station of the walk: a picture is taken of the part of the window that matters. */
export type Take = (name: string, clip: Clip) => Promise<unknown>;

/** The loop in five stations: find, rewrite, model, trials, keep. */
export async function walk(window: Window, language: Language, take: Take): Promise<void> {
  const { page } = window;
  await findAndRewrite(page, walks[language], take);
  await runAndKeep(window, walks[language], take);
}

type Words = (typeof walks)[Language];

async function findAndRewrite(page: Page, words: Words, take: Take): Promise<void> {
  await openFile(page, words.found);
  await lens(page, words.rewrite).waitFor();
  await page.locator('.squiggly-warning').first().waitFor();
  await settled(page);
  await showFinding(page);
  await take('find', await editorOf(page, 520));
  await page.keyboard.press('Escape');
  await openFile(page, words.rewritten);
  await lens(page, words.rewrite).waitFor();
  await settled(page);
  const pick = page.locator('.quick-input-widget');
  await clickLens(page, words.rewrite, pick);
  await pick.getByRole('option', { name: words.technique }).first().click();
  await page.getByRole('button', { name: words.accept }).waitFor();
  await settled(page);
  await take('rewrite', await editorOf(page, 230));
  await page.getByRole('button', { name: words.discard }).click();
  await page.getByRole('button', { name: words.accept }).waitFor({ state: 'hidden' });
  await page.keyboard.press('ControlOrMeta+Alt+W');
}

/** Runs the prompt with one, two and three of its examples, so that its history has something to tell. */
async function runAndKeep({ page, folder }: Window, words: Words, take: Take): Promise<void> {
  const file = join(folder, words.counted);
  const whole = await readFile(file, 'utf8');
  await writeFile(file, withExamples(whole, 1));
  await openFile(page, words.counted);
  const panel = panelFrame(page);
  const start = panel.getByRole('button', { name: words.trials });
  await clickLens(page, words.trials, start);
  await widenSideBar(page, 440);
  await settled(page);
  await take('model', withoutFrame(page));
  for (const examples of [1, 2, 3]) {
    await writeFile(file, withExamples(whole, examples));
    await settled(page);
    await start.click();
    await panel.getByRole('button', { name: words.stop }).waitFor();
    await start.waitFor({ timeout: 120_000 });
  }
  await lens(page, words.agree).waitFor();
  // The last case is the one that splits.
  await panel.locator('td button, th button').last().click();
  await panel.getByRole('progressbar').evaluate((bar) => bar.scrollIntoView({ block: 'start' }));
  await settled(page);
  await take('trials', withoutFrame(page));
  await panel.getByRole('tab', { name: words.history }).click();
  await panel.getByRole('tab', { name: words.history, selected: true }).waitFor();
  await settled(page);
  await take('keep', withoutFrame(page));
}

const exampleTurns = /^ {2}- role: user\n.*\n {2}- role: assistant\n.*\n/gm;

/** The prompt with the first of its example turns alone. */
function withExamples(text: string, count: number): string {
  let seen = 0;
  return text.replace(exampleTurns, (turns) => (seen++ < count ? turns : ''));
}

/** Shows what is known of the first finding in the editor, by the keyboard. */
export async function showFinding(page: Page): Promise<void> {
  const box = await page.locator('.squiggly-warning').first().boundingBox();
  if (box === null) throw new Error('no finding is underlined');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.press('ControlOrMeta+I');
  await page.locator('.monaco-hover strong').first().waitFor();
  await settled(page);
}

/** The first code lens with these words. */
export function lens(page: Page, words: string) {
  return page.locator('.codelens-decoration a', { hasText: words }).first();
}

/** Lets the window draw what has arrived. */
export const settled = (page: Page): Promise<void> => page.waitForTimeout(1200);
