import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { type CaseProblem, caseProblem, type Row, type Rows } from './rows.ts';

/** Reads RFC 4180 text whose first row names the columns; rows with no value at all do not count. */
export function readCsv(text: string): Rows {
  const problems: CaseProblem[] = [];
  const [header, ...records] = readRecords(text, ',', problems);
  return header === undefined ? { rows: [], problems } : rowsOf(header, records, problems);
}

/**
 * Reads rows as a spreadsheet or a table puts them on the clipboard: with tabs or commas, and with or without a header. Without
 * one the columns are the inputs in their order, and the right answer where there is one column more.
 */
export function readPasted(text: string, inputs: readonly string[]): Rows {
  const problems: CaseProblem[] = [];
  const delimiter = /^[^\r\n]*\t/.test(text.trimStart()) ? '\t' : ',';
  const records = readRecords(text, delimiter, problems);
  const [first, ...others] = records;
  if (first === undefined) return { rows: [], problems };
  if (first.fields.some((name) => inputs.includes(name.trim()))) return rowsOf(first, others, problems);
  const columns = [...inputs, 'expected'].slice(0, Math.max(inputs.length, first.fields.length));
  return rowsOf({ line: first.line, fields: columns }, records, problems);
}

function rowsOf(header: CsvRecord, records: readonly CsvRecord[], problems: CaseProblem[]): Rows {
  const columns = header.fields.map((name) => name.trim());
  const repeated = columns.find((name, index) => columns.indexOf(name) !== index);
  if (repeated !== undefined)
    problems.push(caseProblem('repeated-column', header.line, { column: repeated }));
  const rows = records.flatMap(({ line, fields }): readonly Row[] => {
    if (fields.length !== columns.length) {
      const values = { found: fields.length, wanted: columns.length };
      problems.push(caseProblem('wrong-length', line, values));
      return [];
    }
    return [{ line, values: new Map(columns.map((name, index) => [name, fields[index] ?? ''])) }];
  });
  return { rows, problems };
}

interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** The records that can be read, with the line each begins in; the first syntax error ends the reading. */
function readRecords(text: string, delimiter: string, problems: CaseProblem[]): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  let line = 1;
  // The parser counts a Windows line end inside quotes as two lines.
  let countedTwice = 0;
  try {
    parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      on_record(fields: readonly string[], { lines }) {
        if (fields.some((field) => field.trim() !== '')) records.push({ line, fields });
        countedTwice += fields.join().split('\r\n').length - 1;
        line = lines + 1 - countedTwice;
        return null;
      },
    });
  } catch (thrown) {
    const detail = thrown instanceof CsvError ? thrown.message : String(thrown);
    problems.push(caseProblem('bad-syntax', line, { detail }));
  }
  return records;
}
