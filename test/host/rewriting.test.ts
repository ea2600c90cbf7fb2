import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { extensionApi } from './extension.ts';
import { closeEditors, openFile, waitFor } from './support.ts';

const typescript = `import OpenAI from 'openai';

export async function solve(problem: string) {
  return new OpenAI().chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: \`Solve \\\`\${problem}\\\` with care.\` }],
  });
}
`;

async function propose(name: string, text: string) {
  const api = await extensionApi();
  const { document } = await openFile(name, text);
  const inspected = await api.services.documents.inspected(document);
  const [prompt] = inspected?.prompts ?? [];
  assert(prompt);
  await vscode.commands.executeCommand(
    'promptQuorum.rewrite',
    document.uri,
    prompt.id,
    'step-by-step',
    'offline',
  );
  const tab = await waitFor('the diff', () => {
    const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    return input instanceof vscode.TabInputTextDiff && input;
  });
  return { document, preview: await vscode.workspace.openTextDocument(tab.modified), uri: tab.modified };
}

describe('a rewrite', () => {
  afterEach(closeEditors);

  for (const [name, text] of [
    ['solve.prompt.txt', 'Solve {{problem}}.\r\nMind the units.\r\n'],
    ['solve.ts', typescript],
  ] as const) {
    it(`is shown as a diff and written into ${name} as one step of undo`, async () => {
      const { document, preview, uri } = await propose(name, text);
      assert.equal(document.getText(), text);
      assert.notEqual(preview.getText(), text);
      await vscode.commands.executeCommand('promptQuorum.acceptRewrite', uri);
      assert.equal(document.getText(), preview.getText());
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), text);
    });
  }

  it('keeps every byte outside the literal', async () => {
    const { document, uri } = await propose('solve.ts', typescript);
    await vscode.commands.executeCommand('promptQuorum.acceptRewrite', uri);
    const head = typescript.slice(0, typescript.indexOf('`'));
    const tail = typescript.slice(typescript.lastIndexOf('`'));
    assert(document.getText().startsWith(head));
    assert(document.getText().endsWith(tail));
    assert(document.getText().includes('\\`$' + '{problem}\\`'));
  });

  it('is discarded without a trace', async () => {
    const { document, uri } = await propose('solve.prompt.txt', 'Solve {{problem}}.\n');
    await vscode.commands.executeCommand('promptQuorum.discardRewrite', uri);
    assert.equal(document.isDirty, false);
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    assert(tabs.every(({ input }) => !(input instanceof vscode.TabInputTextDiff)));
  });

  it('is made again where the file changed meanwhile, and written only then', async () => {
    const { document, preview, uri } = await propose('solve.prompt.txt', 'Solve {{problem}}.\n');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'Use metric units. ');
    await vscode.workspace.applyEdit(edit);
    const changed = document.getText();
    // The sentence about it waits for the reader, so the command is not awaited.
    vscode.commands.executeCommand('promptQuorum.acceptRewrite', uri);
    await waitFor('the new rewrite', () => preview.getText().includes('Use metric units.'));
    assert.equal(document.getText(), changed);
    await vscode.commands.executeCommand('promptQuorum.acceptRewrite', uri);
    assert.equal(document.getText(), preview.getText());
  });
});
