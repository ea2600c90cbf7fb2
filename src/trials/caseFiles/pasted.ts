import { rowsOf } from './csv.ts';
import type { Rows } from './rows.ts';
import { type Delimiter, readTable, type Table, type TableRecord } from './table.ts';

/** Pasted rows, and how they were taken. */
export interface PastedRows extends Rows {
  /** The columns in their order, named as the inputs are where they are meant. */
  readonly columns: readonly string[];
  /** The first row was taken for the names of the columns. */
  readonly hasHeader: boolean;
}

/** Columns besides inputs by which a header is known. */
const knownColumns = ['expected', 'id'];

/**
 * Reads rows as a spreadsheet or a table puts them on the clipboard: between tabs, semicolons or commas. A first row that names
 * an input, `expected` or `id` is a header, unless `asHeader` says what it is. Where no header names a column, the columns are
 * the inputs in their order, and the right answer where there is one column more.
 */
export function readPasted(written: string, inputs: readonly string[], asHeader?: boolean): PastedRows {
  const told = /^\s*sep=([,;\t])[ \t]*(?=[\r\n])/i.exec(written);
  // The line end stays, so that lines are counted as they were pasted.
  const text = told === null ? written : written.slice(told[0].length);
  const known = [...inputs, ...knownColumns];
  const { records, problems } = tableOf(text, told?.[1] as Delimiter | undefined, known);
  const [first, ...others] = withoutMargin(records);
  if (first === undefined) return { rows: [], problems, columns: [], hasHeader: false };
  const names = first.fields.map((field) => knownName(field, known));
  const isNamed = names.some((name) => name !== undefined);
  const hasHeader = asHeader ?? isNamed;
  const columns =
    hasHeader && isNamed
      ? first.fields.map((field, index) => names[index] ?? field.trim())
      : [...inputs, 'expected'].slice(0, Math.max(inputs.length, first.fields.length));
  const rows = rowsOf(
    { line: first.line, fields: columns },
    hasHeader ? others : [first, ...others],
    problems,
  );
  return { ...rows, columns: columns.filter((name) => name !== ''), hasHeader };
}

/** Spreadsheets put quotation marks around cells with line breaks, and leave those within other cells as they are. */
function tableOf(text: string, told: Delimiter | undefined, known: readonly string[]): Table {
  const delimiter = told ?? delimiterOf(text, known);
  if (delimiter !== '\t') return readTable(text, delimiter);
  const table = readTable(text, delimiter, 'relaxed');
  return table.problems.length === 0 ? table : readTable(text, delimiter, 'none');
}

/** The mark between the fields of the first line: tabs before all, then the one by which a name of a column is found. */
function delimiterOf(text: string, known: readonly string[]): Delimiter {
  const line = (/[^\r\n]+/.exec(text)?.[0] ?? '').replace(/"(?:[^"]|"")*"/g, 'quoted');
  if (line.includes('\t')) return '\t';
  const marks = ([',', ';'] as const).filter((mark) => line.includes(mark));
  const byName = marks.find((mark) => line.split(mark).some((field) => knownName(field, known)));
  return byName ?? marks[0] ?? ',';
}

/** A column that is empty throughout, as at the right edge of a selection, is none. */
function withoutMargin(records: readonly TableRecord[]): readonly TableRecord[] {
  const filled = records.map(({ fields }) => fields.findLastIndex((field) => field.trim() !== '') + 1);
  const width = Math.max(0, ...filled);
  return records.map(({ line, fields }) => ({ line, fields: fields.slice(0, width) }));
}

/** The name that is meant: letter by letter, else with other case and white space. */
function knownName(written: string, known: readonly string[]): string | undefined {
  const name = written.trim();
  return known.includes(name) ? name : known.find((each) => loose(each) === loose(name));
}

function loose(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}
