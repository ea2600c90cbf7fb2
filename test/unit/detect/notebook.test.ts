import assert from 'node:assert/strict';
import fc from 'fast-check';
import { slice } from '../../../src/base/span.ts';
import type { Prompt } from '../../../src/prompt/types.ts';
import { anyEdit, placed } from './arbitraries.ts';
import { PythonOracle } from './pythonOracle.ts';
import { detect, edited, editedUnlessRefused, expectedText, holeMark } from './support.ts';

type Writing = 'lines' | 'string' | 'compact' | 'ascii';
const writings: readonly Writing[] = ['lines', 'string', 'compact', 'ascii'];

/** A notebook as programs write them: cells as lists of lines or as one string, spaced or not, escaped to ASCII or not. */
function notebook(cells: readonly string[], writing: Writing, language = 'python'): string {
  const source = (cell: string) => (writing === 'string' ? cell : (cell.match(/[^\n]*\n|[^\n]+$/g) ?? []));
  const file = {
    cells: [
      { cell_type: 'markdown', metadata: {}, source: ['You are a notebook about rivers.'] },
      ...cells.map((cell) => ({ cell_type: 'code', metadata: {}, outputs: [], source: source(cell) })),
    ],
    metadata: { language_info: { name: language } },
    nbformat: 4,
  };
  const text = writing === 'compact' ? JSON.stringify(file) : `${JSON.stringify(file, undefined, 1)}\n`;
  if (writing !== 'ascii') return text;
  return text.replace(/[^\x20-\x7e\n]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function codeOf(text: string): readonly string[] {
  const { cells } = JSON.parse(text) as {
    readonly cells: readonly { readonly cell_type: string; readonly source: string | readonly string[] }[];
  };
  return cells
    .filter(({ cell_type }) => cell_type === 'code')
    .map(({ source }) => (typeof source === 'string' ? source : source.join('')));
}

async function promptIn(text: string): Promise<Prompt | undefined> {
  return (await detect('rivers.ipynb', text)).prompts[0];
}

const pieces = [
  'Answer ',
  'in one word.',
  '你好',
  '😀',
  '\n',
  '"',
  "'",
  '\\n',
  '\\"',
  '\\u00e9',
  '{name}',
  '\t',
];

const literal = fc
  .record({
    format: fc.boolean(),
    quote: fc.constantFrom('"', "'", '"""', "'''"),
    parts: fc.array(fc.constantFrom(...pieces), { maxLength: 8 }),
  })
  .map(({ format, quote, parts }) => {
    const fits = (part: string) =>
      (part !== '\n' || quote.length === 3) && (part.length > 1 || part !== quote[0]);
    return `${format ? 'f' : ''}${quote}${parts.filter(fits).join('')}${quote}`;
  });

const notebooks = fc
  .record({
    first: literal,
    second: literal,
    joined: fc.boolean(),
    writing: fc.constantFrom(...writings),
  })
  .map(({ first, second, joined, writing }) => {
    const expression = joined ? `${first} + user + ${second}` : first;
    const cells = [
      '%matplotlib inline\nimport openai',
      `client.completions.create(model='m', prompt=${expression})\n`,
    ];
    return notebook(cells, writing);
  });

describe('notebooks', () => {
  for (const writing of writings) {
    it(`are read and written cell by cell (${writing})`, async () => {
      const cells = [
        '!pip install openai\nSYSTEM = """You write "reports"\nabout rivers — 😀."""',
        'client.responses.create(instructions=SYSTEM, input=question)',
      ];
      const text = notebook(cells, writing);
      const { prompts } = await detect('rivers.ipynb', text);
      const prompt = prompts.find(({ origin }) => origin === 'openai-responses');
      assert.ok(prompt);
      const [system] = prompt.messages;
      assert.equal(system?.text, 'You write "reports"\nabout rivers — 😀.');
      const raw = slice(text, system.source.span);
      assert.ok(raw.startsWith('\\"\\"\\"You write') && raw.endsWith('.\\"\\"\\"'), raw);
      const at = system.text.indexOf('rivers');
      const edit = { place: { turn: 0, span: { start: at, end: at + 6 } }, newText: '"lakes"\nand hills' };
      const after = edited(text, prompt, [edit]);
      assert.deepEqual(codeOf(after), [cells[0]?.replace('rivers', '"lakes"\nand hills'), cells[1]]);
      if (writing === 'lines') assert.equal(after, notebook(codeOf(after), writing));
    });
  }

  it('leave the lines of a text alone that begin as commands do, and read cells that are timed', async () => {
    const cell = '%%time\nSYSTEM = """You are strict.\n!IMPORTANT: never lie.\n%s is the user."""\n!ls\n';
    const prompt = await promptIn(
      notebook([`${cell}client.responses.create(instructions=SYSTEM, input=q)`], 'lines'),
    );
    assert.equal(prompt?.messages[0]?.text, 'You are strict.\n!IMPORTANT: never lie.\n%s is the user.');
  });

  it('in another language are read as that', async () => {
    const cell = 'await generateText({ model, prompt: `Report on the Elbe.` });';
    const prompt = await promptIn(notebook([cell], 'lines', 'typescript'));
    assert.equal(prompt?.messages[0]?.text, 'Report on the Elbe.');
  });

  for (const text of ['', '{', '[]', '{"cells": 1}', '{"cells": [{"cell_type": "code"}]}', '"prompt"']) {
    it(`find nothing in ${JSON.stringify(text)}`, async () => {
      assert.deepEqual((await detect('rivers.ipynb', text)).prompts, []);
    });
  }

  describe('written back', () => {
    let oracle: PythonOracle | undefined;
    before(function () {
      if (!PythonOracle.isAvailable()) {
        console.log('      python3 is not installed: Python’s own parser cannot confirm what was written');
        this.skip();
      }
      oracle = new PythonOracle();
    });
    after(() => oracle?.dispose());

    it('stay JSON, and say to Python what was meant', async () => {
      let written = 0;
      await fc.assert(
        fc.asyncProperty(notebooks, anyEdit, async (text, edit) => {
          const prompt = await promptIn(text);
          const [message] = prompt?.messages ?? [];
          if (prompt === undefined || message === undefined) return;
          const edits = [placed(message, 0, edit)];
          const after = editedUnlessRefused(text, prompt, edits);
          if (after === undefined) return;
          written++;
          const marks = message.holes.map(({ span }) => slice(message.text, span));
          const expected = marks.reduce(
            (meant, mark) => meant.replace(mark, holeMark),
            expectedText(message, edits),
          );
          assert.equal(await oracle?.read(codeOf(after)[1] ?? ''), expected, after);
        }),
        { numRuns: 500 },
      );
      assert.ok(written > 200, `${written} edits were written`);
    });

    it('keep every byte outside of the change', async () => {
      await fc.assert(
        fc.asyncProperty(notebooks, async (text) => {
          const prompt = await promptIn(text);
          const [message] = prompt?.messages ?? [];
          if (prompt === undefined || message === undefined) return;
          const same = { place: { turn: 0, span: { start: 0, end: 0 } }, newText: '' };
          assert.equal(edited(text, prompt, [same]), text);
        }),
        { numRuns: 100 },
      );
    });
  });
});
