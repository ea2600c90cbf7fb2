/** A half-open range of UTF-16 offsets: `start` inclusive, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Replaces the text of `span` by `newText`; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** A zero-based line and UTF-16 column, as editors count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Applies edits that do not overlap; insertions at one offset keep the order they are given in. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.map((edit, order) => ({ ...edit, order }));
  ordered.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || a.order - b.order);
  let result = '';
  let offset = 0;
  for (const { span, newText } of ordered) {
    if (span.start < offset) throw new RangeError(`overlapping edits at offset ${span.start}`);
    result += text.slice(offset, span.start) + newText;
    offset = span.end;
  }
  return result + text.slice(offset);
}

/** The one edit of whole lines that makes `after` of `before`. */
export function smallestEdit(before: string, after: string): TextEdit {
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start] === after[start]) start++;
  start = before.slice(0, start).lastIndexOf('\n') + 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  const lineEnd = before.indexOf('\n', before.length - same);
  const end = same === 0 || lineEnd < 0 ? before.length : lineEnd + 1;
  return { span: { start, end }, newText: after.slice(start, after.length - (before.length - end)) };
}

/** True where the spans share at least one character, or an empty span lies inside or at an edge of the other. */
export function touches(a: Span, b: Span): boolean {
  return a.start === a.end || b.start === b.end
    ? a.start <= b.end && b.start <= a.end
    : a.start < b.end && b.start < a.end;
}

/** True where `outer` holds all of `inner`. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The part of `text` a span covers. */
export function slice(text: string, span: Span): string {
  return text.slice(span.start, span.end);
}
