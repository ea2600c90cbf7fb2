import type { Span } from '../base/span.ts';
import type { Message, Segment, SourceRange } from './types.ts';

/**
 * Where a span of a message's text stands in its file; the whole literal where the message has no text. A span that cuts an
 * escape or a hole widens to all of it.
 */
export function sourceOfSpan(message: Message, span: Span): SourceRange {
  const placed = placeSegments(message.segments);
  const first = placed.find(({ end }) => span.start < end) ?? placed.at(-1);
  const last = span.start === span.end ? first : (placed.findLast(({ start }) => start < span.end) ?? first);
  if (first === undefined || last === undefined) return message.source;
  const start = offsetIn(first, span.start, 'start');
  const end = span.start === span.end ? start : offsetIn(last, span.end, 'end');
  return { uri: first.segment.source.uri, span: { start, end: Math.max(start, end) } };
}

interface PlacedSegment {
  readonly segment: Segment;
  readonly start: number;
  readonly end: number;
}

function placeSegments(segments: readonly Segment[]): readonly PlacedSegment[] {
  let offset = 0;
  return segments
    .map((segment) => {
      const start = offset;
      offset += segment.text.length;
      return { segment, start, end: offset };
    })
    .filter(({ start, end }) => end > start);
}

/** Only `text` segments are written letter by letter; the others count as a whole, from their start or to their end. */
function offsetIn({ segment, start }: PlacedSegment, offset: number, edge: 'start' | 'end'): number {
  const { span } = segment.source;
  if (segment.kind !== 'text') {
    return edge === 'start' && offset < start + segment.text.length ? span.start : span.end;
  }
  return Math.min(Math.max(span.start + (offset - start), span.start), span.end);
}
