import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { extensionApi, lensesOf, runToEnd, testModel, tryPrompt } from './extension.ts';
import { closeEditors, waitFor } from './support.ts';

const larger = `messages:
  - role: system
    content: Reply with one number.
  - role: user
    content: Which is larger, 9 or 11?
`;

describe('trials', () => {
  afterEach(closeEditors);

  it("go through VS Code's language models, with the system text merged and marked", async () => {
    const model = await testModel();
    model.requests.length = 0;
    model.answer = (index) => (index % 4 === 3 ? '9' : '11');
    const panel = await tryPrompt('lm.prompt.yml', larger, 'Echo');
    await waitFor('the size', () => panel.state().setup.estimate[0] === '20 requests against your plan');
    const run = await runToEnd(panel);
    assert.equal(run.variants[0]?.majority, '11');
    assert.equal(
      run.variants[0]?.figures.find(({ label }) => label === 'Tokens')?.value,
      'not told by the provider',
    );
    assert(run.notes.some((note) => note.includes('first user message')));
    assert.deepEqual(model.requests[0], [
      {
        role: 'user',
        text: '<system_instructions>\nReply with one number.\n</system_instructions>\n\nWhich is larger, 9 or 11?',
      },
    ]);
  });

  it("tell in one sentence what went wrong in VS Code's language model", async () => {
    const model = await testModel();
    model.answer = () => vscode.LanguageModelError.Blocked('quota exceeded');
    const panel = await tryPrompt('blocked.prompt.yml', larger.replace('9 or', '8 or'), 'Echo');
    const run = await runToEnd(panel);
    assert(
      run.notes.some((note) => note.includes('quota exceeded')),
      run.notes.join('; '),
    );
    assert.equal(run.variants[0]?.hasMajority, false);
  });

  it('go through the built-in model, and the lens shows the measurement until the prompt changes', async function () {
    this.timeout(180_000);
    const panel = await tryPrompt(
      'ages.prompt.yml',
      larger.replace('content: Which', 'content: Now which'),
      'demonstration',
    );
    // Of four answers or more the lens may say that nearly all differ.
    await panel.handle({ room: 'setup', type: 'field', field: 'samples', value: '3' });
    await panel.handle({ room: 'setup', type: 'field', field: 'maxTokens', value: '6' });
    const run = await runToEnd(panel);
    assert.equal(run.status, 'finished');
    assert.equal(run.progress.done > 0, true, run.notes.join(' '));
    assert.match(run.detail, /demonstration model/);
    const document = vscode.window.activeTextEditor?.document;
    assert(document);
    const measured = await waitFor('the measurement in the lens', async () =>
      (await lensesOf(document.uri)).find((title) => title.includes('agree')),
    );
    assert.match(measured, /^\d+ % agree \(\d+ answers, .+, just now\)$/);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(2, '    content: '.length), 'Please. ');
    await vscode.workspace.applyEdit(edit);
    await waitFor('the lens of the change', async () =>
      (await lensesOf(document.uri)).includes('changed since measured'),
    );
  });

  it('judge replies in a thread, so that no check holds up the editor', async () => {
    const model = await testModel();
    model.answer = (index) => (index % 2 === 0 ? '11' : '9');
    const panel = await tryPrompt('checked.prompt.yml', larger, 'Echo');
    const add = (text: string) =>
      panel.handle({ room: 'setup', type: 'addCheck', check: 'javascript', text });
    await add('reply === "11"');
    await add('[].indexOf.call({ length: 2 ** 53 - 1 }, 1) > 0');
    await runToEnd(panel);
    const figures = await waitFor('the verdicts', () => {
      const all = panel.state().run?.variants[0]?.figures ?? [];
      return all.some(({ value }) => value.includes('too much time')) ? all : undefined;
    });
    assert(figures.some(({ value }) => /^\d+ of \d+ pass/.test(value)));
  });

  it('are stored as they arrive', async () => {
    const model = await testModel();
    model.answer = () => '11';
    const panel = await tryPrompt('stored.prompt.yml', larger, 'Echo');
    const run = await runToEnd(panel);
    const { services } = await extensionApi();
    const outcomes = await services.core.history.outcomes(run.id);
    assert.equal(outcomes.length, run.progress.done);
  });
});
