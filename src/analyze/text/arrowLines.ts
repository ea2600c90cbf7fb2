import type { Span } from '../../base/span.ts';

/** A line `input -> output`. */
export interface ArrowLine {
  readonly arrow: string;
  readonly arrowSpan: Span;
  readonly before: Span;
  readonly after: Span;
}

const arrowLine =
  /^(?<indent>[ \t]*(?:[-*•][ \t]+|\d{1,3}[.)][ \t]+)?)(?<before>[^\s=>→|][^\n=>→|]{0,120})[ \t](?<arrow>[=-]{1,2}>|→)[ \t]+(?<after>\S[^\n=>→]{0,120})$/;
const longestLine = 300;

/** The runs of such lines in a text, one line after the other. */
export function arrowRuns(text: string): readonly (readonly ArrowLine[])[] {
  if (!/>|→/.test(text)) return [];
  const runs: ArrowLine[][] = [[]];
  let offset = 0;
  for (const line of text.split('\n')) {
    const found = line.length > longestLine || !/>|→/.test(line) ? null : arrowLine.exec(line);
    if (found !== null) runs.at(-1)?.push(parts(found, offset));
    else if (runs.at(-1)?.length !== 0) runs.push([]);
    offset += line.length + 1;
  }
  return runs.filter(({ length }) => length > 0);
}

function parts({ 0: line, groups }: RegExpExecArray, offset: number): ArrowLine {
  const { indent = '', before = '', arrow = '', after = '' } = groups ?? {};
  const at = (start: number, text: string) => ({ start: offset + start, end: offset + start + text.length });
  const arrowAt = line.lastIndexOf(arrow);
  return {
    arrow,
    arrowSpan: at(arrowAt, arrow),
    before: at(indent.length, before),
    after: at(line.length - after.length, after),
  };
}
