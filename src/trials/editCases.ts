import { ProblemError } from '../base/problem.ts';
import { defineTexts, phrase } from '../base/text.ts';
import type { Case, CheckSpec } from '../prompt/types.ts';
import { checksColumn } from './caseFiles/rows.ts';
import { type RowWriter, rowWriter, type WrittenRow } from './caseFiles/write.ts';
import { type CaseFormat, type ParsedCases, parseCases } from './cases.ts';

/** A case to be written; without an id, or with one that is taken, it gets the next number. */
export type NewCase = Omit<Case, 'id'> & { readonly id?: string };

/** A cases file with one case more, and the id it has there. */
export interface AppendedCase {
  readonly text: string;
  readonly id: string;
}

/**
 * Adds a case to the text of a cases file; an empty text becomes a new file. Everything else, line ends included, stays byte
 * for byte. Rejects with a `ProblemError` where the text cannot take it, as with a syntax error.
 */
export async function appendCase(text: string, format: CaseFormat, added: NewCase): Promise<AppendedCase> {
  const inputs = Object.keys(added.inputs);
  const before = await parseCases(text, format, inputs);
  const id = freeId(before, added.id);
  const newText = (await rowWriter(format)).append(text, rowOf({ ...added, id }));
  const after = await parseCases(newText, format, inputs);
  const written = JSON.stringify(after.cases.at(-1));
  const expected = JSON.stringify(await readBack({ ...added, id }, inputs));
  if (written !== expected || !isSame(after.cases.slice(0, -1), before.cases)) throw cannotWrite();
  return { text: newText, id };
}

/** Makes a proposed case one that runs use. */
export async function acceptCase(text: string, format: CaseFormat, id: string): Promise<string> {
  return editRow(text, format, id, (writer, index) => writer.clear(text, index, 'proposed'), true);
}

/** Takes a case out of the file. */
export async function rejectCase(text: string, format: CaseFormat, id: string): Promise<string> {
  return editRow(text, format, id, (writer, index) => writer.remove(text, index), false);
}

async function editRow(
  text: string,
  format: CaseFormat,
  id: string,
  edit: (writer: RowWriter, index: number) => string,
  stays: boolean,
): Promise<string> {
  const before = await parseCases(text, format, []);
  const index = before.cases.findIndex((one) => one.id === id);
  if (index < 0) throw new ProblemError({ code: 'unknown-case', phrase: phrase(texts.unknown, { id }) });
  const newText = edit(await rowWriter(format), index);
  const after = await parseCases(newText, format, []);
  const left = before.cases.flatMap(({ proposed, ...one }, place) => {
    if (place !== index) return [{ ...one, ...(proposed && { proposed }) }];
    return stays ? [one] : [];
  });
  if (!isSame(withoutIds(after.cases), withoutIds(left))) throw cannotWrite();
  return newText;
}

/** Rows are named by position unless they have an id, so that ids can move up when a row goes. */
function withoutIds(cases: readonly Case[]): readonly unknown[] {
  return cases.map(({ id: _, ...one }) => one);
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function freeId({ cases }: ParsedCases, wanted: string | undefined): string {
  const taken = new Set(cases.map(({ id }) => id));
  if (wanted && !taken.has(wanted)) return wanted;
  let number = cases.length + 1;
  while (taken.has(String(number))) number++;
  return String(number);
}

function rowOf({ id, inputs, expected, checks, proposed }: Case): WrittenRow {
  return new Map<string, string | true | readonly unknown[]>([
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
