import type { Case, CheckSpec } from '../prompt/types.ts';
import { readChecks } from './caseFiles/checks.ts';
import type { PastedRows } from './caseFiles/pasted.ts';
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

/** A row as a case. One that is not used, because it lacks a value or its id is taken, is there all the same. */
export interface CaseRow {
  readonly one: Case;
  /** Its place among the rows of the file, from 0. */
  readonly place: number;
  readonly isUsed: boolean;
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
  return casesOf(await readRows(text, format), inputs);
}

/** Every row of a cases file that can be read, used or not, in order of the file. */
export async function parseCaseRows(
  text: string,
  format: CaseFormat,
  inputs: readonly string[],
): Promise<readonly CaseRow[]> {
  return (await caseRowsOf(await readRows(text, format), inputs)).rows;
}

/** Cases read from the clipboard, and how its rows were taken. */
export type PastedCases = ParsedCases & Pick<PastedRows, 'columns' | 'hasHeader'>;

/**
 * Reads rows from the clipboard: from a spreadsheet, or as CSV, with or without a header, which `asHeader` decides where it is
 * given. Nothing makes it throw.
 */
export async function pastedCases(
  text: string,
  inputs: readonly string[],
  asHeader?: boolean,
): Promise<PastedCases> {
  const { readPasted } = await import('./caseFiles/pasted.ts');
  const { columns, hasHeader, ...rows } = readPasted(text.replace(/^\ufeff/, ''), inputs, asHeader);
  return { ...(await casesOf(rows, inputs)), columns, hasHeader };
}

/** Makes cases of rows, and reports the rows, columns and checks that cannot be used. */
async function casesOf(read: Rows, inputs: readonly string[]): Promise<ParsedCases> {
  const { rows, problems } = await caseRowsOf(read, inputs);
  const found = [...problems];
  const ofAll = read.checks && {
    line: read.checks.line,
    values: new Map<string, string>(),
    checks: read.checks.written,
  };
  const checks = ofAll && (await readChecks(ofAll, (column) => inputs.includes(column), found));
  const cases = rows.filter(({ isUsed }) => isUsed).map(({ one }) => one);
  const sorted = found.sort((a, b) => a.line - b.line);
  return { cases, problems: sorted, ...(checks && checks.length > 0 && { checks }) };
}

async function caseRowsOf(
  { rows, problems }: Rows,
  inputs: readonly string[],
): Promise<{ readonly rows: readonly CaseRow[]; readonly problems: readonly CaseProblem[] }> {
  const found: CaseProblem[] = [...problems, ...columnProblems(rows, inputs)];
  const isInput = (column: string) => inputs.includes(column);
  const made: CaseRow[] = [];
  const lineOfId = new Map<string, number>();
  for (const row of rows) {
    const { line, place, values } = row;
    const id = values.get(idColumn) || String(place + 1);
    const unfit = unfitness(row, id, lineOfId.get(id), inputs);
    if (unfit === undefined) lineOfId.set(id, line);
    else found.push(unfit);
    const own = await readChecks(row, isInput, unfit === undefined ? found : []);
    made.push({ one: caseOf(id, values, own, isInput), place, isUsed: unfit === undefined });
  }
  return { rows: made, problems: found };
}

/** Why a row is left out. */
function unfitness(
  { line, values }: Row,
  id: string,
  earlier: number | undefined,
  inputs: readonly string[],
): CaseProblem | undefined {
  if (earlier !== undefined) return caseProblem('duplicate-id', line, { id, earlier });
  const missing = inputs.filter((name) => !values.has(name));
  return missing.length === 0 ? undefined : caseProblem('missing-value', line, { names: missing });
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

async function readRows(written: string, format: CaseFormat): Promise<Rows> {
  const text = written.replace(/^\ufeff/, '');
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
  const code = inputs.length > 0 ? 'unknown-column' : 'needless-column';
  return [...seen].map(([column, line]) => caseProblem(code, line, { column, names: inputs }));
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
