import { applyTrims, escapedText, type Trim } from '../codecs/_trims.ts';
import type { Piece } from '../codecs/types.ts';
import type { TextValue } from '../values.ts';
import type { Reading } from './types.ts';

const mark = '\uFFFC';

/** A literal without what the program trims off it. Text of several literals, or trimmed in an unknown way, stays. */
export function trimText(value: TextValue, trim: Trim, { source, base }: Reading): TextValue {
  const [first] = value.pieces;
  const { pieces } = value;
  const joined = pieces.every(({ start }, index) => index === 0 || pieces[index - 1]?.end === start);
  if (!joined || first === undefined || !trimmable.has(first.encoding.codec)) return value;
  const sourceOf = ({ start, end }: Piece) => source.slice(base + start, base + end);
  const text = pieces.map((piece) => maskedText(piece, trim, sourceOf(piece))).join('');
  const trimmed = applyTrims(text, [trim]);
  if (trimmed === undefined) return value;
  const { kept, margin } = trimmed;
  let offset = 0;
  const result: Piece[] = [];
  for (const piece of pieces) {
    const length = maskedText(piece, trim, '').length;
    const own = kept.slice(offset, offset + length);
    offset += length;
    if (piece.kind !== 'text' && own.includes(false) && own.includes(true)) return value;
    result.push(...split(retarget(piece, trim, margin, sourceOf(piece)), own, sourceOf));
  }
  return { ...value, pieces: result };
}

const trimmable = new Set(['python-string', 'ecmascript-string', 'formatted', 'trimmed']);

function maskedText({ kind, text }: Piece, trim: Trim, notation: string): string {
  if (kind === 'hole') return mark;
  return kind === 'control' ? '' : kind === 'escape' ? escapedText(text, notation, [trim]) : text;
}

function retarget(piece: Piece, trim: Trim, margin: string, notation: string): Piece {
  const { codec, params } = piece.encoding;
  const own =
    codec === 'trimmed'
      ? { ...params, trims: `${params['trims']} ${trim}`, margin: margin || String(params['margin']) }
      : { ...params, inside: codec, trims: trim, margin };
  return {
    ...piece,
    encoding: { codec: 'trimmed', params: piece.kind === 'text' ? own : { ...own, notation } },
  };
}

/** Cuts a piece into what stays and what goes; the latter is notation without text. */
function split(piece: Piece, kept: readonly boolean[], sourceOf: (piece: Piece) => string): readonly Piece[] {
  if (kept.every((stays) => stays)) return [piece];
  if (piece.kind !== 'text') return [{ ...piece, kind: 'escape', text: '' }];
  const result: Piece[] = [];
  for (let from = 0; from < kept.length; ) {
    let to = from;
    while (to < kept.length && kept[to] === kept[from]) to++;
    const part = { ...piece, start: piece.start + from, end: piece.start + to };
    const { encoding } = piece;
    const gone = { ...encoding, params: { ...encoding.params, notation: sourceOf(part) } };
    result.push(
      kept[from] === true
        ? { ...part, text: piece.text.slice(from, to) }
        : { ...part, kind: 'escape', text: '', encoding: gone },
    );
    from = to;
  }
  return result;
}
