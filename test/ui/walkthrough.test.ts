import { strict as assert } from 'node:assert';
import { openFile, openWindow, panelFrame, runCommand } from './fixture.ts';

describe('the walkthrough', () => {
  it('goes on in the window of the samples, whose steps find a prompt though no editor is open', async function () {
    this.timeout(180_000);
    const { page } = await openWindow();
    await openFile(page, 'README.md');
    await runCommand(page, 'Prompt Quorum: Get Started');
    const [samples] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('button', { name: 'Open Sample Workspace' }).click(),
    ]);
    const step = (name: string) => samples.getByRole('button', { name }).first();
    await step('Ask it many times').click();
    await step('Run Trials of Prompt').click();
    const pick = samples.locator('.quick-input-widget');
    const choose = async (title: string) => {
      await pick.locator('input[type="text"]').fill('larger-number');
      await pick.locator('.monaco-list-row.focused', { hasText: title }).waitFor({ state: 'attached' });
      await samples.keyboard.press('Enter');
    };
    await choose('Which is larger');
    const prompt = panelFrame(samples).getByRole('combobox', { name: 'Prompt' });
    await prompt.locator('option:checked', { hasText: 'larger-number' }).waitFor({ state: 'attached' });

    await step('Rewrite and prove it').click();
    await step('Rewrite Prompt').click();
    await choose('Which is larger');
    await pick.getByText(/Choose how to rewrite/).waitFor();
    assert.equal(await samples.locator('.notification-list-item').count(), 0);
  });
});
