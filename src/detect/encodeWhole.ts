import type { Message } from '../prompt/types.ts';
import type { ValuePart } from './codecs/types.ts';
import {
  codecOf,
  type LocatedEdit,
  type LocatedSegment,
  type MessageEdit,
  placedHole,
  refusal,
} from './encode.ts';

/** Writes a value anew from its kept parts and the new text, then reduces that to the smallest edit. */
export function encodeWhole(
  segments: readonly LocatedSegment[],
  edits: readonly MessageEdit[],
  message: Message,
): readonly LocatedEdit[] {
  const [first] = segments;
  if (first === undefined) return [];
  const parts: ValuePart[] = [];
  let offset = -1;
  for (const edit of edits) {
    parts.push(
      ...keptParts(segments, offset, edit.span.start),
      ...newParts(edit, segments, message),
      ...keptTags(segments, edit),
    );
    offset = edit.span.end;
  }
  parts.push(...keptParts(segments, offset, Number.POSITIVE_INFINITY));
  const written = codecOf(first).writeAll?.(parts, first.encoding.params);
  if (written === undefined) throw refusal('edit-not-writable');
  const edit = smallestEdit(segments.map(notationOf).join(''), written, first.source.span.start);
  return edit === undefined ? [] : [{ uri: first.source.uri, ...edit }];
}

/** What stays between two edits. Notation without text at an edge stays; the value's end stands after everything. */
function keptParts(segments: readonly LocatedSegment[], start: number, end: number): readonly ValuePart[] {
  const lastText = segments.findLastIndex(({ from, to }) => from < to);
  return segments.flatMap((segment, index): ValuePart[] => {
    const { kind, from, to } = segment;
    if (from === to) {
      const at = index > lastText ? Number.POSITIVE_INFINITY : from;
      return start < at && at <= end ? [markPart(segment)] : [];
    }
    const text = segment.text.slice(Math.max(0, start - from), Math.max(0, Math.min(to, end) - from));
    if (text === '') return [];
    if (kind === 'text') return [{ text, notation: text }];
    return [{ text, notation: notationOf(segment), ...(kind === 'hole' ? { hole: true } : {}) }];
  });
}

/** Blocks of a template outlive the text around them: without its `{% endif %}` the whole would be broken. */
function keptTags(segments: readonly LocatedSegment[], { span }: MessageEdit): readonly ValuePart[] {
  return segments
    .filter(
      ({ from, to, encoding }) => from === to && span.start < from && from <= span.end && isTag(encoding),
    )
    .map(markPart);
}

/** Notation without text: a block of a template is text to YAML, quotes and a block's header are not. */
function markPart(segment: LocatedSegment): ValuePart {
  const notation = notationOf(segment);
  return isTag(segment.encoding) ? { text: '', notation, hole: true } : { text: '', notation };
}

function isTag({ params }: LocatedSegment['encoding']): boolean {
  return params['tag'] === true;
}

function newParts(
  edit: MessageEdit,
  segments: readonly LocatedSegment[],
  message: Message,
): readonly ValuePart[] {
  const { newText, holes } = edit;
  const parts: ValuePart[] = [];
  let offset = 0;
  for (const { name, start, end } of holes.toSorted((a, b) => a.start - b.start)) {
    const { segment } = placedHole(name, edit, segments, message);
    parts.push(
      { text: newText.slice(offset, start) },
      { text: segment.text, notation: notationOf(segment), hole: true },
    );
    offset = end;
  }
  parts.push({ text: newText.slice(offset) });
  return parts.filter(({ text }) => text !== '');
}

function notationOf(segment: LocatedSegment): string {
  return segment.kind === 'text' ? segment.text : String(segment.encoding.params['notation'] ?? segment.text);
}

function smallestEdit(
  original: string,
  written: string,
  offset: number,
): Omit<LocatedEdit, 'uri'> | undefined {
  if (original === written) return undefined;
  const limit = Math.min(original.length, written.length);
  let head = 0;
  while (head < limit && original[head] === written[head]) head++;
  let tail = 0;
  while (tail < limit - head && original.at(-1 - tail) === written.at(-1 - tail)) tail++;
  return {
    span: { start: offset + head, end: offset + original.length - tail },
    newText: written.slice(head, written.length - tail),
  };
}
