import assert from 'node:assert/strict';
import fc from 'fast-check';
import ts from 'typescript-api';
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
  .filter((source) => problemsOf(parse(source, 'a.tsx')).length === 0);

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

/** What npm's dedent gives: the least indentation goes, both ends are trimmed; escapes are read afterwards. */
function dedented(text: string): string {
  const lines = text.split('\n');
  const indents = lines.flatMap((line) => /^(\s+)\S/.exec(line)?.[1]?.length ?? []);
  const least = Math.min(...indents);
  const cut =
    indents.length === 0 ? lines : lines.map((line) => (/^[ \t]/.test(line) ? line.slice(least) : line));
  return cut.join('\n').trim();
}

function parse(source: string, fileName: string): ts.SourceFile {
  return ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
}

function problemsOf(file: ts.SourceFile): readonly unknown[] {
  const { parseDiagnostics } = file as unknown as { readonly parseDiagnostics: readonly ts.Diagnostic[] };
  return parseDiagnostics.map(({ messageText }) => messageText);
}

/** The TypeScript compiler's own reading of the property prompt, every interpolation as one mark. */
function readByCompiler(source: string, fileName: string): string {
  const file = parse(source, fileName);
  assert.deepEqual(problemsOf(file), [], source);
  let found: string | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'prompt') found ??= textOf(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(file);
  assert.ok(found !== undefined, source);
  return found;
}

function textOf(node: ts.Expression): string {
  if (ts.isParenthesizedExpression(node)) return textOf(node.expression);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) return templateText(node, (part) => part.text);
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'dedent')
    return dedented(textOf(node.template));
  if (ts.isCallExpression(node)) {
    const {
      expression: callee,
      arguments: [first],
    } = node;
    if (first !== undefined && ts.isIdentifier(callee)) return dedented(textOf(first));
    if (!ts.isPropertyAccessExpression(callee)) return holeMark;
    const { expression: owner } = callee;
    if (ts.isArrayLiteralExpression(owner) && first !== undefined)
      return owner.elements.map(textOf).join(textOf(first));
    return callee.name.text === 'trim' ? textOf(owner).trim() : holeMark;
  }
  if (ts.isTaggedTemplateExpression(node)) {
    const raw = (part: ts.TemplateLiteralLikeNode) => (part.rawText ?? '').replace(/\r\n?/g, '\n');
    return ts.isTemplateExpression(node.template) ? templateText(node.template, raw) : raw(node.template);
  }
  if (ts.isBinaryExpression(node)) return textOf(node.left) + textOf(node.right);
  return holeMark;
}

function templateText(
  node: ts.TemplateExpression,
  read: (part: ts.TemplateLiteralLikeNode) => string,
): string {
  return node.templateSpans.reduce(
    (text, span) => text + textOf(span.expression) + read(span.literal),
    read(node.head),
  );
}

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
