import type { FrameLocator, Locator, Page } from 'playwright-core';
import { panelFrame } from './fixture.ts';

/**
 * Clicks a code lens until what it opens is there: the editor swallows a click while it draws its lenses anew, and a person
 * moves the mouse and clicks again.
 */
export async function clickLens(page: Page, words: string, opens: Locator): Promise<void> {
  for (let tries = 0; tries < 8; tries++) {
    await page.mouse.move(900, 600 + tries);
    await page.locator('.codelens-decoration a', { hasText: words }).first().click();
    const opened = await opens.waitFor({ timeout: 6_000 }).then(
      () => true,
      () => false,
    );
    if (opened) return;
  }
  throw new Error(`the lens ${words} opens nothing`);
}

/** The button that starts a run, by which the panel is known to be there. */
export const runButton = (page: Page, name = 'Run trials'): Locator =>
  panelFrame(page).getByRole('button', { name });

/** Waits until the demonstration model is offered. */
export async function waitForModel(panel: FrameLocator): Promise<void> {
  await panel
    .getByRole('combobox', { name: 'Model', exact: true })
    .getByText(/demonstration model/)
    .waitFor({ state: 'attached' });
}

/** Sets the number of samples and waits until the panel has said what that amounts to: from then on a run can start. */
export async function setSamples(panel: FrameLocator, samples: number, inAll: number): Promise<void> {
  await waitForModel(panel);
  await panel.getByRole('textbox', { name: 'Samples' }).fill(String(samples));
  await panel.getByText(`At most ${inAll} samples`).waitFor();
}
