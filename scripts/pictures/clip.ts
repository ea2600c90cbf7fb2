import type { Page } from 'playwright-core';

/** A part of the window's picture, in pixels. */
export interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The window without its title, activity and status bars: the side bar and the editor. */
export function withoutFrame(page: Page): Clip {
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 };
  return { x: 49, y: 36, width: width - 53, height: height - 68 };
}

/** The editor alone, at most so high. */
export async function editorOf(page: Page, height: number): Promise<Clip> {
  const box = (await page.locator('.part.editor').boundingBox()) ?? withoutFrame(page);
  return { ...box, height: Math.min(box.height, height) };
}

/** Drags the border between side bar and editor until the side bar is so wide. */
export async function widenSideBar(page: Page, width: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (box === null) return;
  const middle = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width + 2, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + width, middle, { steps: 4 });
  await page.mouse.up();
}
