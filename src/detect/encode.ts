import { ProblemError } from '../base/problem.ts';
import { entryById } from '../base/registry.ts';
import type { TextEdit } from '../base/span.ts';
import { defineTexts, phrase } from '../base/text.ts';
import { holeMark } from '../prompt/holes.ts';
import type { FileEdits, Message, PlacedEdit, Prompt, Segment } from '../prompt/types.ts';
import { codecs } from './codecs/index.ts';
import type { Codec } from './codecs/types.ts';
import { encodeInline } from './encodeInline.ts';
import { encodeWhole } from './encodeWhole.ts';
import { unwrapped, wrapped } from './encodeWithin.ts';

const texts = defineTexts({
  'edit-cuts-hole': {
    en: 'The change would cut through {hole}. Change the text around it, or the whole of it.',
    'zh-cn': '该修改会截断 {hole}。请修改它前后的文字，或整体替换它。',
  },
  'edit-not-writable': {
    en: 'This place of the file has no notation for the new text. Edit the file by hand.',
    'zh-cn': '文件的这个位置无法表示新的文字。请手动编辑该文件。',
  },
  'edit-outside': {
    en: 'The change lies outside the prompt as it is now. Detect the prompt again and retry.',
    'zh-cn': '该修改超出了提示词当前的范围。请重新检测提示词后再试。',
  },
});

/** A segment and where its text stands in the message. */
export interface LocatedSegment extends Segment {
  readonly from: number;
  readonly to: number;
}

/** One edit of one message's text; `holes` count in `newText`. */
export interface MessageEdit extends TextEdit {
  readonly holes: readonly { readonly name: string; readonly start: number; readonly end: number }[];
}

/** Edits of files, as {@link encodeEdits} gathers them. */
export interface LocatedEdit extends TextEdit {
  readonly uri: string;
}

/**
 * Turns edits of message texts into the smallest edits of the files behind them. Throws a `ProblemError` with code
 * `edit-cuts-hole`, `edit-not-writable` or `edit-outside` where that is impossible; then nothing is to be applied.
 */
export function encodeEdits(prompt: Prompt, edits: readonly PlacedEdit[]): readonly FileEdits[] {
  const encoded = prompt.messages.flatMap((message, turn) =>
    encodeMessage(message, mergeTouching(edits.filter(({ place }) => place.turn === turn))),
  );
  if (edits.some(({ place }) => prompt.messages[place.turn] === undefined)) throw refusal('edit-outside');
  const uris = [...new Set(encoded.map(({ uri }) => uri))];
  return uris.map((uri) => ({
    uri,
    edits: encoded.filter((edit) => edit.uri === uri).map(({ span, newText }) => ({ span, newText })),
  }));
}

/** The error for an edit that cannot be made. */
export function refusal(code: keyof typeof texts, hole = ''): ProblemError {
  return new ProblemError({ code, phrase: phrase(texts[code], { hole }) });
}

/** The codec that wrote a segment. */
export function codecOf(segment: Segment): Codec {
  const codec = entryById(codecs, segment.encoding.codec);
  if (codec === undefined) throw refusal('edit-not-writable');
  return codec;
}

/**
 * The hole that an edit places under a name: one the message has, or, where it has none of that name, the hole the edit
 * replaces, written with the new name. The latter mends a slip of the pen in a template's input.
 */
export function placedHole(
  name: string,
  { span }: MessageEdit,
  segments: readonly LocatedSegment[],
  message: Message,
): { readonly expression: string; readonly segment: LocatedSegment } {
  const hole = message.holes.find((candidate) => candidate.name === name);
  const segment = segments.find(({ kind, from }) => kind === 'hole' && from === hole?.span.start);
  if (hole !== undefined && segment !== undefined) return { expression: hole.expression, segment };
  const replaced = segments.find(
    ({ kind, from, to }) => kind === 'hole' && span.start <= from && to <= span.end,
  );
  const old = message.holes.find((candidate) => candidate.span.start === replaced?.from);
  const notation = replaced?.encoding.params['notation'];
  if (
    replaced === undefined ||
    old === undefined ||
    typeof notation !== 'string' ||
    !notation.includes(old.name)
  ) {
    throw refusal('edit-not-writable');
  }
  const params = { ...replaced.encoding.params, notation: notation.replace(old.name, () => name) };
  const renamed = { ...replaced, text: holeMark(name), encoding: { ...replaced.encoding, params } };
  return { expression: name, segment: renamed };
}

