import type { Hole, Message, PlacedEdit } from '../../prompt/types.ts';
import { tagOf } from './untrusted.ts';

/** Puts tags around a hole: on lines of their own where it has a line of its own. */
export function tagsAround({ text }: Message, turn: number, hole: Hole): readonly PlacedEdit[] {
  const { span } = hole;
  const tag = tagOf(hole);
  const indent = /(?:^|\n)([ \t]*)$/.exec(text.slice(Math.max(0, span.start - 200), span.start))?.[1];
  const ownLine = indent !== undefined && /^[ \t]*(?:\r?\n|$)/.test(text.slice(span.end, span.end + 200));
  const newline = ownLine ? `\n${indent}` : '';
  const insert = (at: number, newText: string): PlacedEdit => ({
    place: { turn, span: { start: at, end: at } },
    newText,
  });
  return [insert(span.start, `<${tag}>${newline}`), insert(span.end, `${newline}</${tag}>`)];
}
