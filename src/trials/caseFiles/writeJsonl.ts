import { applyEdits as applyJsonEdits, modify } from 'jsonc-parser';
import { applyEdits, type Span } from '../../base/span.ts';
import { closed, lineEndOf, type RowWriter } from './write.ts';

/** Rows of JSON Lines: one object per line. */
export const jsonlWriter: RowWriter = {
  append: (text, row) => `${closed(text)}${JSON.stringify(Object.fromEntries(row))}${lineEndOf(text)}`,
  remove(text, index) {
    const span = rowsOf(text)[index];
    if (span === undefined) return text;
    const lineEnd = /^(?:\r\n|\n|\r)/.exec(text.slice(span.end))?.[0] ?? '';
    return applyEdits(text, [{ span: { start: span.start, end: span.end + lineEnd.length }, newText: '' }]);
  },
  clear(text, index, column) {
    const span = rowsOf(text)[index];
    if (span === undefined) return text;
    const line = text.slice(span.start, span.end);
    return applyEdits(text, [{ span, newText: applyJsonEdits(line, modify(line, [column], undefined, {})) }]);
  },
};

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
