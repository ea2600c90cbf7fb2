import type { TextEdit } from '../base/span.ts';

/** One replacement that stands for all changes since a text was last read: `oldEnd` counts in that text, `newEnd` in the present one. */
export interface PendingEdit {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** A change of the present text: `length` characters at `offset` give way to `inserted` characters. */
export interface Change {
  readonly offset: number;
  readonly length: number;
  readonly inserted: number;
}

/** The pending edit after one more change; it covers the changes and whatever lies between them. */
export function withChange(
  pending: PendingEdit | undefined,
  { offset, length, inserted }: Change,
): PendingEdit {
  const end = offset + length;
  if (pending === undefined) return { start: offset, oldEnd: end, newEnd: offset + inserted };
  const newEnd = Math.max(pending.newEnd, end);
  return {
    start: Math.min(pending.start, offset),
    oldEnd: pending.oldEnd + (newEnd - pending.newEnd),
    newEnd: newEnd + inserted - length,
  };
}

/** The pending edit as a text edit of the text last read. */
export function editOf({ start, oldEnd, newEnd }: PendingEdit, presentText: string): TextEdit {
  return { span: { start, end: oldEnd }, newText: presentText.slice(start, newEnd) };
}
