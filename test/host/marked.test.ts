import { strict as assert } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { extensionApi, lensesOf } from './extension.ts';
import { closeEditors, temporaryFolder, waitFor } from './support.ts';

const prompt = 'Sort the message {message} from %s into one box.\nAnswer with the box alone.';
const code = `package mail\n\nconst sorting = \`${prompt}\`\n`;

/** Runs a command and takes what its lists offer first. */
async function choosing(command: string, lists: number): Promise<void> {
  const done = vscode.commands.executeCommand(command);
  for (let list = 0; list < lists; list++) {
    await sleep(500);
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  }
  await done;
}

describe('a selection treated as a prompt', () => {
  afterEach(closeEditors);

  it('has a lens, takes rewrites, is found again when its file is opened again, and forgotten on demand', async () => {
    const folder = await temporaryFolder({ 'sorting.go': code });
    const { services } = await extensionApi();
    const uri = folder.uri('sorting.go');
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document);
    assert.deepEqual(await lensesOf(uri), []);
    const start = code.indexOf('`');
    const end = code.lastIndexOf('`') + 1;
    editor.selection = new vscode.Selection(document.positionAt(start), document.positionAt(end));
    await choosing('promptQuorum.markSelection', 2);
    await waitFor('the lens', async () => (await lensesOf(uri)).includes('Not a prompt'));
    const marked = async () => (await services.documents.inspected(document))?.prompts[0];
    const [message] = (await marked())?.messages ?? [];
    assert.equal(message?.text, prompt.replace('{message}', '{{message}}').replace('%s', '{{value}}'));

    const id = (await marked())?.id;
    await vscode.commands.executeCommand('promptQuorum.rewrite', uri, id, 'step-by-step', 'offline');
    const tab = await waitFor('the diff', () => {
      const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
      return input instanceof vscode.TabInputTextDiff && input;
    });
    await vscode.commands.executeCommand('promptQuorum.acceptRewrite', tab.modified);
    const rewritten = document.getText();
    assert.notEqual(rewritten, code);
    assert(rewritten.startsWith(code.slice(0, start + 1)) && rewritten.endsWith('`\n'));
    const whole = rewritten.slice(start + 1, rewritten.lastIndexOf('`'));
    await waitFor(
      'the whole rewrite',
      async () =>
        (await marked())?.messages[0]?.text.length === whole.length + 2 + '{{value}}'.length - '%s'.length,
    );

    await document.save();
    await closeEditors();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), '// Sorts mail.\n');
    await vscode.workspace.applyEdit(edit);
    const again = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(again);
    await waitFor('the lens again', async () => (await lensesOf(uri)).includes('Not a prompt'));

    await vscode.commands.executeCommand('promptQuorum.notAPrompt', uri, id);
    await waitFor('no lens', async () => (await lensesOf(uri)).length === 0);
    assert.deepEqual(services.marked.of(uri), []);
    await folder.dispose();
  });
});
