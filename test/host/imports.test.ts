import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { extensionApi } from './extension.ts';
import { closeEditors, diagnosticsOf, type TemporaryFolder, temporaryFolder, waitFor } from './support.ts';

const prompts = 'SYSTEM = "You are a helpful assistant that sorts complaints."\n';
const chat = `from prompts import SYSTEM
client.responses.create(instructions=SYSTEM, input=f"Complaint: {text}")
`;
const cells = [
  'SYSTEM_PROMPT = """You are terse.\nAlways answer in French. Never answer in French."""',
  'client.responses.create(instructions=SYSTEM_PROMPT, input=f"Complaint: {text}")',
];

describe('a prompt of several files', () => {
  let folder: TemporaryFolder;
  afterEach(async () => {
    await closeEditors();
    await folder.dispose();
  });

  const inspectedAt = async (name: string) => {
    const { services } = await extensionApi();
    const document = await vscode.workspace.openTextDocument(folder.uri(name));
    return { document, inspected: await services.documents.inspected(document), services };
  };

  it('follows the other file while that is edited and not saved', async () => {
    folder = await temporaryFolder({ 'prompts.py': prompts, 'chat.py': chat });
    const { document, inspected, services } = await inspectedAt('chat.py');
    const textNow = () => services.documents.current(document.uri)?.prompts[0]?.messages[0]?.text;
    assert.equal(
      inspected?.prompts[0]?.messages[0]?.text,
      'You are a helpful assistant that sorts complaints.',
    );
    const other = await vscode.workspace.openTextDocument(folder.uri('prompts.py'));
    await services.documents.inspected(other);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(other.uri, new vscode.Position(0, 0), '# New.\n');
    edit.replace(other.uri, new vscode.Range(0, 10, 0, 13), 'We');
    await vscode.workspace.applyEdit(edit);
    await waitFor('the new text', () => textNow()?.startsWith('We are'));
    const again = await services.documents.inspected(document);
    assert.equal(again?.prompts[0]?.messages[0]?.source.span.start, other.getText().indexOf('"We'));
  });

  it('is rewritten where its text stands', async () => {
    folder = await temporaryFolder({ 'prompts.py': prompts, 'chat.py': chat });
    const { document, inspected } = await inspectedAt('chat.py');
    const id = inspected?.prompts[0]?.id;
    await vscode.commands.executeCommand('promptQuorum.rewrite', document.uri, id, 'persona', 'offline');
    const tab = await waitFor('the diff', () => {
      const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
      return input instanceof vscode.TabInputTextDiff && input;
    });
    assert.equal(tab.original.path, folder.uri('prompts.py').path);
    const preview = await vscode.workspace.openTextDocument(tab.modified);
    await vscode.commands.executeCommand('promptQuorum.acceptRewrite', tab.modified);
    const other = await vscode.workspace.openTextDocument(folder.uri('prompts.py'));
    assert.notEqual(other.getText(), prompts);
    assert.equal(other.getText(), preview.getText());
    assert.equal(document.getText(), chat);
  });

  it('has findings and lenses in the cells of a notebook', async () => {
    const source = (text: string) => text.match(/[^\n]*\n|[^\n]+$/g);
    const notebook = {
      cells: cells.map((cell) => ({
        cell_type: 'code',
        metadata: {},
        outputs: [],
        execution_count: null,
        source: source(cell),
      })),
      metadata: { language_info: { name: 'python' } },
      nbformat: 4,
      nbformat_minor: 5,
    };
    folder = await temporaryFolder({ 'rivers.ipynb': JSON.stringify(notebook) });
    await extensionApi();
    const data = await vscode.workspace.openNotebookDocument(folder.uri('rivers.ipynb'));
    await vscode.window.showNotebookDocument(data);
    const { document } = data.cellAt(0);
    assert.equal(document.getText(), cells[0]);
    const [finding] = await diagnosticsOf(document.uri);
    assert.ok(finding);
    const lenses = await vscode.commands.executeCommand<readonly vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.ok(lenses.length > 0);
  });

  it('knows in a cell the names of those before it, and follows them as they are typed', async () => {
    const cell = (text: string) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'python');
    const data = new vscode.NotebookData([
      cell('rivers = "Report on the Elbe and its locks, in five sentences."\n'),
      cell('from openai import OpenAI\nclient = OpenAI()\n'),
      cell('client.responses.create(model="gpt-4o", input=rivers)\n'),
    ]);
    const { services } = await extensionApi();
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', data);
    await vscode.window.showNotebookDocument(notebook);
    const [named, , call] = notebook.getCells().map(({ document }) => document);
    assert.ok(named && call);
    const textsThere = async () =>
      ((await services.documents.inspected(call))?.prompts ?? []).flatMap(({ messages }) =>
        messages.map(({ text, source }) => [text, source.uri]),
      );
    const uri = named.uri.toString();
    await waitFor('the prompt', async () => (await textsThere()).length > 0);
    assert.deepEqual(await textsThere(), [['Report on the Elbe and its locks, in five sentences.', uri]]);

    const edit = new vscode.WorkspaceEdit();
    edit.replace(named.uri, new vscode.Range(0, 25, 0, 29), 'Oder');
    await vscode.workspace.applyEdit(edit);
    await waitFor('the new name', async () => String((await textsThere())[0]?.[0]).includes('Oder'));
  });
});
