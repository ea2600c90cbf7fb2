import fc from 'fast-check';
import type { Message, PlacedEdit } from '../../../src/prompt/types.ts';

/** Text made of what is hard to write: every quote, escapes, braces, line ends, astral characters, lone surrogates. */
export const hardText = fc
  .array(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          "'",
          '"',
          '`',
          '\\',
          '{',
          '}',
          '${',
          '{{',
          '}}',
          '\n',
          '\r',
          '\r\n',
          '\t',
          '"""',
          "'''",
          '\\n',
          '\\N{',
          '#',
          '$',
          '0',
          '7',
          'x41',
          '%s',
          '\0',
          '\u2028',
          '\x7f',
          '😀',
          '\ud83d',
          '中文',
          ' ',
          '*/',
          '</script>',
        ),
      },
      { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
      { weight: 1, arbitrary: fc.constantFrom('word', 'Answer: ', '\nnext line', '  ') },
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''));

/** The same without what a plain text file cannot tell apart or hold. */
export const printableText = hardText.map((text) =>
  text
    .replace(/\r/g, '')
    .toWellFormed()
    .replace(/\uFFFD/g, '?'),
);

/** An edit as two numbers in [0, 1] and a text; see {@link placed}. */
export const anyEdit = fc.record({
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.5, noNaN: true })),
  newText: fc.oneof({ weight: 4, arbitrary: hardText }, { weight: 1, arbitrary: fc.constant('') }),
});

export type AnyEdit = typeof anyEdit extends fc.Arbitrary<infer T> ? T : never;

/** Places an edit in a message, moved out of holes it would cut. */
export function placed(message: Message, turn: number, { from, length, newText }: AnyEdit): PlacedEdit {
  let start = Math.round(from * message.text.length);
  let end = Math.min(message.text.length, start + Math.round(length * message.text.length));
  for (const { span } of message.holes) {
    if (span.start < start && start < span.end) start = span.end;
    if (span.start < end && end < span.end) end = span.start;
  }
  if (end < start) end = start;
  return { place: { turn, span: { start, end } }, newText };
}
