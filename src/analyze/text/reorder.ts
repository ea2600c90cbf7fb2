import { contains, type Span } from '../../base/span.ts';
import type { Message, PlacedEdit } from '../../prompt/types.ts';

/** Moves the part `from` before the part `to`; what stands between the parts of a list stays where it is. */
export function moveBefore(
  message: Message,
  turn: number,
  parts: readonly Span[],
  from: number,
  to: number,
): PlacedEdit | undefined {
  const first = parts[to];
  const last = parts[from];
  if (first === undefined || last === undefined || from <= to) return undefined;
  const slots = parts.slice(to, from + 1);
  const contents = [last, ...parts.slice(to, from)];
  const holes: { name: string; span: Span }[] = [];
  let newText = '';
  for (const [index, content] of contents.entries()) {
    for (const { name, span } of message.holes) {
      if (!contains(content, span)) continue;
      const start = newText.length + span.start - content.start;
      holes.push({ name, span: { start, end: start + span.end - span.start } });
    }
    newText += message.text.slice(content.start, content.end);
    newText += message.text.slice(slots[index]?.end ?? 0, slots[index + 1]?.start ?? slots[index]?.end ?? 0);
  }
  const place = { turn, span: { start: first.start, end: last.end } };
  return { place, newText, ...(holes.length > 0 ? { holes } : {}) };
}
