import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Json } from '../../base/json.ts';
import { caseProblem, checksColumn, type Row, type Rows, rowOf } from './rows.ts';

/** Reads a list of mappings, at the top or under `cases`; `checks` beside it are those of all cases. Scalars keep the text they are written with (`1.0` stays `1.0`). */
export function readYaml(text: string): Rows {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, version: '1.2' });
  const problems = document.errors.slice(0, 1).map(({ message, pos: [offset] }) => {
    const detail = message.split('\n')[0] ?? '';
    return caseProblem('bad-syntax', counter.linePos(offset).line, { detail });
  });
  const root = document.contents;
  const list = isMap(root) ? root.get('cases', true) : root;
  if (problems.length > 0 || root === null) return { rows: [], problems };
  if (!isSeq(list)) return { rows: [], problems: [caseProblem('not-a-list', 1)] };
  const rows: Row[] = [];
  for (const item of list.items) {
    const line = counter.linePos((item as YAMLMap).range?.[0] ?? 0).line;
    if (isMap(item)) rows.push(rowOf(entriesOf(item, document), { line, place: rows.length }, problems));
    else problems.push(caseProblem('not-a-list', line));
  }
  const checks = isMap(root) ? root.get(checksColumn, true) : undefined;
  if (checks === undefined) return { rows, problems };
  const line = counter.linePos(checks.range?.[0] ?? 0).line;
  return { rows, problems, checks: { line, written: jsonOf(checks, document) } };
}

function entriesOf({ items }: YAMLMap, document: Document): readonly (readonly [string, unknown])[] {
  return items.map(({ key, value }) => {
    const column = isScalar(key) ? writtenText(key) : String(key);
    return [column, column === checksColumn ? jsonOf(value, document) : plainOf(value)];
  });
}

/** Checks mean what YAML says they do: numbers are numbers. An alias without its anchor is none. */
function jsonOf(value: unknown, document: Document): Json {
  if (!isScalar(value) && !isMap(value) && !isSeq(value) && !isAlias(value)) return null;
  try {
    return JSON.parse(JSON.stringify(value.toJS(document)) ?? 'null') as Json;
  } catch {
    return null;
  }
}

function plainOf(value: unknown): unknown {
  if (isScalar(value)) return value.value === null ? null : writtenText(value);
  return value === null ? null : {};
}

/** Plain scalars as written; quoted and block ones as they mean. */
function writtenText({ value, type, source }: Scalar): string {
  return type === 'PLAIN' && source !== undefined ? source : String(value);
}
