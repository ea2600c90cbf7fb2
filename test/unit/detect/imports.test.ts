import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parse } from 'yaml';
import { applyEdits } from '../../../src/base/span.ts';
import { encodeEdits } from '../../../src/detect/encode.ts';
import { languageIdOf } from '../../../src/detect/handles.ts';
import { createInlineDetector } from '../../../src/detect/inline.ts';
import { packageGrammars } from '../../../src/detect/node.ts';
import type { FileFinder } from '../../../src/detect/types.ts';
import type { Prompt, SourceFile } from '../../../src/prompt/types.ts';

interface ImportCase {
  readonly title: string;
  readonly at: string;
  readonly files: Readonly<Record<string, string>>;
  readonly reads: readonly (readonly [text: string, file: string])[];
}

const cases = parse(
  readFileSync(new URL('../../cases/detect/imports.yaml', import.meta.url), 'utf8'),
) as readonly ImportCase[];

const root = 'file:///work/space/';

function sourceOf(path: string, text: string): SourceFile {
  return { uri: root + path, languageId: languageIdOf(path), text };
}

/** A workspace in memory; `asked` lists the paths that were looked for. */
function workspace(files: Map<string, string>, asked: string[] = []): FileFinder {
  return {
    async first(from, paths) {
      const folder = posix.dirname(from.slice(root.length));
      for (const [index, path] of paths.entries()) {
        const target = posix.join(folder, path);
        asked.push(target);
        const text = files.get(target);
        if (text !== undefined) return { index, file: sourceOf(target, text) };
      }
      return undefined;
    },
    earlier: async () => [],
  };
}

function filesOf({ files }: Pick<ImportCase, 'files'>): Map<string, string> {
  return new Map(Object.entries(files));
}

const caller = `from prompts import SYSTEM
client.responses.create(instructions=SYSTEM, input="Report on the Elbe, please.")
`;
const rivers = 'SYSTEM = "You write reports about rivers."\n';

function textsOf(prompts: readonly Prompt[]): readonly string[] {
  return prompts.flatMap(({ messages }) => messages.map(({ text }) => text));
}

describe('imported constants', () => {
  for (const { title, at, files, reads } of cases) {
    it(title, async () => {
      const asked: string[] = [];
      const detector = createInlineDetector(packageGrammars(), workspace(filesOf({ files }), asked));
      const { prompts } = await detector.open(sourceOf(at, files[at] ?? ''), at);
      const found = prompts.find(({ origin }) => origin !== 'named-variable');
      assert.deepEqual(
        found?.messages.map(({ text, source }) => [text, source.uri.slice(root.length)]),
        reads,
      );
      assert.deepEqual(
        asked.filter((path) => path.startsWith('..')),
        [],
      );
    });
  }

  it('are written where they stand', async () => {
    const files = new Map([
      ['prompts.py', rivers],
      ['chat.py', caller],
    ]);
    const detector = createInlineDetector(packageGrammars(), workspace(files));
    const { prompts } = await detector.open(sourceOf('chat.py', caller), 'chat.py');
    const [prompt] = prompts;
    assert.ok(prompt);
    assert.deepEqual(prompt.site?.uri, `${root}chat.py`);
    const edit = { place: { turn: 0, span: { start: 24, end: 30 } }, newText: '"hills"' };
    const [changed, ...others] = encodeEdits(prompt, [edit]);
    assert.equal(changed?.uri, `${root}prompts.py`);
    assert.equal(others.length, 0);
    assert.equal(applyEdits(rivers, changed.edits), 'SYSTEM = "You write reports about \\"hills\\"."\n');
  });

  it('are read anew when asked without edits, and stay where they are while the file around the call changes', async () => {
    const files = new Map([['prompts.py', rivers]]);
    const detector = createInlineDetector(packageGrammars(), workspace(files));
    const { prompts: opened, imports } = await detector.open(sourceOf('chat.py', caller), 'chat.py');
    assert.deepEqual(imports, [`${root}prompts.py`]);
    const typed = { span: { start: 0, end: 0 }, newText: '# A comment.\n' };
    const { prompts: moved } = await detector.change(`${root}chat.py`, [typed]);
    assert.deepEqual(moved[0]?.messages[0], opened[0]?.messages[0]);
    assert.equal(moved[0]?.site?.span.start, (opened[0]?.site?.span.start ?? 0) + typed.newText.length);
    files.set('prompts.py', `# Rivers.\n${rivers.replace('rivers', 'lakes')}`);
    const { prompts: again } = await detector.change(`${root}chat.py`, []);
    assert.deepEqual(textsOf(again), ['You write reports about lakes.', 'Report on the Elbe, please.']);
    assert.equal(again[0]?.messages[0]?.source.span.start, '# Rivers.\nSYSTEM = '.length);
  });

  it('follow the import as it is typed', async () => {
    const files = new Map([['prompts.py', rivers]]);
    const detector = createInlineDetector(packageGrammars(), workspace(files));
    await detector.open(sourceOf('chat.py', caller.replace('SYSTEM', 'SYSTE')), 'chat.py');
    const at = 'from prompts import SYSTE'.length;
    const typed = { span: { start: at, end: at }, newText: 'M' };
    const { prompts } = await detector.change(`${root}chat.py`, [typed]);
    assert.equal(textsOf(prompts)[0], 'You write reports about rivers.');
  });

  it('are looked for in few files', async () => {
    const asked: string[] = [];
    const files = new Map(
      Array.from({ length: 200 }, (_, index) => [`m${index}.py`, `from m${index + 1} import SYSTEM\n`]),
    );
    const detector = createInlineDetector(packageGrammars(), workspace(files, asked));
    await detector.open(sourceOf('chat.py', caller.replace('prompts', 'm0')), 'chat.py');
    assert.ok(asked.length < 50, `${asked.length} files`);
  });
});
