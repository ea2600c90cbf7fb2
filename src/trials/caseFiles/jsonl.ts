import { type CaseProblem, caseProblem, type Row, type Rows, rowOf } from './rows.ts';

/** Reads one JSON object per line; empty lines do not count. */
export function readJsonLines(text: string): Rows {
  const rows: Row[] = [];
  const problems: CaseProblem[] = [];
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') continue;
    const object = parseObject(line);
    if (object === undefined) problems.push(caseProblem('not-an-object', index + 1, { example }));
    else rows.push(rowOf(Object.entries(object), { line: index + 1, place: rows.length }, problems));
  }
  return { rows, problems };
}

const example = '{"question": "…", "expected": "…"}';

function parseObject(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
