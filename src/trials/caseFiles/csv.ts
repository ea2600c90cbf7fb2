import { type CaseProblem, caseProblem, type Row, type Rows } from './rows.ts';
import { readTable, type TableRecord } from './table.ts';

/** Reads RFC 4180 text whose first row names the columns; rows with no value at all do not count. */
export function readCsv(text: string): Rows {
  const { records, problems } = readTable(text, ',');
  const [header, ...others] = records;
  return header === undefined ? { rows: [], problems } : rowsOf(header, others, problems);
}

/** The rows under a header. A column without a name holds nothing that could be used. */
export function rowsOf(
  header: TableRecord,
  records: readonly TableRecord[],
  before: readonly CaseProblem[],
): Rows {
  const columns = header.fields.map((name) => name.trim());
  const problems = [...before, ...repeatedColumn(columns, header.line)];
  const rows = records.flatMap(({ line, fields }, place): readonly Row[] => {
    if (fields.length !== columns.length) {
      const values = { found: fields.length, wanted: columns.length };
      problems.push(caseProblem('wrong-length', line, values));
      return [];
    }
    const nameless = columns.findIndex((name, index) => name === '' && fields[index]?.trim() !== '');
    if (nameless >= 0) problems.push(caseProblem('nameless-column', line, { number: nameless + 1 }));
    const values = columns.map((name, index) => [name, fields[index] ?? ''] as const);
    return [{ line, place, values: new Map(values.filter(([name]) => name !== '')) }];
  });
  return { rows, problems };
}

function repeatedColumn(columns: readonly string[], line: number): readonly CaseProblem[] {
  const column = columns.find((name, index) => name !== '' && columns.indexOf(name) !== index);
  return column === undefined ? [] : [caseProblem('repeated-column', line, { column })];
}