function encodeMessage(message: Message, edits: readonly MessageEdit[]): readonly LocatedEdit[] {
  const located = locate(message.segments);
  const segments = unwrapped(located);
  const length = segments.at(-1)?.to ?? 0;
  const changing = edits.filter(({ span, newText }) => span.start !== span.end || newText !== '');
  if (changing.some(({ span }) => span.start < 0 || span.end > length || span.start > span.end)) {
    throw refusal('edit-outside');
  }
  const [first] = segments;
  if (first === undefined || changing.length === 0) return [];
  const widened = changing.map((edit) => widenToEscapes(segments, edit));
  if (codecOf(first).writeAll !== undefined)
    return encodeWhole(segments, mergeMessageEdits(widened), message);
  const written = mergeMessageEdits(widened).flatMap((edit) => encodeInline(segments, edit, message));
  return wrapped(written, located);
}

function locate(segments: readonly Segment[]): readonly LocatedSegment[] {
  let offset = 0;
  return segments.map((segment) => {
    const from = offset;
    offset += segment.kind === 'control' ? 0 : segment.text.length;
    return { ...segment, from, to: offset };
  });
}

function mergeTouching(edits: readonly PlacedEdit[]): readonly MessageEdit[] {
  return mergeMessageEdits(
    edits.map(({ place, newText, holes = [] }) => ({
      span: place.span,
      newText,
      holes: holes.map(({ name, span }) => ({ name, ...span })),
    })),
  );
}

/** Joins edits that touch, so that each is written knowing its neighbours. */
function mergeMessageEdits(edits: readonly MessageEdit[]): readonly MessageEdit[] {
  const sorted = edits
    .map((edit, order) => ({ ...edit, order }))
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || a.order - b.order);
  const merged: MessageEdit[] = [];
  for (const { span, newText, holes } of sorted) {
    const last = merged.at(-1);
    if (last === undefined || span.start > last.span.end) merged.push({ span, newText, holes });
    else merged[merged.length - 1] = joined(last, { span, newText, holes });
  }
  return merged;
}

function joined(a: MessageEdit, b: MessageEdit): MessageEdit {
  if (b.span.start < a.span.end) throw refusal('edit-outside');
  const shift = a.newText.length;
  return {
    span: { start: a.span.start, end: b.span.end },
    newText: a.newText + b.newText,
    holes: [
      ...a.holes,
      ...b.holes.map(({ name, start, end }) => ({ name, start: start + shift, end: end + shift })),
    ],
  };
}

/** True where an offset lies between the two halves of a character beyond the Basic Multilingual Plane. */
function splitsPair({ text, from, to }: LocatedSegment, offset: number): boolean {
  return from < offset && offset < to && (text.codePointAt(offset - 1 - from) ?? 0) > 0xffff;
}

/** An escape is indivisible, and so is a character: an edit that covers a part of one takes the whole and writes the rest anew. */
function widenToEscapes(segments: readonly LocatedSegment[], edit: MessageEdit): MessageEdit {
  let { start, end } = edit.span;
  let { newText, holes } = edit;
  for (const segment of segments) {
    const { kind, text, from, to } = segment;
    if (kind === 'text' && splitsPair(segment, start)) {
      newText = text.slice(start - 1 - from, start - from) + newText;
      holes = holes.map((hole) => ({ ...hole, start: hole.start + 1, end: hole.end + 1 }));
      start--;
    }
    if (kind === 'text' && splitsPair(segment, end)) {
      newText += text.slice(end - from, end + 1 - from);
      end++;
    }
    const cutsStart = from < start && start < to;
    const cutsEnd = from < end && end < to;
    if (!cutsStart && !cutsEnd) continue;
    if (kind === 'hole') throw refusal('edit-cuts-hole', text);
    if (kind !== 'escape') continue;
    if (cutsEnd) {
      newText += text.slice(end - from);
      end = to;
    }
    if (cutsStart) {
      const kept = text.slice(0, start - from);
      newText = kept + newText;
      holes = holes.map((hole) => ({
        ...hole,
        start: hole.start + kept.length,
        end: hole.end + kept.length,
      }));
      start = from;
    }
  }
  return { span: { start, end }, newText, holes };
}
