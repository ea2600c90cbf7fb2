import { strict as assert } from 'node:assert';
import { openFile, openWindow } from './fixture.ts';

describe('an untrusted window', () => {
  it('finds and analyses, and offers neither rewriting nor trials', async () => {
    const { page } = await openWindow({ trusted: false });
    const no = page.getByRole('button', { name: /No, I don't trust/ });
    await no.or(page.locator('.monaco-workbench .part.statusbar')).first().waitFor();
    if (await no.isVisible()) await no.click();
    await openFile(page, 'findings/word-problem.prompt.txt');
    await page
      .locator('.codelens-decoration a', { hasText: /\d+ findings?/ })
      .first()
      .waitFor();
    assert.equal(await page.locator('.codelens-decoration a', { hasText: 'Run trials' }).count(), 0);
    assert.equal(await page.locator('.codelens-decoration a', { hasText: 'Rewrite' }).count(), 0);
  });
});
