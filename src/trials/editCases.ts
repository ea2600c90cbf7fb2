import { ProblemError } from '../base/problem.ts';
import { defineTexts, phrase } from '../base/text.ts';
import type { Case, CheckSpec } from '../prompt/types.ts';
import { checksColumn } from './caseFiles/rows.ts';
import { type RowWriter, rowWriter, type WrittenRow, type WrittenValue } from './caseFiles/write.ts';
import { type CaseFormat, parseCaseRows, parseCases } from './cases.ts';
import { checks as checkKinds } from './checks/index.ts';

/** A case to be written; without an id, or with one that is taken, it gets the next number. */
export type NewCase = Omit<Case, 'id'> & { readonly id?: string };

/** A cases file with one case more, and the id it has there. */
export interface AppendedCase {
  readonly text: string;
  readonly id: string;
}

/** The same with several cases, and an id for each. */
export interface AppendedCases {
  readonly text: string;
  readonly ids: readonly string[];
}

/** What of a row is written anew: an empty text or list takes it out of the row. */
export interface CasePart {
  readonly expected?: string;
  readonly checks?: readonly CheckSpec[];
}

/** Adds a case to the text of a cases file, as {@link appendCases} does. */
export async function appendCase(text: string, format: CaseFormat, added: NewCase): Promise<AppendedCase> {
  const { text: after, ids } = await appendCases(text, format, [added]);
  return { text: after, id: ids[0] ?? '' };
}

/**
 * Adds cases to the text of a cases file; an empty text becomes a new file. Everything else, line ends included, stays byte
 * for byte. Rejects with a `ProblemError` where the text cannot take them, as with a syntax error.
 */
export async function appendCases(
  text: string,
  format: CaseFormat,
  added: readonly NewCase[],
): Promise<AppendedCases> {
  const inputs = [...new Set(added.flatMap((one) => Object.keys(one.inputs)))];
  const before = await parseCaseRows(text, format, inputs);
  const taken = new Set(before.map(({ one }) => one.id));
  const named = added.map((one) => ({ ...one, id: takeId(taken, one.id) }));
  const newText = (await rowWriter(format)).append(text, named.map(rowOf));
  const after = await parseCaseRows(newText, format, inputs);
  const written = after.slice(before.length).map(({ one, isUsed }) => isUsed && one);
  const expected = await Promise.all(named.map((one) => readBack(one, inputs)));
  if (!isSame(written, expected) || !isSame(after.slice(0, before.length), before)) throw cannotWrite();
  return { text: newText, ids: named.map(({ id }) => id) };
}

/** Writes the right answer or the checks of a case anew. `inputs` are the prompt's, which no check is named as. */
export async function updateCase(
  text: string,
  format: CaseFormat,
  inputs: readonly string[],
  id: string,
  part: CasePart,
): Promise<string> {
  const set = (before: string, writer: RowWriter, index: number) => {
    const { expected, checks } = part;
    const answered = expected === undefined ? before : writer.set(before, index, 'expected', expected);
    return checks === undefined ? answered : withChecks(answered, writer, index, checks, inputs);
  };
  return editRow(
    text,
    format,
    inputs,
    id,
    (writer, index) => set(text, writer, index),
    (one) => changedBy(one, part),
  );
}

/** Makes a proposed case one that runs use. */
export async function acceptCase(
  text: string,
  format: CaseFormat,
  inputs: readonly string[],
  id: string,
): Promise<string> {
  const accept = (writer: RowWriter, place: number) => writer.clear(text, place, 'proposed');
  return editRow(text, format, inputs, id, accept, ({ proposed: _, ...one }) => one);
}

/** Takes a case out of the file. */
export async function rejectCase(
  text: string,
  format: CaseFormat,
  inputs: readonly string[],
  id: string,
): Promise<string> {
  const remove = (writer: RowWriter, place: number) => writer.remove(text, place);
  return editRow(text, format, inputs, id, remove, () => undefined);
}

/** Edits the row of a case, and makes sure that nothing else reads differently afterwards, be it used or not. */
async function editRow(
  text: string,
  format: CaseFormat,
  inputs: readonly string[],
  id: string,
  edit: (writer: RowWriter, place: number) => string,
  wanted: (one: Case) => Case | undefined,
): Promise<string> {
  const before = await parseCaseRows(text, format, inputs);
  const row = before.find(({ one, isUsed }) => isUsed && one.id === id);
  if (row === undefined)
    throw new ProblemError({ code: 'unknown-case', phrase: phrase(texts.unknown, { id }) });
  const newText = edit(await rowWriter(format), row.place);
  const after = await parseCaseRows(newText, format, inputs);
  const left = before.flatMap((each) => (each === row ? (wanted(each.one) ?? []) : [each.one]));
  if (!isSame(withoutIds(after.map(({ one }) => one)), withoutIds(left))) throw cannotWrite();
  return newText;
}

/** All checks of a row stand in one column afterwards, those of columns named as a check too. */
function withChecks(
  text: string,
  writer: RowWriter,
  index: number,
  checks: readonly CheckSpec[],
  inputs: readonly string[],
): string {
  const columns = checkKinds.map(({ id }) => id).filter((id) => !inputs.includes(id));
  const cleared = columns.reduce((present, column) => writer.clear(present, index, column), text);
  return writer.set(cleared, index, checksColumn, checks.map(written));
}

function changedBy({ id, inputs, expected, checks, proposed }: Case, part: CasePart): Case {
  const answer = part.expected ?? expected;
  const all = part.checks ?? checks;
  return {
    id,
    inputs,
    ...(answer && { expected: answer }),
    ...(all && all.length > 0 && { checks: all }),
    ...(proposed && { proposed }),
  };
}

/** Rows are named by position unless they have an id, so that ids can move up when a row goes. */
function withoutIds(cases: readonly Case[]): readonly unknown[] {
  return cases.map(({ id: _, ...one }) => one);
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The wanted id, or the next number that is free; taken from then on. */
function takeId(taken: Set<string>, wanted: string | undefined): string {
  let number = taken.size + 1;
  while (taken.has(String(number))) number++;
  const id = wanted && !taken.has(wanted) ? wanted : String(number);
  taken.add(id);
  return id;
}

function rowOf({ id, inputs, expected, checks, proposed }: Case): WrittenRow {
  return new Map<string, WrittenValue>([
    ['id', id],
    ...Object.entries(inputs),
    ...(expected ? [['expected', expected] as const] : []),
    ...(checks && checks.length > 0 ? [[checksColumn, checks.map(written)] as const] : []),
    ...(proposed ? [['proposed', true as const] as const] : []),
  ]);
}

function written({ check, parameter }: CheckSpec): unknown {
  return { [check]: parameter };
}

/** A case as the reader gives it back from JSON, which can hold all of it. */
async function readBack(one: Case, inputs: readonly string[]): Promise<Case | undefined> {
  const { cases } = await parseCases(JSON.stringify(Object.fromEntries(rowOf(one))), 'jsonl', inputs);
  return cases[0];
}

function cannotWrite(): ProblemError {
  return new ProblemError({ code: 'cannot-write-case', phrase: phrase(texts.cannotWrite) });
}

const texts = defineTexts({
  cannotWrite: {
    en: 'The cases file cannot be changed as it is: correct the lines it is told of, or change the case by hand.',
    'zh-cn': '无法修改该用例文件：请先更正提示的各行，或手动修改该用例。',
  },
  unknown: {
    en: 'The cases file has no case {id}: read it again.',
    'zh-cn': '用例文件中没有用例 {id}：请重新读取。',
  },
});
