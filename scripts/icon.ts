// Draws media/icon.png (128 × 128) from media/icon.svg; run again after a change of the drawing.
import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { browserArguments, ensureBrowser } from './browser.ts';
import { main } from './main.ts';
import { inProject } from './project.ts';

await main(async () => {
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(console.log),
    args: [...browserArguments],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 128, height: 128 } });
    const drawing = await readFile(inProject('media', 'icon.svg'), 'utf8');
    await page.setContent(`<style>body { margin: 0 }</style>${drawing}`);
    await writeFile(inProject('media', 'icon.png'), await page.screenshot({ omitBackground: true }));
  } finally {
    await browser.close();
  }
  return 0;
});
