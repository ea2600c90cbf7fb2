import type { Encoding } from '../prompt/types.ts';
import type { LocatedEdit, LocatedSegment } from './encode.ts';

/** The segments as they stand in the code that another notation holds: there, text is written letter by letter again. */
export function unwrapped(segments: readonly LocatedSegment[]): readonly LocatedSegment[] {
  if (segments.every(({ encoding }) => encoding.within === undefined)) return segments;
  const inner: LocatedSegment[] = [];
  for (const segment of segments) {
    const next = unwrap(segment);
    const last = inner.at(-1);
    if (last === undefined || !continues(last, next)) inner.push(next);
    else inner[inner.length - 1] = joined(last, next);
  }
  return inner;
}

function unwrap(segment: LocatedSegment): LocatedSegment {
  const { codec, params, within } = segment.encoding;
  if (within === undefined) return segment;
  const { start, end, letter } = within;
  const source = { uri: segment.source.uri, span: { start, end } };
  return { ...segment, kind: letter ? 'text' : segment.kind, source, encoding: { codec, params } };
}

function continues(a: LocatedSegment, b: LocatedSegment): boolean {
  return (
    a.kind === 'text' &&
    b.kind === 'text' &&
    a.source.uri === b.source.uri &&
    a.source.span.end === b.source.span.start &&
    sameEncoding(a.encoding, b.encoding)
  );
}

function sameEncoding(a: Encoding, b: Encoding): boolean {
  const keys = Object.keys({ ...a.params, ...b.params });
  return a.codec === b.codec && keys.every((key) => a.params[key] === b.params[key]);
}

function joined(a: LocatedSegment, b: LocatedSegment): LocatedSegment {
  const span = { start: a.source.span.start, end: b.source.span.end };
  return { ...a, text: a.text + b.text, to: b.to, source: { uri: a.source.uri, span } };
}

/** Edits of the inner code as edits of the file that holds it. */
export function wrapped(
  edits: readonly LocatedEdit[],
  segments: readonly LocatedSegment[],
): readonly LocatedEdit[] {
  const held = segments.filter(({ encoding }) => encoding.within !== undefined);
  return edits.map((edit) => {
    const own = held.filter(({ source }) => source.uri === edit.uri);
    if (own.length === 0) return edit;
    const start = offsetIn(own, edit.span.start, 'start');
    const end = edit.span.start === edit.span.end ? start : offsetIn(own, edit.span.end, 'end');
    const joint = own[0]?.encoding.within?.joint ?? '';
    return { ...edit, span: { start, end }, newText: written(edit.newText, joint) };
  });
}

/** Where an offset of the code stands in the file; text is looked for before notations that end or begin there. */
function offsetIn(segments: readonly LocatedSegment[], offset: number, edge: 'start' | 'end'): number {
  for (const { kind, source, encoding } of segments) {
    const { start = 0, end = 0 } = encoding.within ?? {};
    if (kind === 'text' && start <= offset && offset <= end) return source.span.start + offset - start;
    if (offset === (edge === 'start' ? start : end)) return source.span[edge];
  }
  const other = edge === 'start' ? 'end' : 'start';
  const beside = segments.find(({ encoding }) => encoding.within?.[other] === offset);
  return beside?.source.span[other] ?? segments[0]?.source.span.start ?? 0;
}

/** A line of a cell ends with its line break, and the next one is a string of its own. */
function written(text: string, joint: string): string {
  const source = JSON.stringify(text).slice(1, -1);
  return joint === ''
    ? source
    : source.replace(/\\[\s\S]/g, (pair) => (pair === '\\n' ? `\\n"${joint}"` : pair));
}
