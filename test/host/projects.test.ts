import { strict as assert } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { extensionApi, lensesOf } from './extension.ts';
import { closeEditors, diagnosticsOf, temporaryFolder, waitFor } from './support.ts';

const contradiction = 'Always answer in French. Never answer in French.\n';

describe('promptquorum.yml in the editor', () => {
  afterEach(closeEditors);

  it('decides severities as it is written, and shows what is wrong in it', async () => {
    const folder = await temporaryFolder({
      'promptquorum.yml': 'rules:\n  contradiction: hint\napiKey: sk-1\n',
      'a.prompt.md': contradiction,
    });
    await extensionApi();
    const prompt = folder.uri('a.prompt.md');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(prompt));
    const severity = async () => (await diagnosticsOf(prompt))[0]?.severity;
    // The file came from outside of the window, and a busy machine tells of that late.
    const isHint = async () => (await severity()) === vscode.DiagnosticSeverity.Hint;
    await waitFor('the hint', isHint, 30_000);

    const project = await vscode.workspace.openTextDocument(folder.uri('promptquorum.yml'));
    const [problem] = await diagnosticsOf(project.uri);
    assert.equal(problem?.code, 'connection-key');
    assert.equal(project.getText(problem.range), 'apiKey');

    const edit = new vscode.WorkspaceEdit();
    edit.replace(project.uri, new vscode.Range(1, 17, 1, 21), 'error');
    await vscode.workspace.applyEdit(edit);
    await waitFor('the error', async () => (await severity()) === vscode.DiagnosticSeverity.Error);
    await folder.dispose();
  });

  it('is completed and explained as it is typed', async () => {
    const folder = await temporaryFolder({ 'promptquorum.yml': 'rules:\n  secret: \n' });
    await extensionApi();
    const uri = folder.uri('promptquorum.yml');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      new vscode.Position(1, 10),
    );
    const labels = items.map(({ label }) => label);
    for (const severity of ['off', 'error', 'hint']) assert(labels.includes(severity), severity);
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      new vscode.Position(0, 1),
    );
    const [shown] = hover?.contents ?? [];
    assert(shown instanceof vscode.MarkdownString && shown.value.includes('Severity'));
    await folder.dispose();
  });

  it('leaves out what is no prompt, and lenses come back when it says so no more', async () => {
    const folder = await temporaryFolder({
      'promptquorum.yml': 'exclude: [a.prompt.md]\n',
      'a.prompt.md': contradiction,
    });
    await extensionApi();
    const prompt = folder.uri('a.prompt.md');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(prompt));
    await waitFor('no lens', async () => (await lensesOf(prompt)).length === 0);
    await vscode.workspace.fs.delete(folder.uri('promptquorum.yml'));
    await waitFor('lenses', async () => (await lensesOf(prompt)).length > 0);
    await folder.dispose();
  });

  it('brings its cases to a panel that is open, and takes them back', async () => {
    const folder = await temporaryFolder({
      'promptquorum.yml': '# ours\n',
      'a.prompt.md': 'How old is {{name}}?\n',
      'eval/a.cases.jsonl': '{"name": "Anna"}\n{"name": "Ben"}\n',
    });
    const { services, controller } = await extensionApi();
    const document = await vscode.workspace.openTextDocument(folder.uri('a.prompt.md'));
    const [prompt] = (await services.documents.inspected(document))?.prompts ?? [];
    await vscode.commands.executeCommand('promptQuorum.runTrials', document.uri, prompt?.id);
    const label = () => controller().state().setup.cases?.label ?? '';
    const project = folder.uri('promptquorum.yml');
    const write = (text: string) => vscode.workspace.fs.writeFile(project, new TextEncoder().encode(text));
    await write('cases: eval\n');
    await waitFor('the cases', () => label().includes('2'));
    await write('# ours\n');
    await waitFor('no cases', () => label() === '');
    await folder.dispose();
  });

  it('parts of a lens are switched off one by one', async () => {
    const folder = await temporaryFolder({ 'a.prompt.md': contradiction });
    const uri = folder.uri('a.prompt.md');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await waitFor('the lens', async () => (await lensesOf(uri)).includes('Run once'));
    const configuration = vscode.workspace.getConfiguration('promptQuorum', uri);
    await configuration.update('codeLens.parts', { once: false, tokens: false });
    try {
      await waitFor('fewer parts', async () => !(await lensesOf(uri)).includes('Run once'));
      assert.deepEqual((await lensesOf(uri)).slice(1), ['Rewrite', 'Run trials']);
    } finally {
      await configuration.update('codeLens.parts', undefined);
    }
    await folder.dispose();
  });

  it('takes up what is no prompt from a lens, for everybody or for me, and gives it back', async () => {
    const code = 'SYSTEM_PROMPT = "You are a terse assistant. Answer the question."\n';
    const folder = await temporaryFolder({ 'promptquorum.yml': '# ours\n', 'app.py': code });
    const { services } = await extensionApi();
    const uri = folder.uri('app.py');
    const project = folder.uri('promptquorum.yml');
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    await waitFor('the file', () => services.projects.nearest(uri).toString() === project.toString());
    const isShown = async () => (await lensesOf(uri)).includes('Not a prompt');
    await waitFor('the lens', isShown);
    const choose = async (command: string, down: number) => {
      const done = vscode.commands.executeCommand(command);
      await sleep(500);
      for (let step = 0; step < down; step++)
        await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await done;
    };
    for (const down of [1, 0]) {
      await choose('promptQuorum.notAPrompt', down);
      await waitFor('no lens', async () => !(await isShown()));
      const text = (await vscode.workspace.openTextDocument(project)).getText();
      assert.equal(text.includes('app.py#SYSTEM_PROMPT'), down === 1);
      assert.match(text, /^# ours\n/);
      await choose('promptQuorum.showHidden', 0);
      await waitFor('the lens again', isShown);
    }
    await folder.dispose();
  });
});
