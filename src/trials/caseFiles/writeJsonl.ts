import { applyEdits as applyJsonEdits, modify } from 'jsonc-parser';
import { applyEdits, type Span } from '../../base/span.ts';
import { closed, lineEndOf, type RowWriter, type WrittenValue } from './write.ts';

/** Rows of JSON Lines: one object per line. */
export const jsonlWriter: RowWriter = {
  append(text, rows) {
    const lines = rows.map((row) => `${JSON.stringify(Object.fromEntries(row))}${lineEndOf(text)}`);
    return closed(text) + lines.join('');
  },
  remove(text, index) {
    const span = rowsOf(text)[index];
    if (span === undefined) return text;
    const lineEnd = /^(?:\r\n|\n|\r)/.exec(text.slice(span.end))?.[0] ?? '';
    return applyEdits(text, [{ span: { start: span.start, end: span.end + lineEnd.length }, newText: '' }]);
  },
  clear: (text, index, column) =>
    changed(text, index, (line) => applyJsonEdits(line, modify(line, [column], undefined, {}))),
  set: (text, index, column, value) =>
    changed(text, index, (line) => {
      if (!Object.hasOwn(JSON.parse(line), column)) return withMember(line, column, value);
      return applyJsonEdits(line, modify(line, [column], value, {}));
    }),
};

function changed(text: string, index: number, change: (line: string) => string): string {
  const span = rowsOf(text)[index];
  if (span === undefined) return text;
  return applyEdits(text, [{ span, newText: change(text.slice(span.start, span.end)) }]);
}

/** A new member is spaced as those before it. */
function withMember(line: string, name: string, value: WrittenValue): string {
  const end = line.lastIndexOf('}');
  const before = line.slice(0, end).trimEnd();
  const gap = /"\s*:\s/.test(before) ? ' ' : '';
  const comma = before.endsWith('{') ? '' : `,${gap}`;
  const member = `${JSON.stringify(name)}:${gap}${JSON.stringify(value)}`;
  return before + comma + member + line.slice(before.length);
}

/** The lines that hold an object, as the reader counts them. */
function rowsOf(text: string): readonly Span[] {
  return [...text.matchAll(/[^\r\n]+/g)].flatMap(({ 0: line, index }) => {
    try {
      const value: unknown = JSON.parse(line.replace(/^\ufeff/, ''));
      const isRow = typeof value === 'object' && value !== null && !Array.isArray(value);
      const start = index + (line.startsWith('\ufeff') ? 1 : 0);
      return isRow ? [{ start, end: index + line.length }] : [];
    } catch {
      return [];
    }
  });
}
