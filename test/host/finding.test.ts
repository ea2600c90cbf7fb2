import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { actionsAt, extensionApi, lensesOf } from './extension.ts';
import { closeEditors, diagnosticsOf, openFile, waitFor } from './support.ts';

const python = `from openai import OpenAI

client = OpenAI()


def larger(pair: str) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": "You compare numbers."},
            {"role": "user", "content": f"Solve this math problem: <pair>{pair}</pair>\\nAnswer with only the number."},
        ],
    )
    return reply.choices[0].message.content


QUERY = "SELECT name FROM users WHERE id = 1"
`;

describe('prompts in the editor', () => {
  afterEach(closeEditors);

  it('are found in prompt files and in code, and nothing else is', async () => {
    const api = await extensionApi();
    const file = await openFile('solve.prompt.txt', 'Solve {{problem}}.\n');
    const code = await openFile('larger.py', python);
    const inFile = await api.services.documents.inspected(file.document);
    const inCode = await api.services.documents.inspected(code.document);
    assert.deepEqual(
      inFile?.prompts.map(({ origin, messages }) => [origin, messages[0]?.holes.map(({ name }) => name)]),
      [['prompt-txt', ['problem']]],
    );
    assert.deepEqual(
      inCode?.prompts.map(({ origin, messages }) => [origin, messages.map(({ role }) => role)]),
      [['openai-chat', ['system', 'user']]],
    );
  });

  it('have a lens with findings, tokens, rewriting and trials', async () => {
    const { document } = await openFile('larger.py', python);
    await diagnosticsOf(document.uri);
    const lenses = await lensesOf(document.uri);
    assert.match(lenses[0] ?? '', /^\d+ findings?$/);
    assert(
      lenses.some((title) => /^≈?\d+ tokens$/.test(title)),
      lenses.join('; '),
    );
    for (const title of ['Rewrite', 'Run trials']) assert(lenses.includes(title));
  });

  it('have diagnostics with the rule, which follow an edit and are never of an older text', async () => {
    const { document } = await openFile(
      'solve.prompt.txt',
      'Solve this math problem: <problem>{{problem}}</problem>\nAnswer with only the number.\n',
    );
    const [first] = await diagnosticsOf(document.uri);
    const code = first?.code;
    assert(typeof code === 'object');
    assert.equal(code.value, 'room-to-reason');
    const edit = new vscode.WorkspaceEdit();
    edit.delete(document.uri, new vscode.Range(1, 0, 2, 0));
    await vscode.workspace.applyEdit(edit);
    await waitFor('no finding of the removed line', () =>
      vscode.languages
        .getDiagnostics(document.uri)
        .every(({ code: id }) => typeof id !== 'object' || id.value !== 'room-to-reason'),
    );
  });

  it('tell in the hover why and on what evidence', async () => {
    const { document } = await openFile(
      'solve.prompt.txt',
      'Solve this math problem: <problem>{{problem}}</problem>\nAnswer with only the number.\n',
    );
    const [finding] = await diagnosticsOf(document.uri);
    assert(finding);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      finding.range.start,
    );
    const text = hovers
      .flatMap(({ contents }) => contents.map((part) => (typeof part === 'string' ? part : part.value)))
      .join('\n');
    assert.match(text, /\*\*Why\*\*/);
    assert.match(text, /\*\*Evidence\*\*/);
  });

  it('take a quick fix that mends the finding and changes nothing else', async () => {
    const text = 'Solve this math problem: <problem>{{problem}}</problem>\nAnswer with only the number.\n';
    const { document } = await openFile('solve.prompt.txt', text);
    const [finding] = await diagnosticsOf(document.uri);
    assert(finding);
    const actions = await actionsAt(document.uri, finding.range);
    const fix = [...actions.values()].find(
      ({ title, edit }) => edit !== undefined && !title.startsWith('Suppress'),
    );
    assert(fix?.edit, `no quick fix among ${[...actions.keys()].join('; ')}`);
    await vscode.workspace.applyEdit(fix.edit);
    await waitFor('the finding gone', () =>
      vscode.languages
        .getDiagnostics(document.uri)
        .every(({ code }) => typeof code !== 'object' || code.value !== 'room-to-reason'),
    );
    assert(document.getText().startsWith('Solve this math problem: <problem>{{problem}}</problem>\n'));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
  });

  it('can be silenced by a comment', async () => {
    const { document } = await openFile('larger.py', python);
    const [finding] = await diagnosticsOf(document.uri);
    assert(finding);
    const actions = await actionsAt(document.uri, finding.range);
    const silence = [...actions].find(([title]) => title.startsWith('Suppress'))?.[1];
    assert(silence?.edit);
    const before = vscode.languages.getDiagnostics(document.uri).length;
    await vscode.workspace.applyEdit(silence.edit);
    assert.match(document.getText(), /^ +# prompt-quorum-disable-next-line [a-z-]+$/m);
    await waitFor('one finding less', () => vscode.languages.getDiagnostics(document.uri).length < before);
  });
});
