import type { Position } from './span.ts';

/** Converts between offsets and positions of one text. Lines end at `\n`, `\r\n` or a lone `\r`. */
export interface LineMap {
  readonly lineCount: number;
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
}

/** Builds the line map of a text in one pass. */
export function createLineMap(text: string): LineMap {
  const starts = lineStarts(text);
  const lineAt = (offset: number) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    lineCount: starts.length,
    positionAt(offset) {
      const clamped = Math.max(0, Math.min(offset, text.length));
      const line = lineAt(clamped);
      return { line, column: clamped - (starts[line] ?? 0) };
    },
    offsetAt({ line, column }) {
      return Math.min((starts[Math.min(line, starts.length - 1)] ?? 0) + column, text.length);
    },
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return starts;
}
