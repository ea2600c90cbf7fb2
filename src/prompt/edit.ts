import { contains, type Span, touches } from '../base/span.ts';
import { contentHashOf } from './contentHash.ts';
import { languageOf } from './language.ts';
import type { Hole, Message, PlacedEdit, Prompt } from './types.ts';

type PlacedHole = NonNullable<PlacedEdit['holes']>[number];

/**
 * The prompt after edits that do not overlap: new texts, moved holes, new content hash. It stands in no file, so its
 * messages have no segments. Throws a `RangeError` for edits that overlap.
 */
export function applyPlacedEdits(prompt: Prompt, edits: readonly PlacedEdit[]): Prompt {
  const known = new Map(prompt.messages.flatMap(({ holes }) => holes.map((hole) => [hole.name, hole])));
  const messages = prompt.messages.map((message, turn) => {
    const own = edits.filter(({ place }) => place.turn === turn);
    return own.length === 0 ? message : editMessage(message, own, known);
  });
  const text = messages.map((message) => message.text).join('\n');
  return { ...prompt, messages, contentHash: contentHashOf(messages), language: languageOf(text) };
}

/** Folds rounds of edits, each against the text the round before left, into one set against the prompt itself. */
export function composePlacedEdits(
  prompt: Prompt,
  rounds: readonly (readonly PlacedEdit[])[],
): readonly PlacedEdit[] {
  return prompt.messages.flatMap(({ text }, turn) => {
    const own = rounds.map((round) => round.filter(({ place }) => place.turn === turn));
    if (own.every((round) => round.length === 0)) return [];
    return editsBetween(own.reduce(replacePieces, [keptPiece(0, text)]), text.length).map(
      ({ span, ...edit }) => ({ place: { turn, span }, ...edit }),
    );
  });
}

function editMessage(
  message: Message,
  edits: readonly PlacedEdit[],
  known: ReadonlyMap<string, Hole>,
): Message {
  let text = '';
  let offset = 0;
  const holes: Hole[] = [];
  const keep = (end: number) => {
    const shift = text.length - offset;
    for (const hole of message.holes) {
      if (contains({ start: offset, end }, hole.span)) holes.push({ ...hole, span: moved(hole.span, shift) });
    }
    text += message.text.slice(offset, end);
  };
  for (const { place, newText, holes: placed = [] } of inOrder(edits)) {
    if (place.span.start < offset) throw new RangeError(`overlapping edits at offset ${place.span.start}`);
    keep(place.span.start);
    for (const { name, span } of placed) {
      holes.push({ ...(known.get(name) ?? { name, expression: name }), span: moved(span, text.length) });
    }
    text += newText;
    offset = place.span.end;
  }
  keep(message.text.length);
  return { ...message, text, holes, segments: [] };
}

/** A stretch of an edited text: `from` is where it stood in the text before all edits, absent for what was added. */
interface Piece {
  readonly text: string;
  readonly from?: number;
  readonly holes: readonly PlacedHole[];
}

function keptPiece(from: number, text: string): Piece {
  return { text, from, holes: [] };
}

function replacePieces(pieces: readonly Piece[], edits: readonly PlacedEdit[]): Piece[] {
  const length = pieces.reduce((sum, { text }) => sum + text.length, 0);
  const result: Piece[] = [];
  let offset = 0;
  for (const { place, newText, holes = [] } of inOrder(edits)) {
    result.push(...cut(pieces, { start: offset, end: place.span.start }), { text: newText, holes });
    offset = place.span.end;
  }
  return [...result, ...cut(pieces, { start: offset, end: length })];
}

function cut(pieces: readonly Piece[], wanted: Span): readonly Piece[] {
  let offset = 0;
  return pieces.flatMap(({ text, from, holes }) => {
    const start = Math.max(wanted.start - offset, 0);
    const end = Math.min(wanted.end - offset, text.length);
    offset += text.length;
    if (start >= end) return [];
    if (from !== undefined) return [keptPiece(from + start, text.slice(start, end))];
    const kept = holes.filter(({ span }) => contains({ start, end }, span));
    const shifted = kept.map((hole) => ({ ...hole, span: moved(hole.span, -start) }));
    return [{ text: text.slice(start, end), holes: shifted }];
  });
}

function editsBetween(
  pieces: readonly Piece[],
  length: number,
): readonly { readonly span: Span; readonly newText: string; readonly holes?: readonly PlacedHole[] }[] {
  const edits = [];
  let start = 0;
  let newText = '';
  let holes: PlacedHole[] = [];
  for (const piece of [...pieces, keptPiece(length, '')]) {
    if (piece.from === undefined) {
      holes.push(...piece.holes.map((hole) => ({ ...hole, span: moved(hole.span, newText.length) })));
      newText += piece.text;
      continue;
    }
    if (newText !== '' || piece.from > start) {
      edits.push({ span: { start, end: piece.from }, newText, ...(holes.length > 0 ? { holes } : {}) });
    }
    start = piece.from + piece.text.length;
    newText = '';
    holes = [];
  }
  return edits;
}

/** True where the two sets of edits meet in one message, so that they cannot be applied together. */
export function editsCollide(a: readonly PlacedEdit[], b: readonly PlacedEdit[]): boolean {
  return a.some((one) =>
    b.some((two) => one.place.turn === two.place.turn && touches(one.place.span, two.place.span)),
  );
}

function inOrder(edits: readonly PlacedEdit[]): readonly PlacedEdit[] {
  return [...edits].sort(
    (a, b) => a.place.span.start - b.place.span.start || a.place.span.end - b.place.span.end,
  );
}

function moved(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}
