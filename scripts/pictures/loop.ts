import { openFile, panelFrame, type Window } from '../../test/ui/fixture.ts';
import { clickLens } from '../../test/ui/lens.ts';
import { widenSideBar } from './clip.ts';
import { Film } from './film.ts';
import { lens, settled, showFinding } from './walk.ts';

/** Films the loop: a finding, its rewrite as a diff, and a vote that grows until it is decided. */
export async function filmLoop({ page }: Window, path: string): Promise<void> {
  const film = new Film(page);
  await widenSideBar(page, 250);
  await openFile(page, 'findings/word-problem.prompt.txt');
  await lens(page, 'Rewrite').waitFor();
  await settled(page);
  await film.shoot(1800);
  await showFinding(page);
  await film.shoot(3500);
  await page.keyboard.press('Escape');
  const pick = page.locator('.quick-input-widget');
  await clickLens(page, 'Rewrite', pick);
  await settled(page);
  await film.shoot(2500);
  await pick
    .getByRole('option', { name: /step by step/i })
    .first()
    .click();
  await page.getByRole('button', { name: /^Accept Rewrite/ }).waitFor();
  await settled(page);
  await film.shoot(3500);
  await page.getByRole('button', { name: /^Accept Rewrite/ }).click();
  await lens(page, 'Run trials').waitFor();
  await settled(page);
  await film.shoot(1800);
  await openFile(page, 'ages.prompt.yml');
  const panel = panelFrame(page);
  const start = panel.getByRole('button', { name: 'Run trials' });
  await clickLens(page, 'Run trials', start);
  await widenSideBar(page, 420);
  await settled(page);
  await film.shoot(2000);
  await start.click();
  const stop = panel.getByRole('button', { name: 'Stop' });
  await stop.waitFor();
  for (let frames = 0; frames < 40 && (await stop.isVisible()); frames++) {
    await panel.getByRole('progressbar').evaluate((bar) => bar.scrollIntoView({ block: 'start' }));
    await film.shoot(250);
    await page.waitForTimeout(200);
  }
  await start.waitFor({ timeout: 120_000 });
  await panel.locator('td button, th button').last().click();
  await panel.getByRole('progressbar').evaluate((bar) => bar.scrollIntoView({ block: 'start' }));
  await lens(page, 'agree').waitFor();
  await settled(page);
  await film.shoot(5000);
  await film.save(path);
}
