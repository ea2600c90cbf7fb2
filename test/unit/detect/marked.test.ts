import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ProblemError } from '../../../src/base/problem.ts';
import { slice } from '../../../src/base/span.ts';
import {
  type Mark,
  markedPrompts,
  proposedHoles,
  selectedSpan,
  wordsAt,
} from '../../../src/detect/marked.ts';
import type { Prompt } from '../../../src/prompt/types.ts';
import { anyEdit, hardText, placed, printableText } from './arbitraries.ts';
import { edited, expectedText } from './support.ts';

const every = ['dollar', 'double', 'single', 'percent', 'angle'];

/** A mark of the first occurrence of `selected`, or of a span. */
function markOf(text: string, selected: string | { start: number; end: number }, holes = every): Mark {
  const start = typeof selected === 'string' ? text.indexOf(selected) : selected.start;
  const end = typeof selected === 'string' ? start + selected.length : selected.end;
  return {
    path: 'a.go',
    symbol: 'selection-1',
    role: 'user',
    holes: { styles: holes, literal: [] },
    ...wordsAt(text, { start, end }),
  };
}

function found(text: string, ...marks: readonly Mark[]): readonly Prompt[] {
  return markedPrompts({ uri: 'file:///a.go', languageId: 'go', text }, marks, []);
}

function sourceOf(text: string, mark: Mark): string | undefined {
  const span = found(text, mark)[0]?.messages[0]?.source.span;
  return span && slice(text, span);
}

const prompt =
  'You sort mail into boxes for a small shop.\nAnswer with the name of the box and nothing else.';
const file = `package mail\n\nconst sorting = \`${prompt}\`\n\nfunc main() {\n\tprintln(sorting)\n}\n`;
const filler = '\n// something else stands here, and it is long enough to fill the surroundings\n';

