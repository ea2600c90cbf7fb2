import { slice } from '../base/span.ts';
import type { Message } from '../prompt/types.ts';
import type { MovedHole, WritePlace } from './codecs/types.ts';
import {
  codecOf,
  type LocatedEdit,
  type LocatedSegment,
  type MessageEdit,
  placedHole,
  refusal,
} from './encode.ts';

/** A stretch of the file to be replaced, and the segment whose notation holds there. */
interface Run {
  readonly at: LocatedSegment;
  start: number;
  end: number;
  readonly side?: 'left' | 'right';
}

type Part = { readonly text: string } | { readonly hole: MovedHole };

/** Encodes one edit at the place it stands, leaving every other byte of the literal alone. */
export function encodeInline(
  segments: readonly LocatedSegment[],
  edit: MessageEdit,
  message: Message,
): readonly LocatedEdit[] {
  refuseLostFields(segments, edit);
  const runs = runsOf(segments, edit);
  const target = runs.find(({ at }) => at.encoding.codec !== 'operand') ?? runs[0];
  return runs.map((run) =>
    writeRun(segments, run, run === target ? partsOf(edit, segments, message) : [{ text: '' }]),
  );
}

/** Without a field that takes the next value, those behind it would take the wrong ones. */
function refuseLostFields(segments: readonly LocatedSegment[], { span, holes }: MessageEdit): void {
  for (const segment of segments) {
    const { kind, text, encoding } = segment;
    if (kind !== 'hole' || encoding.params['ordered'] !== true) continue;
    if (!isRemoved(segment, span.start, span.end)) continue;
    if (holes.filter(({ name }) => text === `{{${name}}}`).length !== 1)
      throw refusal('edit-cuts-hole', text);
  }
}

function runsOf(segments: readonly LocatedSegment[], { span }: MessageEdit): readonly Run[] {
  if (span.start === span.end) return [insertionRun(segments, span.start)];
  const runs: Run[] = [];
  for (const segment of segments) {
    if (!isRemoved(segment, span.start, span.end)) continue;
    const { start: sourceStart, end: sourceEnd } = segment.source.span;
    const start =
      segment.kind === 'text' ? sourceStart + Math.max(0, span.start - segment.from) : sourceStart;
    const end = segment.kind === 'text' ? sourceEnd - Math.max(0, segment.to - span.end) : sourceEnd;
    const last = runs.at(-1);
    if (last !== undefined && last.end === start && last.at.source.uri === segment.source.uri) last.end = end;
    else runs.push({ at: segment, start, end });
  }
  return runs;
}

function isRemoved({ kind, from, to }: LocatedSegment, start: number, end: number): boolean {
  if (kind === 'control') return false;
  return from === to ? kind === 'escape' && start < from && from < end : from < end && start < to;
}

/** Where new text between two segments goes: into running text before escapes, into literals before operands. */
function insertionRun(segments: readonly LocatedSegment[], at: number): Run {
  const touching = segments.filter(({ from, to }) => from <= at && at <= to);
  const outermost = at === 0 ? touching[0] : touching.at(-1);
  if (outermost?.kind === 'control' && (at === 0 || outermost === segments.at(-1))) {
    return runBeside(outermost, at === 0 && outermost === segments[0]);
  }
  const best = touching.toSorted((a, b) => preference(a, at) - preference(b, at))[0];
  if (best === undefined) throw refusal('edit-outside');
  if (best.kind === 'text') {
    const offset = best.source.span.start + at - best.from;
    return { at: best, start: offset, end: offset };
  }
  return runBeside(best, best.from === at && best.to !== at);
}

function preference({ kind, from, to, encoding }: LocatedSegment, at: number): number {
  // Nothing can be written between the items of a list; beside an item that is no literal it can.
  if (encoding.codec === 'separator') return 8;
  if (kind === 'text') return from < at ? 0 : to > from ? 1 : 2;
  if (kind === 'escape') return to > from ? 3 : 4;
  if (kind === 'hole') return encoding.codec === 'operand' ? 7 : 5 + (to === at ? 0 : 0.5);
  return 6;
}

