import type { Span } from '../../base/span.ts';

const pairs: readonly (readonly [string, string])[] = [
  ['**', '**'],
  ['__', '__'],
  ['*', '*'],
  ['_', '_'],
  ['`', '`'],
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['‘', '’'],
  ['「', '」'],
  ['『', '』'],
  ['(', ')'],
  ['（', '）'],
  ['[', ']'],
  ['【', '】'],
  ['\\(', '\\)'],
  ['\\[', '\\]'],
  ['$', '$'],
  ['<', '>'],
];
const leading = /^(?:\s|#+\s|>\s?|[-*+•]\s|[:：,，*])+/;
const trailing = /[\s.。,，;；:：!！*]+$/;

/** The span without white space, list and heading marks, enclosing quotes, brackets and emphasis, and final punctuation. */
export function trimSpan(text: string, span: Span): Span {
  let { start, end } = span;
  for (;;) {
    const inner = text.slice(start, end);
    const from = leading.exec(inner)?.[0].length ?? 0;
    const to = from < inner.length ? (trailing.exec(inner)?.index ?? inner.length) : from;
    const width = enclosure(inner.slice(from, Math.max(from, to)));
    const next = { start: start + from + width, end: start + Math.max(from, to) - width };
    if (next.start === start && next.end === end) return next;
    ({ start, end } = next);
  }
}

/** How many characters at each end enclose the text, where the pair opens and closes nowhere else in it. */
function enclosure(text: string): number {
  const pair = pairs.find(
    ([open, close]) =>
      text.length > open.length + close.length &&
      text.startsWith(open) &&
      text.endsWith(close) &&
      !text.slice(open.length, -close.length).includes(open) &&
      !text.slice(open.length, -close.length).includes(close),
  );
  return pair?.[0].length ?? 0;
}
