import type { Case, CheckSpec } from '../prompt/types.ts';
import { readChecks } from './caseFiles/checks.ts';
import { type CaseProblem, caseProblem, checksColumn, type Row, type Rows } from './caseFiles/rows.ts';

import { checks as checkKinds } from './checks/index.ts';

export type { CaseProblem } from './caseFiles/rows.ts';
export type CaseFormat = 'jsonl' | 'csv' | 'yaml';

/** What a cases file holds, and what could not be used of it. */
export interface ParsedCases {
  readonly cases: readonly Case[];
  readonly problems: readonly CaseProblem[];
  /** Checks of all cases, where the file has such. */
  readonly checks?: readonly CheckSpec[];
}

/** Columns that are no inputs, unless the prompt has a hole of that name. */
const idColumn = 'id';
const expectedColumn = 'expected';
const proposedColumn = 'proposed';

/** Columns that a cases file can have beside inputs; a column named as a check holds its parameter. */
const otherColumns: readonly string[] = [
  ...[idColumn, expectedColumn, checksColumn, proposedColumn],
  ...checkKinds.map(({ id }) => id),
];

/** The cases a run uses: all but those a model proposed and nobody accepted. */
export function acceptedCases(cases: readonly Case[]): readonly Case[] {
  return cases.filter(({ proposed }) => !proposed);
}

/** The format of a cases file by its name (`….cases.jsonl`, `.csv`, `.yaml`, `.yml`); `undefined` for other files. */
export function caseFormatOf(path: string): CaseFormat | undefined {
  const ending = /\.cases\.(jsonl|csv|ya?ml)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === undefined || ending === 'jsonl' || ending === 'csv') return ending;
  return 'yaml';
}

/**
 * Reads a cases file. Columns are the prompt's inputs (`inputs`, see `inputNames`), `expected`, `checks`, `proposed` and `id`. A
 * row that cannot be used is left out and is a problem with its line; so is a check. No text makes it throw. The parsers load
 * on first use.
 */
export async function parseCases(
  text: string,
  format: CaseFormat,
  inputs: readonly string[],
): Promise<ParsedCases> {
  return casesOf(await readRows(text.replace(/^\ufeff/, ''), format), inputs);
}

/** Reads rows from the clipboard: from a spreadsheet, or as CSV, with or without a header. Nothing makes it throw. */
export async function casesFromCsv(text: string, inputs: readonly string[]): Promise<ParsedCases> {
  const { readPasted } = await import('./caseFiles/csv.ts');
  return casesOf(readPasted(text.replace(/^\ufeff/, ''), inputs), inputs);
}

async function casesOf(
  { rows, problems, checks: ofAll }: Rows,
  inputs: readonly string[],
): Promise<ParsedCases> {
  const found: CaseProblem[] = [...problems, ...columnProblems(rows, inputs)];
  const isInput = (column: string) => inputs.includes(column);
  const checks =
    ofAll &&
    (await readChecks({ line: ofAll.line, values: new Map(), checks: ofAll.written }, isInput, found));
  const cases: Case[] = [];
  const lineOfId = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const { line, values } = row;
    const id = values.get(idColumn) || String(index + 1);
    const missing = inputs.filter((name) => !values.has(name));
    const earlier = lineOfId.get(id);
    if (earlier !== undefined) found.push(caseProblem('duplicate-id', line, { id, earlier }));
    else if (missing.length > 0)
      found.push(caseProblem('missing-value', line, { names: missing.join(', ') }));
    else {
      const own = await readChecks(row, isInput, found);
      cases.push(caseOf(id, values, own, isInput));
      lineOfId.set(id, line);
    }
  }
  const sorted = found.sort((a, b) => a.line - b.line);
  return { cases, problems: sorted, ...(checks && checks.length > 0 && { checks }) };
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
  const known = new Set([...inputs, ...otherColumns]);
  const seen = new Map<string, number>();
  for (const { line, values } of rows)
    for (const name of values.keys()) if (!known.has(name) && !seen.has(name)) seen.set(name, line);
  const names = inputs.join(', ');
  const code = inputs.length > 0 ? 'unknown-column' : 'needless-column';
  return [...seen].map(([column, line]) => caseProblem(code, line, { column, names }));
}

function caseOf(
  id: string,
  values: ReadonlyMap<string, string>,
  checks: readonly CheckSpec[],
  isInput: (column: string) => boolean,
): Case {
  const expected = values.get(expectedColumn);
  const inputs = [...values].filter(([name]) => isInput(name) || !otherColumns.includes(name));
  const isProposed = !isInput(proposedColumn) && values.get(proposedColumn)?.toLowerCase() === 'true';
  return {
    id,
    inputs: Object.fromEntries(inputs),
    ...(expected && { expected }),
    ...(checks.length > 0 && { checks }),
    ...(isProposed && { proposed: true }),
  };
}
