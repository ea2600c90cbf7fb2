import type { Json } from '../../base/json.ts';
import type { Problem } from '../../base/problem.ts';
import { defineTexts, type PhraseValues, phrase } from '../../base/text.ts';

/** A row as written: its first line, counted from 1, and its values by column. */
export interface Row {
  readonly line: number;
  /** Its place among the rows of the file, from 0, as writers count them. */
  readonly place: number;
  readonly values: ReadonlyMap<string, string>;
  /** What stands under `checks`, where that is no text. */
  readonly checks?: Json;
}

/** The column that holds checks. */
export const checksColumn = 'checks';

/** A problem of a cases file; `line` counts from 1. */
export interface CaseProblem extends Problem {
  readonly line: number;
}

export interface Rows {
  readonly rows: readonly Row[];
  readonly problems: readonly CaseProblem[];
  /** Checks of all cases, where the format has a place for them. */
  readonly checks?: { readonly line: number; readonly written: Json };
}

const texts = defineTexts({
  'not-an-object': {
    en: 'Line {line} is not a JSON object: write one case per line, such as {example}.',
    'zh-cn': '第 {line} 行不是 JSON 对象：请每行写一个用例，例如 {example}。',
  },
  'not-a-list': {
    en: 'Line {line}: the file must be a list of cases, each a mapping of column names to values.',
    'zh-cn': '第 {line} 行：文件内容必须是用例列表，每个用例是列名到值的映射。',
  },
  'bad-syntax': {
    en: 'Line {line} cannot be read ({detail}): correct it, and the rows after it are read again.',
    'zh-cn': '无法读取第 {line} 行（{detail}）：请更正该行，其后的行才会重新读取。',
  },
  'open-quote': {
    en: 'Line {line} cannot be read: a quotation mark is opened there and never closed. Close it, and the rows after it are read again.',
    'zh-cn': '无法读取第 {line} 行：该行的引号没有闭合。请补上右引号，其后的行才会重新读取。',
  },
  'stray-quote': {
    en: 'Line {line} cannot be read: a quotation mark stands within a field. Put the whole field into quotes and write the mark twice.',
    'zh-cn': '无法读取第 {line} 行：字段中间出现了引号。请给整个字段加引号，并将其中的引号写两次。',
  },
  'nameless-column': {
    en: 'Line {line}: column {number} has no name, so its value is not used: name it in the header, or remove it.',
    'zh-cn': '第 {line} 行：第 {number} 列没有列名，因此不会使用其值：请在表头中为其命名，或将其删除。',
  },
  'nested-value': {
    en: 'Line {line}: column {column} holds a list or an object: write it as text in quotes.',
    'zh-cn': '第 {line} 行：列 {column} 的值是列表或对象：请写成带引号的文本。',
  },
  'bad-checks-column': {
    en: 'Line {line}: column checks is not JSON: write it as {example}.',
    'zh-cn': '第 {line} 行：checks 列不是 JSON：请写成 {example}。',
  },
  'wrong-length': {
    en: 'Line {line} has {found} fields where the header has {wanted}: put fields that contain commas into quotes.',
    'zh-cn': '第 {line} 行有 {found} 个字段，而表头有 {wanted} 个：含有逗号的字段请加引号。',
  },
  'repeated-column': {
    en: 'Line {line}: column {column} occurs twice: rename or remove one.',
    'zh-cn': '第 {line} 行：列 {column} 出现了两次：请重命名或删除其中之一。',
  },
  'duplicate-id': {
    en: 'Line {line}: case {id} is already in line {earlier}: give every case its own id.',
    'zh-cn': '第 {line} 行：用例 {id} 已在第 {earlier} 行出现：请为每个用例使用不同的 id。',
  },
  'missing-value': {
    en: 'Line {line} has no value for {names}: add it, and the row is used.',
    'zh-cn': '第 {line} 行缺少 {names} 的值：补上之后该行才会使用。',
  },
  'unknown-column': {
    en: 'Line {line}: the prompt has no hole {column}: rename the column to one of {names}, or remove it.',
    'zh-cn': '第 {line} 行：提示词中没有名为 {column} 的空位：请将该列改名为 {names} 之一，或将其删除。',
  },
  'needless-column': {
    en: 'Line {line}: the prompt has no holes, so column {column} is not used: remove it, or put the hole {column} into the prompt.',
    'zh-cn':
      '第 {line} 行：提示词没有空位，因此不会使用列 {column}：请删除该列，或在提示词中加入空位 {column}。',
  },
});

/** A problem of a line of the file. */
export function caseProblem(code: keyof typeof texts, line: number, values: PhraseValues = {}): CaseProblem {
  return { code, line, phrase: phrase(texts[code], { line, ...values }) };
}

/** A value as text: numbers and truth values as written; `undefined` for anything else. */
export function valueText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  return undefined;
}

/** The row of an object with scalar values and checks; each other value is a problem, and null is none. */
export function rowOf(
  entries: Iterable<readonly [string, unknown]>,
  { line, place }: Pick<Row, 'line' | 'place'>,
  problems: CaseProblem[],
): Row {
  const values = new Map<string, string>();
  let checks: Json | undefined;
  for (const [column, value] of entries) {
    if (value === null || value === undefined) continue;
    if (column === checksColumn && typeof value === 'object') {
      checks = value as Json;
      continue;
    }
    const text = valueText(value);
    if (text === undefined) problems.push(caseProblem('nested-value', line, { column }));
    else values.set(column, text);
  }
  return { line, place, values, ...(checks !== undefined && { checks }) };
}