function runBeside(segment: LocatedSegment, left: boolean): Run {
  const offset = left ? segment.source.span.start : segment.source.span.end;
  return { at: segment, start: offset, end: offset, side: left ? 'left' : 'right' };
}

function partsOf(edit: MessageEdit, segments: readonly LocatedSegment[], message: Message): readonly Part[] {
  const { newText, holes } = edit;
  const parts: Part[] = [];
  let offset = 0;
  for (const { name, start, end } of holes.toSorted((a, b) => a.start - b.start)) {
    const { expression, segment } = placedHole(name, edit, segments, message);
    const hole = { expression, params: segment.encoding.params };
    parts.push({ text: newText.slice(offset, start) }, { hole });
    offset = end;
  }
  parts.push({ text: newText.slice(offset) });
  return parts;
}

function writeRun(segments: readonly LocatedSegment[], run: Run, parts: readonly Part[]): LocatedEdit {
  const { uri } = run.at.source;
  const codec = codecOf(run.at);
  const surroundings = surroundingsOf(segments, run);
  let { before, after } = surroundings;
  let newText = '';
  for (const [index, part] of parts.entries()) {
    const first = index === 0;
    const last = index === parts.length - 1;
    const place = (): WritePlace => ({
      ...surroundings,
      before: first ? before : '',
      after: last ? after : '',
      atStart: first && surroundings.atStart,
      atEnd: last && surroundings.atEnd,
      params: first ? surroundings.params : { ...surroundings.params, openEnded: false },
    });
    if ('hole' in part) {
      const written = codec.writeHole(part.hole, place());
      if (written === undefined) throw refusal('edit-not-writable');
      newText += written;
      continue;
    }
    let { text } = part;
    if (text === '' && parts.length > 1) continue;
    for (;;) {
      const written = codec.write(text, place());
      if (written === undefined) throw refusal('edit-not-writable');
      if ('source' in written) {
        newText += written.source;
        break;
      }
      if ('widenBefore' in written) {
        const count = Math.min(written.widenBefore, before.length);
        if (!first || count === 0) throw refusal('edit-not-writable');
        text = before.slice(-count) + text;
        before = before.slice(0, -count);
        run.start -= count;
      } else {
        const count = Math.min(written.widenAfter, after.length);
        if (!last || count === 0) throw refusal('edit-not-writable');
        text += after.slice(0, count);
        after = after.slice(count);
        run.end += count;
      }
    }
  }
  return { uri, span: { start: run.start, end: run.end }, newText };
}

function surroundingsOf(segments: readonly LocatedSegment[], { at, start, end, side }: Run): WritePlace {
  const { uri } = at.source;
  const here = segments.filter(({ source }) => source.uri === uri && source.span.start < source.span.end);
  const left = here.find(({ source }) => source.span.start < start && start <= source.span.end);
  const right = here.find(({ source }) => source.span.start <= end && end < source.span.end);
  const clip = (segment: LocatedSegment | undefined, from: number, to: number) =>
    segment?.kind === 'text'
      ? slice(segment.text, { start: from - segment.source.span.start, end: to - segment.source.span.start })
      : '';
  const notationOf = (segment: LocatedSegment | undefined, touches: boolean) =>
    (segment?.kind === 'hole' || segment?.kind === 'control') && touches
      ? String(segment.encoding.params['notation'] ?? '')
      : undefined;
  const holeBefore = notationOf(left, left?.source.span.end === start);
  const holeAfter = notationOf(right, right?.source.span.start === end);
  const openEnded = left?.source.span.end === start && left.encoding.params['openEnded'] === true;
  return {
    params: { ...at.encoding.params, openEnded },
    before: left === undefined ? '' : clip(left, left.source.span.start, start),
    after: right === undefined ? '' : clip(right, end, right.source.span.end),
    atStart: left === undefined,
    atEnd: right === undefined || (right.encoding.codec === 'operand' && at.encoding.codec !== 'operand'),
    ...(side === undefined ? {} : { side }),
    ...(holeBefore === undefined ? {} : { holeBefore }),
    ...(holeAfter === undefined ? {} : { holeAfter }),
  };
}
