import { applyEdits, type Span } from '../../base/span.ts';
import { csvCell, csvRow } from './csvCell.ts';
import { closed, lineEndOf, type RowWriter, type WrittenValue } from './write.ts';

/** Rows of CSV. A column that the header lacks is added to it and, empty, to every row. */
export const csvWriter: RowWriter = {
  append(text, rows) {
    const names = namesIn(text);
    const all = rows.flatMap((row) => [...row.keys()]);
    const added = [...new Set(all)].filter((name) => !names.includes(name));
    const columns = [...names, ...added];
    const lineEnd = lineEndOf(text);
    // One column alone whose text is empty would be an empty line.
    const lines = rows.map((row) => (csvRow(columns.map((name) => textOf(row.get(name)))) || '""') + lineEnd);
    const before = names.length === 0 ? text + csvRow(columns) + lineEnd : closed(widened(text, added));
    return before + lines.join('');
  },
  remove(text, index) {
    const record = rowsOf(text)[index];
    return record === undefined ? text : applyEdits(text, [{ span: record.whole, newText: '' }]);
  },
  clear: (text, index, column) => withCell(text, index, column, ''),
  set(text, index, column, value) {
    const wide = namesIn(text).includes(column) ? text : widened(text, [column]);
    return withCell(wide, index, column, csvCell(textOf(value)));
  },
};

function withCell(text: string, index: number, column: string, newText: string): string {
  const span = rowsOf(text)[index]?.cells[namesIn(text).indexOf(column)];
  return span === undefined ? text : applyEdits(text, [{ span, newText }]);
}

/** The columns that the header names. */
function namesIn(text: string): readonly string[] {
  const [header] = filledRecords(text);
  return header === undefined ? [] : header.cells.map((cell) => cellText(text, cell).trim());
}

interface CsvRecord {
  readonly cells: readonly Span[];
  /** With its line end. */
  readonly whole: Span;
}

function widened(text: string, names: readonly string[]): string {
  const [header, ...rows] = filledRecords(text);
  if (names.length === 0 || header === undefined) return text;
  const insert = ({ cells }: CsvRecord, newText: string) => {
    const end = cells.at(-1)?.end ?? 0;
    return { span: { start: end, end }, newText };
  };
  return applyEdits(text, [
    insert(header, names.map((name) => `,${csvCell(name)}`).join('')),
    ...rows.map((record) => insert(record, ','.repeat(names.length))),
  ]);
}

/** The rows after the header, as the reader counts them. */
function rowsOf(text: string): readonly CsvRecord[] {
  return filledRecords(text).slice(1);
}

/** The records that hold a value: others count neither as header nor as rows. */
function filledRecords(text: string): readonly CsvRecord[] {
  return recordsOf(text).filter(({ cells }) => cells.some((cell) => cellText(text, cell).trim() !== ''));
}

/** The records of RFC 4180 text with the place of each field; a byte order mark belongs to none. */
function recordsOf(text: string): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  const field = /(?:"(?:[^"]|"")*"|[^",\r\n])*/y;
  let cells: Span[] = [];
  let start = text.startsWith('\ufeff') ? 1 : 0;
  for (let offset = start; offset < text.length; ) {
    field.lastIndex = offset;
    const end = field.test(text) ? field.lastIndex : offset;
    cells.push({ start: offset, end });
    // A quote that is never closed ends the reading.
    if (text[end] === '"') break;
    const lineEnd = /^(?:\r\n|\n|\r)/.exec(text.slice(end, end + 2))?.[0];
    offset = end + (lineEnd?.length ?? 1);
    if (lineEnd === undefined && end < text.length && offset < text.length) continue;
    if (lineEnd === undefined && text[end] === ',') cells.push({ start: text.length, end: text.length });
    records.push({ cells, whole: { start, end: Math.min(offset, text.length) } });
    cells = [];
    start = offset;
  }
  return records;
}

function cellText(text: string, { start, end }: Span): string {
  const written = text.slice(start, end);
  return written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
}

function textOf(value: WrittenValue | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
