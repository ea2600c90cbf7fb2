import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Message, PlacedEdit } from '../../../src/prompt/types.ts';
import { anyEdit, placed } from './arbitraries.ts';
import { PythonOracle } from './pythonOracle.ts';
import {
  detect,
  edited,
  editedUnlessRefused,
  expectedText,
  firstPrompt,
  holeMark,
  withMarks,
} from './support.ts';

const eols = fc.constantFrom('\n', '\r\n');
const quotes = fc.constantFrom("'", '"', "'''", '"""');
const commonPieces = [
  'Answer ',
  'the question',
  ' in one word.',
  '你好',
  '😀',
  '#',
  '$',
  '%s',
  "it''s",
  '{',
  '}',
  '\\',
  '"',
  '`',
  '*',
];
const escapedPieces = [
  '\\n',
  '\\t',
  '\\\\',
  "\\'",
  '\\"',
  '\\x41',
  '\\u00e9',
  '\\U0001F600',
  '\\0',
  '\\12',
  '\\d',
  '\\N{BULLET}',
];

/** A literal that Python accepts: pieces that its prefix and quote cannot hold are left out. */
const literal = fc
  .record({
    prefix: fc.constantFrom('', '', 'f', 'f', 'r', 'rf', 'R', 'u', 'Fr'),
    quote: quotes,
    eol: eols,
    pieces: fc.array(fc.constantFrom(...commonPieces, ...escapedPieces, 'EOL', 'HOLE', '{{', '}}', '\\EOL'), {
      maxLength: 8,
    }),
  })
  .map(({ prefix, quote, eol, pieces }) => {
    const raw = /r/i.test(prefix);
    const format = /f/i.test(prefix);
    const fits = (piece: string) => {
      if (piece.includes('EOL')) return quote.length === 3 || (piece === '\\EOL' && !raw);
      if (piece === '{' || piece === '}') return !format;
      if (piece === 'HOLE') return format;
      if (piece === '\\') return false;
      if (piece.startsWith('\\') && raw) return /^\\[^'"\\]/.test(piece) && !(format && piece.includes('{'));
      return !piece.split('').some((char) => char === quote[0]) || piece.startsWith('\\');
    };
    const body = pieces
      .filter(fits)
      .map((piece) => piece.replace('EOL', eol).replace('HOLE', '{user.name!r:>10}'))
      .join('');
    const safe = quote.length === 3 && body.endsWith(quote[0] ?? '') ? `${body}.` : body;
    return { source: `${prefix}${quote}${safe}${quote}`, eol };
  });

const composition = fc
  .record({
    first: literal,
    second: literal,
    shape: fc.constantFrom('one', 'one', 'adjacent', 'joined', 'before', 'added'),
  })
  .map(({ first, second, shape }) => {
    const { eol } = first;
    const other = second.source.replaceAll('\r\n', '\n').replaceAll('\n', eol);
    if (shape === 'added') {
      const steps = [`prompt = ${first.source}`, 'prompt += name', `prompt += ${other}`];
      return `${steps.join(eol)}${eol}client.completions.create(model='m', prompt=prompt)${eol}`;
    }
    const expression = {
      one: first.source,
      adjacent: `(${first.source}${eol}    ${other})`,
      joined: `${first.source} + name + ${other}`,
      before: `(name + ${first.source})`,
    }[shape];
    return `import openai${eol}client.completions.create(model='m', prompt=${expression})${eol}`;
  });

/** A template of `str.format` or of `%`, with what fills it in. */
const filledComposition = fc
  .record({
    way: fc.constantFrom('format', 'percent'),
    quote: quotes,
    formatted: fc.boolean(),
    pieces: fc.array(
      fc.constantFrom(
        'Answer ',
        '你好',
        '😀',
        '\\n',
        "it''s",
        '#',
        '$',
        'ESCAPE',
        'OTHER',
        'NAMED',
        'NEXT',
        'EOL',
      ),
      { maxLength: 8 },
    ),
  })
  .map(({ way, quote, formatted, pieces }) => {
    const named = pieces.includes('NAMED');
    const format = way === 'format';
    const brace = (text: string) => (formatted ? text.replaceAll('{', '{{').replaceAll('}', '}}') : text);
    const count = pieces.filter((piece) => piece === 'NEXT').length;
    const notation: Readonly<Record<string, string>> = format
      ? { ESCAPE: brace('{{}}'), OTHER: '100%', NAMED: brace('{name:>4}'), NEXT: brace('{}') }
      : { ESCAPE: '%%', OTHER: brace('{x}'), NAMED: '%(name)s', NEXT: named ? '' : '%s' };
    const body = pieces
      .map((piece) => notation[piece] ?? (piece === 'EOL' ? (quote.length === 3 ? '\n' : ' ') : piece))
      .join('')
      .replaceAll(quote[0] ?? '', '');
    const literal = `${formatted ? 'f' : ''}${quote}${body}${quote}`;
    const places = Array.from({ length: count }, (_, index) => `items[${index}]`);
    if (format) return `${literal}.format(${[...places, ...(named ? ['name=user.name'] : [])].join(', ')})`;
    if (named) return `${literal} % {'name': user.name}`;
    return count === 1
      ? `${literal} % items`
      : `${literal} % (${places.map((place) => `${place}, `).join('')})`;
  })
  .map((expression) => `client.completions.create(model='m', prompt=${expression})\n`);

/** Indented literals that a program dedents or strips, and lists that it joins. */
const trimmedComposition = fc
  .record({
    way: fc.constantFrom('dedent', 'cleandoc', 'strip', 'dedent strip', 'dedent format', 'join'),
    formatted: fc.boolean(),
    eol: eols,
    lines: fc.array(
      fc.constantFrom(
        '    Answer.',
        '      - 你好',
        '    😀 {name}',
        '',
        '  ',
        '    a\\n  b',
        "    it's",
        '\tx',
        '    \\',
      ),
      { maxLength: 6 },
    ),
  })
  .map(({ way, formatted, eol, lines }) => {
    const prefix = formatted && way !== 'dedent format' ? 'f' : '';
    const literal = `${prefix}"""${['', ...lines, '    '].join('\n')}"""`;
    const expression = {
      dedent: `textwrap.dedent(${literal})`,
      // It widens tabs to spaces: such text is left as it is.
      cleandoc: `inspect.cleandoc(${literal.replaceAll('\t', '    ')})`,
      strip: `${literal}.strip()`,
      join: `'\\n'.join([${lines.map((line) => `${prefix}"""${line} """`).join(', ')}])`,
      'dedent strip': `textwrap.dedent(${literal}).strip()`,
      'dedent format': `textwrap.dedent(${literal}).format(name=user)`,
    }[way];
    return `client.completions.create(model='m', prompt=${expression})\n`.replaceAll('\n', eol);
  });

/** True where an edit removes a field that takes the next of several values. */
function losesNextValue({ segments, holes }: Message, edits: readonly PlacedEdit[]): boolean {
  const fields = segments.filter(({ kind }) => kind === 'hole');
  return holes.some(
    ({ span }, index) =>
      fields[index]?.encoding.params['ordered'] === true &&
      edits.some(({ place }) => place.span.start <= span.start && span.end <= place.span.end),
  );
}

describe('writing back into Python', () => {
  let oracle: PythonOracle | undefined;
  before(function () {
    if (!PythonOracle.isAvailable()) {
      console.log('      python3 is not installed: Python’s own parser cannot confirm what was written');
      this.skip();
    }
    oracle = new PythonOracle();
  });
  after(() => oracle?.dispose());

  const python = (): PythonOracle => {
    assert.ok(oracle);
    return oracle;
  };

  it('reads literals as Python does', async () => {
    await fc.assert(
      fc.asyncProperty(composition, async (source) => {
        const { prompts } = await detect('a.py', source);
        const [message] = prompts[0]?.messages ?? [];
        if (message !== undefined) assert.equal(withMarks(message), await python().read(source));
      }),
      { numRuns: 300 },
    );
  });

  it('writes beside an item of a joined list that is no literal', async () => {
    const source = 'client.completions.create(model="m", prompt="\\n".join(["Sum up.", text]))\n';
    const prompt = await firstPrompt('a.py', source);
    const end = prompt.messages[0]?.text.length ?? 0;
    const at = (offset: number) => ({ turn: 0, span: { start: offset, end: offset } });
    const after = edited(source, prompt, [
      { place: at(end - '{{text}}'.length), newText: '<text>' },
      { place: at(end), newText: '</text>' },
    ]);
    assert.equal(after, source.replace('text]', '"<text>" + text + "</text>"]'));
    assert.equal(await python().read(after), `Sum up.\n<text>${holeMark}</text>`);
  });

  it('reads templates that are filled in as Python does', async () => {
    await fc.assert(
      fc.asyncProperty(filledComposition, async (source) => {
        const [message] = (await detect('a.py', source)).prompts[0]?.messages ?? [];
        if (message !== undefined) assert.equal(withMarks(message), await python().read(source), source);
      }),
      { numRuns: 300 },
    );
  });

  it('reads what is trimmed as Python does', async () => {
    await fc.assert(
      fc.asyncProperty(trimmedComposition, async (source) => {
        const [message] = (await detect('a.py', source)).prompts[0]?.messages ?? [];
        if (message !== undefined) assert.equal(withMarks(message), await python().read(source), source);
      }),
      { numRuns: 300 },
    );
  });

  it('writes into what is trimmed so that Python reads exactly that text, or refuses', async () => {
    let written = 0;
    await fc.assert(
      fc.asyncProperty(trimmedComposition, anyEdit, async (source, edit) => {
        const [prompt] = (await detect('a.py', source)).prompts;
        const [message] = prompt?.messages ?? [];
        if (prompt === undefined || message === undefined) return;
        const edits = [placed(message, 0, edit)];
        const after = editedUnlessRefused(source, prompt, edits);
        if (after === undefined) return;
        written++;
        const marks = message.holes.map(({ span }) => message.text.slice(span.start, span.end));
        const expected = marks.reduce(
          (text, hole) => text.replace(hole, holeMark),
          expectedText(message, edits),
        );
        assert.equal(await python().read(after), expected, after);
      }),
      { numRuns: 400 },
    );
    assert.ok(written > 100, `${written} edits were written`);
  });

  it('writes any text so that Python reads exactly that text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(composition, filledComposition),
        fc.array(anyEdit, { minLength: 1, maxLength: 1 }),
        async (source, edits) => {
          const { prompts } = await detect('a.py', source);
          const [prompt] = prompts;
          const [message] = prompt?.messages ?? [];
          if (prompt === undefined || message === undefined) return;
          const placedEdits = edits.map((edit) => placed(message, 0, edit));
          if (losesNextValue(message, placedEdits)) {
            assert.throws(() => edited(source, prompt, placedEdits));
            return;
          }
          const after = edited(source, prompt, placedEdits);
          const marks = message.holes.map(({ span }) => message.text.slice(span.start, span.end));
          const expected = marks.reduce(
            (text, mark) => text.replace(mark, '\u241f'),
            expectedText(message, placedEdits),
          );
          assert.equal(await python().read(after), expected, after);
        },
      ),
      { numRuns: 800 },
    );
  });

  it('keeps a hole’s notation where it moves', async () => {
    const source = 'client.completions.create(prompt=f"Say {user.name!r:>10} now, please: {{x}}")\n';
    const prompt = await firstPrompt('a.py', source);
    const [hole] = prompt.messages[0]?.holes ?? [];
    assert.ok(hole);
    const after = edited(source, prompt, [
      {
        place: { turn: 0, span: { start: 0, end: prompt.messages[0]?.text.length ?? 0 } },
        newText: `<a>{{${hole.name}}}</a>`,
        holes: [{ name: hole.name, span: { start: 3, end: 7 + hole.name.length } }],
      },
    ]);
    assert.equal(after, 'client.completions.create(prompt=f"<a>{user.name!r:>10}</a>")\n');
  });

  it('reads and writes a literal inside an interpolation', async () => {
    const source = `client.completions.create(prompt=f"Dear {name}, {f'you owe {sum} euros'} today")\n`;
    const prompt = await firstPrompt('a.py', source);
    assert.equal(prompt.messages[0]?.text, 'Dear {{name}}, you owe {{sum}} euros today');
    const at = prompt.messages[0].text.indexOf('owe');
    const insert = (newText: string) =>
      edited(source, prompt, [{ place: { turn: 0, span: { start: at, end: at } }, newText }]);
    assert.equal(await python().read(insert('{still} ')), 'Dear \u241f, you {still} owe \u241f euros today');
    assert.throws(
      () => insert('"'),
      ({ problem }: { problem: { code: string } }) => problem.code === 'edit-not-writable',
    );
  });
});
