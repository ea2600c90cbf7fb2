import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyEdit, placed } from './arbitraries.ts';
import {
  detect,
  edited,
  editedUnlessRefused,
  expectedText,
  firstPrompt,
  holeMark,
  withMarks,
} from './support.ts';
import { isProgram, readByCompiler } from './typescriptOracle.ts';

const commonPieces = [
  'Answer ',
  'the question',
  ' in one word.',
  '你好',
  '😀',
  '$',
  '{',
  '}',
  '"',
  "'",
  '`',
  '*',
  '//',
  '#',
];
const escapedPieces = [
  '\\n',
  '\\t',
  '\\\\',
  "\\'",
  '\\"',
  '\\`',
  '\\x41',
  '\\u00e9',
  '\\u{1F600}',
  '\\0',
  '\\q',
  '\\$',
  '\\{',
  '$\\{',
];

const literal = fc
  .record({
    quote: fc.constantFrom("'", '"', '`', '`', 'String.raw`'),
    eol: fc.constantFrom('\n', '\r\n'),
    pieces: fc.array(fc.constantFrom(...commonPieces, ...escapedPieces, 'EOL', 'HOLE', 'LITERAL', '\\EOL'), {
      maxLength: 8,
    }),
  })
  .map(({ quote, eol, pieces }) => {
    const raw = quote.startsWith('S');
    const template = quote.endsWith('`');
    const fits = (piece: string) => {
      if (piece === 'EOL' || piece === 'HOLE' || piece === 'LITERAL') return template;
      if (piece.startsWith('\\')) return !raw || /^\\[nt$u]/.test(piece);
      return !piece.includes(quote.at(-1) ?? '');
    };
    const body = pieces
      .filter(fits)
      .map((piece) =>
        piece.replace('EOL', eol).replace('HOLE', '${user.name}').replace('LITERAL', '${"a\\nb"}'),
      )
      .join('')
      .replaceAll('${}', '')
      .replace(/\$(?=\{(?!user|"))/g, 'S')
      .replace(/\\0(?=[0-9])/g, '');
    return { source: `${quote}${body}${quote.at(-1)}`, eol };
  });

const composition = fc
  .record({ first: literal, second: literal, shape: fc.constantFrom('one', 'one', 'joined', 'before') })
  .map(({ first, second, shape }) => {
    const { eol } = first;
    const other = second.source.replaceAll('\r\n', '\n').replaceAll('\n', eol);
    const expression = {
      one: first.source,
      joined: `${first.source} + name + ${other}`,
      before: `(name + ${first.source})`,
    }[shape];
    return `import { generateText } from 'ai';${eol}await generateText({ prompt: ${expression} });${eol}`;
  })
  // Pieces side by side may spell another escape than each alone; what is no program says nothing.
  .filter((source) => isProgram(source, 'a.tsx'));

/** Lists that are joined, templates that are trimmed or dedented. */
const trimmedComposition = fc
  .record({
    way: fc.constantFrom('trim', 'dedent', 'dedent call', 'join'),
    lines: fc.array(
      fc.constantFrom(
        '    Answer.',
        '      - 你好',
        '    😀 ${user.name}',
        '',
        '  ',
        '    a\\nb',
        "    it's",
        '\t  x',
      ),
      { maxLength: 6 },
    ),
  })
  .map(({ way, lines }) => {
    const template = `\`${['', ...lines, '  '].join('\n')}\``;
    const expression = {
      trim: `${template}.trim()`,
      dedent: `dedent${template}`,
      'dedent call': `dedent(${template})`,
      join: `[${lines.map((line) => `\`${line}\``).join(', ')}].join('\\n')`,
    }[way];
    return `await generateText({ prompt: ${expression} });\n`;
  });

describe('writing back into TypeScript', () => {
  for (const fileName of ['a.ts', 'a.tsx', 'a.js']) {
    it(`reads literals of ${fileName} as the compiler does`, async () => {
      await fc.assert(
        fc.asyncProperty(composition, async (source) => {
          const [message] = (await detect(fileName, source)).prompts[0]?.messages ?? [];
          if (message !== undefined)
            assert.equal(withMarks(message), readByCompiler(source, fileName), source);
        }),
        { numRuns: 200 },
      );
    });

    it(`writes any text into ${fileName} so that the compiler reads exactly that text`, async () => {
      await fc.assert(
        fc.asyncProperty(composition, anyEdit, async (source, edit) => {
          const [prompt] = (await detect(fileName, source)).prompts;
          const [message] = prompt?.messages ?? [];
          if (prompt === undefined || message === undefined) return;
          const edits = [placed(message, 0, edit)];
          const after = edited(source, prompt, edits);
          const marks = message.holes.map(({ span }) => message.text.slice(span.start, span.end));
          const expected = marks.reduce(
            (text, mark) => text.replace(mark, holeMark),
            expectedText(message, edits),
          );
          assert.equal(readByCompiler(after, fileName), expected, after);
        }),
        { numRuns: 400 },
      );
    });
  }

  it('reads and writes what is trimmed, dedented or joined, or refuses', async () => {
    let written = 0;
    await fc.assert(
      fc.asyncProperty(trimmedComposition, anyEdit, async (source, edit) => {
        const [prompt] = (await detect('a.ts', source)).prompts;
        const [message] = prompt?.messages ?? [];
        if (prompt === undefined || message === undefined) return;
        assert.equal(withMarks(message), readByCompiler(source, 'a.ts'), source);
        const edits = [placed(message, 0, edit)];
        const after = editedUnlessRefused(source, prompt, edits);
        if (after === undefined) return;
        written++;
        const marks = message.holes.map(({ span }) => message.text.slice(span.start, span.end));
        const expected = marks.reduce(
          (text, mark) => text.replace(mark, holeMark),
          expectedText(message, edits),
        );
        assert.equal(readByCompiler(after, 'a.ts'), expected, after);
      }),
      { numRuns: 400 },
    );
    assert.ok(written > 100, `${written} edits were written`);
  });

  it('keeps a hole where it moves, and the rest of the literal to the byte', async () => {
    const source = "generateText({ prompt: `Dear ${user.name}, \\u0041 ${'x'} bye` })";
    const prompt = await firstPrompt('a.ts', source);
    const after = edited(source, prompt, [
      {
        place: { turn: 0, span: { start: 5, end: 18 } },
        newText: '<n>{{user.name}}</n>',
        holes: [{ name: 'user.name', span: { start: 3, end: 16 } }],
      },
    ]);
    assert.equal(after, "generateText({ prompt: `Dear <n>${user.name}</n>, \\u0041 ${'x'} bye` })");
  });

  it('refuses an edit that would cut a hole', async () => {
    const source = 'generateText({ prompt: `Dear ${user.name}, bye` })';
    const prompt = await firstPrompt('a.ts', source);
    assert.throws(
      () => edited(source, prompt, [{ place: { turn: 0, span: { start: 0, end: 8 } }, newText: '' }]),
      ({ problem }: { problem: { code: string } }) => problem.code === 'edit-cuts-hole',
    );
  });
});