describe('a marked selection', () => {
  const mark = markOf(file, prompt);

  const after: readonly (readonly [what: string, text: string, expected: string | undefined])[] = [
    ['nothing', file, prompt],
    ['an edit before it', `// A shop.\n${file}`, prompt],
    ['an edit behind it', `${file}// The end.\n`, prompt],
    ['an edit of it', file.replace('small', 'large'), prompt.replace('small', 'large')],
    ['text put in front', file.replace('You sort', 'Be calm. You sort'), `Be calm. ${prompt}`],
    ['text put at its end', file.replace('else.', 'else. Thanks!'), `${prompt} Thanks!`],
    ['a whole new text', file.replace(prompt, 'Totally other words.'), 'Totally other words.'],
    ['other line ends', file.replaceAll('\n', '\r\n'), prompt.replaceAll('\n', '\r\n')],
    ['a move', `${filler}\`${prompt}\`${filler}`, prompt],
    [
      'a move with an edit',
      `${filler}"${prompt.replace('small', 'large')}"${filler}`,
      prompt.replace('small', 'large'),
    ],
    ['its removal', file.replace(prompt, ''), undefined],
    ['the removal of all', '', undefined],
  ];
  for (const [what, text, expected] of after)
    it(`is found again after ${what}`, () => assert.equal(sourceOf(text, mark), expected));

  it('is the one of several like it that stands where it stood', () => {
    const twice = `first = "${prompt}"${filler}second = "${prompt}"${filler}`;
    const start = twice.lastIndexOf(prompt);
    const second = markOf(twice, { start, end: start + prompt.length });
    const text = `${filler}${twice}`;
    assert.equal(found(text, second)[0]?.messages[0]?.source.span.start, text.lastIndexOf(prompt));
  });

  it('is followed through one keystroke after the other', () => {
    let text = file;
    let current = mark;
    for (const letter of 'Entirely new words are typed behind the old ones, one by one. ') {
      const end = text.lastIndexOf('`');
      text = text.slice(0, end) + letter + text.slice(end);
      const [now] = found(text, current);
      assert.ok(now?.messages[0]);
      current = { ...current, ...wordsAt(text, now.messages[0].source.span) };
    }
    assert.equal(`\`${current.text}\``, text.slice(text.indexOf('`'), text.lastIndexOf('`') + 1));
  });

  it('gives way to what is found by itself, and to marks before it', () => {
    const [own] = found(file, mark);
    assert.ok(own);
    const source = { uri: 'file:///a.go', languageId: 'go', text: file };
    assert.deepEqual(markedPrompts(source, [mark], [own]), []);
    const other = { ...markOf(file, 'small shop'), symbol: 'selection-2' };
    assert.deepEqual(
      found(file, mark, other).map(({ id }) => id),
      ['selection-1#0'],
    );
  });

  it('reads holes in every notation, and those a user takes for text as text', () => {
    const text = 'Greet {name}, {{ place }}, ${day}, %s, %(city)s, %d and <tone>; 100%% {"a": 1} {}.';
    const all = found(text, markOf(text, text))[0]?.messages[0];
    assert.equal(
      all?.text,
      'Greet {{name}}, {{place}}, {{day}}, {{value}}, {{city}}, {{value2}} and {{tone}}; 100%% {"a": 1} {}.',
    );
    const some = { ...markOf(text, text), holes: { styles: ['single', 'angle'], literal: ['<tone>'] } };
    assert.deepEqual(
      found(text, some)[0]?.messages[0]?.holes.map(({ name }) => name),
      ['name'],
    );
  });

  it('proposes each notation once, and no tags that are closed again', () => {
    const notations = proposedHoles('<mail>{mail}</mail> {mail} <tone> %s').map(({ notation }) => notation);
    assert.deepEqual(notations, ['{mail}', '<tone>', '%s']);
  });

  it('begins and ends within white space and quotes', () => {
    for (const [text, expected] of [
      ['  "You are calm."\r\n', 'You are calm.'],
      ['"""\nBe calm.\n"""', '\nBe calm.\n'],
      ['say "no" and "yes"', 'say "no" and "yes"'],
      ['""', '""'],
      [' \n', ''],
    ] as const)
      assert.equal(slice(text, selectedSpan(text, { start: 0, end: text.length })), expected);
  });

  it('refuses what would end the literal it fills', () => {
    const text = 'const a = "Sort the mail."\n';
    const [own] = found(text, markOf(text, 'Sort the mail.'));
    const [message] = own?.messages ?? [];
    assert.ok(own && message);
    const at = { turn: 0, span: { start: 0, end: 0 } };
    for (const newText of ['"', '\n', '\\'])
      assert.throws(() => edited(text, own, [{ place: at, newText }]), ProblemError);
    assert.equal(
      edited(text, own, [{ place: at, newText: 'Please. ' }]),
      'const a = "Please. Sort the mail."\n',
    );
  });

  const stretch = fc.tuple(fc.nat(), fc.nat());
  const spanIn = (text: string, [one, two]: readonly [number, number]) => {
    const [start = 0, end = 0] = [one % (text.length + 1), two % (text.length + 1)].sort((a, b) => a - b);
    return { start, end };
  };

  it('is read without a throw whatever the texts, and stays within the file', () => {
    fc.assert(
      fc.property(printableText, hardText, stretch, (before, text, ends) => {
        const span = spanIn(before, ends);
        fc.pre(span.end > span.start);
        for (const own of found(text, markOf(before, span))) {
          const { source } = own.messages[0] ?? {};
          assert.ok(source && source.span.start >= 0 && source.span.start <= source.span.end);
          assert.ok(source.span.end <= text.length);
        }
        assert.equal(sourceOf(before, markOf(before, span)), slice(before, span));
      }),
    );
  });

  it('makes no hole of what is left of another notation', () => {
    const text = 'head = `Sort {name} by ${name}.`\n';
    const [own] = found(text, markOf(text, 'Sort {name} by ${name}.', ['single']));
    assert.ok(own);
    const at = own.messages[0]?.text.indexOf('$') ?? 0;
    const edit = { place: { turn: 0, span: { start: at, end: at + 1 } }, newText: '' };
    assert.throws(() => edited(text, own, [edit]), ProblemError);
  });

  it('is written back as meant or not at all', () => {
    const body = fc
      .array(fc.oneof(printableText, fc.constantFrom('{name}', '{{name}}', '${name}', '%s', '<name>')), {
        minLength: 1,
      })
      .map((parts) => `Sort ${parts.join('')}`);
    const eols = fc.constantFrom('\n', '\r\n');
    fc.assert(
      fc.property(body, fc.subarray(every), eols, anyEdit, (body, styles, eol, edit) => {
        const text = `head = \`${body}\` // the end of it\n`.replaceAll('\n', eol);
        const mark = markOf(text, body.replaceAll('\n', eol), styles);
        const [own] = found(text, mark);
        const [message] = own?.messages ?? [];
        assert.ok(own && message);
        const edits = [placed(message, 0, { ...edit, newText: edit.newText.replaceAll('\r', '') })];
        let written: string;
        try {
          written = edited(text, own, edits);
        } catch (thrown) {
          assert.ok(thrown instanceof ProblemError, String(thrown));
          return;
        }
        const expected = expectedText(message, edits);
        if (expected.trim() === '') return;
        assert.equal(found(written, mark)[0]?.messages[0]?.text, expected);
      }),
    );
  });
});
