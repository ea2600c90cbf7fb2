import { strict as assert } from 'node:assert';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Behaviour, startFaultServer } from '../support/faultServer.ts';
import { openFile, openWindow, panelFrame, runCommand } from './fixture.ts';

describe('a server that fails in the middle of a run', () => {
  it('is told of in one sentence, costs no reply, and the run goes on when it is mended', async () => {
    let behave: Behaviour = { kind: 'error', status: 401, code: 'invalid_api_key', message: 'Wrong key.' };
    const server = await startFaultServer({
      models: ['test-model'],
      behave: ({ index }) => (index === 0 ? { kind: 'reply', text: ['11', '9'] } : behave),
    });
    const settings = {
      'promptQuorum.openai.baseUrl': server.baseUrl,
      'promptQuorum.openai.models': ['test-model'],
    };
    const { page, close } = await openWindow({ settings, env: { OPENAI_API_KEY: '' } });
    await openFile(page, 'larger-number.prompt.yml');
    await runCommand(page, 'Prompt Quorum: Run Trials');
    const panel = panelFrame(page);
    await panel.getByRole('combobox', { name: 'Model' }).selectOption({ label: 'test-model' });
    await panel.getByRole('button', { name: 'Run trials' }).click();
    const resume = panel.getByRole('button', { name: 'Resume' });
    await resume.waitFor();
    const notes = await panel.locator('.note').allInnerTexts();
    assert.equal(notes.filter((note) => note.includes('API key')).length, 1, notes.join('\n'));
    await panel.getByRole('option', { name: /^11 — 2 of 4/ }).waitFor();
    behave = { kind: 'reply', text: '11' };
    await resume.click();
    await panel.getByRole('status').filter({ hasText: '11 is the majority answer' }).waitFor();
    assert.equal(await panel.locator('.note').filter({ hasText: 'API key' }).count(), 0);
    await close();
    await server.close();
  });
});

describe('a program of this machine', () => {
  it('is offered though it starts while the panel is open', async () => {
    const models = { data: [{ id: 'qwen3:8b' }, { id: 'nomic-embed-text' }] };
    const ollama = createServer((_, response) => response.end(JSON.stringify(models)));
    const listen = (port: number) =>
      new Promise<number>((resolve) =>
        ollama.listen(port, '127.0.0.1', () => resolve((ollama.address() as AddressInfo).port)),
      );
    const stop = () => new Promise((resolve) => ollama.close(resolve));
    const port = await listen(0);
    await stop();
    const { page, close } = await openWindow({ env: { OLLAMA_HOST: `127.0.0.1:${port}` } });
    await openFile(page, 'larger-number.prompt.yml');
    await runCommand(page, 'Prompt Quorum: Run Trials');
    const panel = panelFrame(page);
    const model = panel.getByRole('combobox', { name: 'Model', exact: true });
    await panel.getByRole('button', { name: 'Look for models again' }).waitFor();
    assert.equal(await model.getByText('qwen3:8b (Ollama)').count(), 0);
    await listen(port);
    await model.getByText('qwen3:8b (Ollama)').waitFor({ state: 'attached' });
    assert.equal(await model.getByText('nomic').count(), 0);
    await close();
    await stop();
  });
});

describe('a server that a key is set for', () => {
  it('is used when the user says so, and its models are offered', async () => {
    const server = await startFaultServer({
      models: ['test-model'],
      behave: () => ({ kind: 'reply', text: '11' }),
    });
    const { page, close } = await openWindow({ env: { OPENAI_API_KEY: '' } });
    await openFile(page, 'larger-number.prompt.yml');
    await runCommand(page, 'Prompt Quorum: Set API Key');
    const pick = page.locator('.quick-input-widget');
    const input = pick.locator('input:visible');
    for (const [asked, answer] of [
      ['Base address of the server', server.baseUrl],
      ['API key for', 'mine'],
    ] as const) {
      await pick.getByText(asked).waitFor();
      await input.fill(answer);
      await page.keyboard.press('Enter');
    }
    await pick.getByRole('option', { name: `Use ${server.baseUrl}` }).click();
    await runCommand(page, 'Prompt Quorum: Run Trials');
    const panel = panelFrame(page);
    const model = panel.getByRole('combobox', { name: 'Model', exact: true });
    await panel.getByRole('button', { name: `List the models of ${new URL(server.origin).host}` }).click();
    await model.getByText('test-model').waitFor({ state: 'attached' });
    await close();
    await server.close();
  });
});
