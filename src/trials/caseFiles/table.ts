import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { type CaseProblem, caseProblem } from './rows.ts';

/** A row of fields, and the line it begins in. */
export interface TableRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** The records that can be read; the first syntax error ends the reading. */
export interface Table {
  readonly records: readonly TableRecord[];
  readonly problems: readonly CaseProblem[];
}

/** Marks between fields. */
export type Delimiter = ',' | ';' | '\t';

/** How quotation marks are read: as RFC 4180 has them, also within fields that are not in quotes, or as any other character. */
export type Quotes = 'strict' | 'relaxed' | 'none';

/** Reads fields between delimiters; records without any value are left out. */
export function readTable(text: string, delimiter: Delimiter, quotes: Quotes = 'strict'): Table {
  const records: TableRecord[] = [];
  let line = 1;
  // The parser counts a Windows line end inside quotes as two lines.
  let countedTwice = 0;
  try {
    parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: quotes === 'relaxed',
      quote: quotes === 'none' ? null : '"',
      on_record(fields: readonly string[], { lines }) {
        if (fields.some((field) => field.trim() !== '')) records.push({ line, fields });
        countedTwice += fields.join().split('\r\n').length - 1;
        line = lines + 1 - countedTwice;
        return null;
      },
    });
  } catch (thrown) {
    return { records, problems: [syntaxProblem(thrown, line)] };
  }
  return { records, problems: [] };
}

/** The parser's own sentence is English; what people meet has a sentence of ours. */
function syntaxProblem(thrown: unknown, line: number): CaseProblem {
  if (!(thrown instanceof CsvError)) return caseProblem('bad-syntax', line, { detail: String(thrown) });
  switch (thrown.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return caseProblem('open-quote', line);
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
      return caseProblem('stray-quote', line);
    default:
      return caseProblem('bad-syntax', line, { detail: thrown.message });
  }
}
