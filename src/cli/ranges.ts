import type { LineMap } from '../base/lineMap.ts';
import type { Span } from '../base/span.ts';

/** Lines a span covers: one-based, both inclusive. A line break at its very end belongs to the line it ends. */
export function lineRange(
  span: Span,
  lines: LineMap,
): { readonly startLine: number; readonly endLine: number } {
  const last = Math.max(span.start, span.end - 1);
  return { startLine: lines.positionAt(span.start).line + 1, endLine: lines.positionAt(last).line + 1 };
}

/** Where a span starts and ends: one-based lines and UTF-16 columns, the end exclusive. */
export function columnRange(span: Span, lines: LineMap) {
  const start = lines.positionAt(span.start);
  const end = lines.positionAt(span.end);
  return {
    startLine: start.line + 1,
    startColumn: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
  };
}
