import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import { caseProblem, type Row, type Rows, rowOf } from './rows.ts';

/** Reads a list of mappings, at the top or under `cases`. Scalars keep the text they are written with (`1.0` stays `1.0`). */
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
  const rows = list.items.flatMap((item): readonly Row[] => {
    const line = counter.linePos((item as YAMLMap).range?.[0] ?? 0).line;
    if (isMap(item)) return [rowOf(entriesOf(item), line, problems)];
    problems.push(caseProblem('not-a-list', line));
    return [];
  });
  return { rows, problems };
}

function entriesOf({ items }: YAMLMap): readonly (readonly [string, unknown])[] {
  return items.map(({ key, value }) => [isScalar(key) ? writtenText(key) : String(key), plainOf(value)]);
}

function plainOf(value: unknown): unknown {
  if (isScalar(value)) return value.value === null ? null : writtenText(value);
  return value === null ? null : {};
}

/** Plain scalars as written; quoted and block ones as they mean. */
function writtenText({ value, type, source }: Scalar): string {
  return type === 'PLAIN' && source !== undefined ? source : String(value);
}
