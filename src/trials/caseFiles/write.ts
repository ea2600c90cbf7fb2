import type { CaseFormat } from '../cases.ts';

/** A case as a row of a file: values by column, in order. `checks` is a list and `proposed` a truth value, where the format has such. */
export type WrittenRow = ReadonlyMap<string, WrittenValue>;

export type WrittenValue = string | true | readonly unknown[];

/** Writes rows of one format. Everything outside the row stays byte for byte. */
export interface RowWriter {
  /** The text with more rows at its end. */
  append(text: string, rows: readonly WrittenRow[]): string;
  /** The text without the row of that index. */
  remove(text: string, index: number): string;
  /** The text with a column of that row taken out, or emptied where every row has it. */
  clear(text: string, index: number, column: string): string;
  /** The text with another value in a column of that row, which need not have it yet. */
  set(text: string, index: number, column: string, value: WrittenValue): string;
}

/** The writer of a format; loads its parser on first use. */
export async function rowWriter(format: CaseFormat): Promise<RowWriter> {
  switch (format) {
    case 'jsonl':
      return (await import('./writeJsonl.ts')).jsonlWriter;
    case 'csv':
      return (await import('./writeCsv.ts')).csvWriter;
    case 'yaml':
      return (await import('./writeYaml.ts')).yamlWriter;
  }
}

/** The line end that a text uses; the system-independent one where it has none. */
export function lineEndOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** A text that ends with a line end, unless it is empty. */
export function closed(text: string): string {
  return text === '' || /[\r\n]$/.test(text) ? text : text + lineEndOf(text);
}
