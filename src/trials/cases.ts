import type { Case } from '../prompt/types.ts';
import { type CaseProblem, caseProblem, type Row } from './caseFiles/rows.ts';

export type { CaseProblem } from './caseFiles/rows.ts';
export type CaseFormat = 'jsonl' | 'csv' | 'yaml';

/** What a cases file holds, and what could not be used of it. */
export interface ParsedCases {
  readonly cases: readonly Case[];
  readonly problems: readonly CaseProblem[];
}

/** Columns that are no inputs. */
const idColumn = 'id';
const expectedColumn = 'expected';

/** The format of a cases file by its name (`….cases.jsonl`, `.csv`, `.yaml`, `.yml`); `undefined` for other files. */
export function caseFormatOf(path: string): CaseFormat | undefined {
  const ending = /\.cases\.(jsonl|csv|ya?ml)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === undefined || ending === 'jsonl' || ending === 'csv') return ending;
  return 'yaml';
}

/**
 * Reads a cases file. Columns are the prompt's inputs (`inputs`, see `inputNames`), `expected` and `id`. A row that cannot be
 * used is left out and is a problem with its line; no text makes it throw. The parsers load on first use.
 */
export async function parseCases(
  text: string,
  format: CaseFormat,
  inputs: readonly string[],
): Promise<ParsedCases> {
  const { rows, problems } = await readRows(text.replace(/^\ufeff/, ''), format);
  const found: CaseProblem[] = [...problems, ...columnProblems(rows, inputs)];
  const cases: Case[] = [];
  const lineOfId = new Map<string, number>();
  for (const [index, { line, values }] of rows.entries()) {
    const id = values.get(idColumn) || String(index + 1);
    const missing = inputs.filter((name) => !values.has(name));
    const earlier = lineOfId.get(id);
    if (earlier !== undefined) found.push(caseProblem('duplicate-id', line, { id, earlier }));
    else if (missing.length > 0)
      found.push(caseProblem('missing-value', line, { names: missing.join(', ') }));
    else {
      cases.push(caseOf(id, values));
      lineOfId.set(id, line);
    }
  }
  return { cases, problems: found.sort((a, b) => a.line - b.line) };
}

/**
 * Where cases of a prompt are looked for, in order: beside its file, under the name `stem`, followed by the prompt's symbol
 * where it is one of several (`app.py.SYSTEM_PROMPT`), then `.cases.jsonl`, `.csv`, `.yaml`, `.yml`.
 */
export function casesPathCandidates(stem: string, symbol?: string): readonly string[] {
  const name = symbol === undefined || symbol === '' ? stem : `${stem}.${fileSafe(symbol)}`;
  return ['jsonl', 'csv', 'yaml', 'yml'].map((ending) => `${name}.cases.${ending}`);
}

/** A symbol such as `Agent.reply` or `<module>` as part of a file name on every platform. */
function fileSafe(symbol: string): string {
  return symbol.replace(/[\\/:*?"<>|\s]+/g, '_');
}

async function readRows(text: string, format: CaseFormat) {
  switch (format) {
    case 'jsonl':
      return (await import('./caseFiles/jsonl.ts')).readJsonLines(text);
    case 'csv':
      return (await import('./caseFiles/csv.ts')).readCsv(text);
    case 'yaml':
      return (await import('./caseFiles/yaml.ts')).readYaml(text);
  }
}

/** Columns that are neither inputs nor known, each told once where it first occurs. */
function columnProblems(rows: readonly Row[], inputs: readonly string[]): readonly CaseProblem[] {
  const known = new Set([...inputs, idColumn, expectedColumn]);
  const seen = new Map<string, number>();
  for (const { line, values } of rows)
    for (const name of values.keys()) if (!known.has(name) && !seen.has(name)) seen.set(name, line);
  const names = inputs.join(', ');
  const code = inputs.length > 0 ? 'unknown-column' : 'needless-column';
  return [...seen].map(([column, line]) => caseProblem(code, line, { column, names }));
}

function caseOf(id: string, values: ReadonlyMap<string, string>): Case {
  const expected = values.get(expectedColumn);
  const inputs = [...values].filter(([name]) => name !== idColumn && name !== expectedColumn);
  return { id, inputs: Object.fromEntries(inputs), ...(expected && { expected }) };
}
