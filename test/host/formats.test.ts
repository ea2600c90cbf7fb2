import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { formatOf } from '../../src/detect/formatPrompts.ts';
import { actionsAt, extensionApi, lensesOf } from './extension.ts';
import { closeEditors, diagnosticsOf, openFile } from './support.ts';

const solve = 'Solve this math problem: <problem>{{problem}}</problem>\nAnswer with only the number.\n';

/** Files as they are named, with the lines above which lenses stand. */
const files: readonly (readonly [path: string, text: string, origin: string, lines: readonly number[]])[] = [
  ['CLAUDE.md', '# Rules\n\nAnswer briefly.\n', 'claude-md', [0]],
  ['GEMINI.md', 'Answer briefly.\n', 'gemini-md', [0]],
  [
    'sql.instructions.md',
    "---\napplyTo: '**/*.sql'\n---\nWrite keywords in capitals.\n",
    'instructions-md',
    [0],
  ],
  ['.github/copilot-instructions.md', 'Use pnpm.\n', 'copilot-instructions-md', [0]],
  ['review.agent.md', '---\ndescription: Reviews\n---\nYou review code.\n', 'agent-md', [0]],
  ['.claude/agents/review.md', '---\nname: review\n---\nYou review code.\n', 'agent-md', [0]],
  ['plan.chatmode.md', 'Make a plan first.\n', 'chatmode-md', [0]],
  ['.cursor/rules/forms.mdc', '---\nglobs: *.ts\n---\nLabel every input.\n', 'cursor-rules', [0]],
  ['solve.prompty', `---\nmodel: m\n---\nuser:\n${solve}`, 'prompty', [0]],
  [
    'promptfooconfig.yaml',
    'prompts:\n  - Write a poem about {{topic}}.\n  - |\n    Write a song about {{topic}}.\n',
    'promptfoo',
    [1, 2],
  ],
  ['tutor.json', '[\n  {"role": "system", "content": "You are a tutor."}\n]\n', 'chat-json', [0]],
  [
    'train.jsonl',
    '{"messages": [{"role": "user", "content": "Say yes."}]}\n{"messages": [{"role": "user", "content": "Say no."}]}\n',
    'chat-jsonl',
    [0, 1],
  ],
];

describe('prompt files in the editor', () => {
  afterEach(closeEditors);

  for (const [path, text, origin, lines] of files) {
    it(`${path} has lenses, under a language that the format names`, async () => {
      const api = await extensionApi();
      const { document } = await openFile(path, text);
      assert(formatOf(path)?.languageIds.includes(document.languageId), document.languageId);
      const inspected = await api.services.documents.inspected(document);
      assert.deepEqual(
        inspected?.prompts.map((prompt) => prompt.origin),
        lines.map(() => origin),
      );
      assert((await lensesOf(document.uri)).includes('Run trials'));
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      assert.deepEqual([...new Set(lenses.map(({ range }) => range.start.line))], lines);
    });
  }

  it('are silenced by a comment in their own notation; JSON has none', async () => {
    const inPrompty = await openFile('solve.prompty', solve);
    const [finding] = await diagnosticsOf(inPrompty.document.uri);
    assert(finding);
    const silence = [...(await actionsAt(inPrompty.document.uri, finding.range))].find(([title]) =>
      title.startsWith('Suppress'),
    )?.[1];
    assert(silence?.edit);
    await vscode.workspace.applyEdit(silence.edit);
    assert(inPrompty.document.getText().startsWith('{# prompt-quorum-disable-file room-to-reason #}\n'));

    const inJson = await openFile('solve.json', JSON.stringify([{ role: 'user', content: solve }], null, 2));
    const [same] = await diagnosticsOf(inJson.document.uri);
    assert(same);
    const titles = [...(await actionsAt(inJson.document.uri, same.range)).keys()];
    assert(titles.length > 0 && !titles.some((title) => title.startsWith('Suppress')), titles.join('; '));
  });
});
