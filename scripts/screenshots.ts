// Takes the pictures of the README and of the walkthrough, of real runs with the built-in model: npm run screenshots.
import { mkdir } from 'node:fs/promises';
import { closeAll, type OpenOptions, openWindow, type Window } from '../test/ui/fixture.ts';
import { ensureBrowser } from './browser.ts';
import { buildExtension } from './build.ts';
import { main } from './main.ts';
import { ensureModel } from './model.ts';
import { pictureChineseAnswers } from './pictures/chinese.ts';
import { filmLoop } from './pictures/loop.ts';
import { type Language, walk } from './pictures/walk.ts';
import { inProject } from './project.ts';
import { ensureVSCode } from './vscode.ts';
import { demonstrationSettings } from './window.ts';

/** A window for pictures: what is no part of the extension takes little room, and long lines are wrapped. */
const pictureSettings = {
  ...demonstrationSettings,
  'breadcrumbs.enabled': false,
  'editor.hover.above': false,
  'editor.minimap.enabled': false,
  'editor.wordWrap': 'on',
  'editor.occurrencesHighlight': 'off',
  'editor.renderLineHighlight': 'none',
  'editor.unicodeHighlight.ambiguousCharacters': false,
};

/** What `npm run screenshots -- NAME…` takes; without a name, all. */
const sets: Readonly<Record<string, () => Promise<void>>> = {
  readme: async () => {
    for (const theme of ['light', 'dark'] as const)
      await pictures('en', theme, { width: 1280, height: 720 }, (name) =>
        name === 'model' ? undefined : inProject('docs', 'images', `${name}-${theme}.png`),
      );
  },
  walkthrough: async () => {
    for (const language of ['en', 'zh-cn'] as const)
      await pictures(language, 'light', { width: 1100, height: 640 }, (name) =>
        inProject('media', 'walkthrough', `${name}.${language}.png`),
      );
  },
  chinese: () =>
    inWindow({ theme: 'light', locale: 'zh-cn', size: { width: 1100, height: 860 } }, 'chinese', (window) =>
      pictureChineseAnswers(window, inProject('docs', 'images', 'chinese-walk.png')),
    ),
  loop: () =>
    inWindow({ theme: 'light', size: { width: 1053, height: 708 } }, 'loop', (window) =>
      filmLoop(window, inProject('docs', 'images', 'loop.gif')),
    ),
};

await main(async (signal) => {
  const onProgress = (message: string): void => console.log(message);
  process.env['PROMPT_QUORUM_VSCODE'] = await ensureVSCode({ onProgress, signal });
  process.env['PROMPT_QUORUM_BROWSER'] = await ensureBrowser(onProgress, signal);
  await ensureModel({ onProgress, signal });
  await buildExtension(signal);
  await mkdir(inProject('docs', 'images'), { recursive: true });
  await mkdir(inProject('media', 'walkthrough'), { recursive: true });
  try {
    await takeAll();
  } finally {
    await closeAll();
  }
  return 0;
});

async function takeAll(): Promise<void> {
  const asked = process.argv.slice(2);
  for (const [name, take] of Object.entries(sets))
    if (asked.length === 0 || asked.includes(name)) await take();
}

function pictures(
  locale: Language,
  theme: 'light' | 'dark',
  size: NonNullable<OpenOptions['size']>,
  pathOf: (name: string) => string | undefined,
): Promise<void> {
  return inWindow({ locale, theme, size }, `${locale} ${theme} ${size.width}`, (window) =>
    walk(window, locale, async (name, clip) => {
      const path = pathOf(name);
      if (path !== undefined) await window.page.screenshot({ path, clip });
    }),
  );
}

/** Does something in a window with a history of its own, so that every run is a real one. */
async function inWindow(
  options: OpenOptions,
  name: string,
  act: (window: Window) => Promise<void>,
): Promise<void> {
  const window = await openWindow({
    ...options,
    settings: pictureSettings,
    env: { PROMPT_QUORUM_PICTURES: name },
  });
  await act(window);
  await window.close();
}
