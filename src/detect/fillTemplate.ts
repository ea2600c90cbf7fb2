import type { Encoding } from '../prompt/types.ts';
import { type Filling, type TemplateField, templateFields } from './codecs/_templateFields.ts';
import type { Piece } from './codecs/types.ts';
import { holeName } from './languages/_compose.ts';

/** The expressions that fill a template, by field: names, or positions counted from `0`. */
export type FieldValues = ReadonlyMap<string, string>;

/** A piece and where its text stands in the template. */
interface Located {
  readonly piece: Piece;
  readonly from: number;
  readonly to: number;
}

/** Stands for whatever is filled in already. */
const mark = '\uFFFC';

/** True for a text without holes in which named fields stand, and nothing that is not well written as such a template. */
export function isTemplate(pieces: readonly Piece[], filling: Filling): boolean {
  if (pieces.some(({ kind }) => kind === 'hole' || kind === 'control')) return false;
  const fields = templateFields(pieces.map(maskedText).join(''), filling) ?? [];
  const named = fields.filter(({ kind }) => kind === 'hole');
  return named.length > 0 && named.every(({ field }) => /^[\p{L}_]\w*$/u.test(field));
}

/** Reads the fields of a template as holes and its escapes as what they stand for; text that is no template stays. */
export function fillTemplate(
  pieces: readonly Piece[],
  filling: Filling,
  values: FieldValues = new Map(),
): readonly Piece[] {
  if (pieces.some(({ encoding }) => encoding.params['template'] !== undefined)) return pieces;
  const text = pieces.map(maskedText).join('');
  const fields = templateFields(text, filling);
  if (fields === undefined) return pieces;
  const located = locate(pieces);
  const spans = fields.map((field) => spanOf(field, located));
  if (spans.includes(undefined)) return pieces;
  const single = fields.filter(({ kind }) => kind === 'hole').length === 1;
  let unnamed = 0;
  const written = fields.map((field, index): Piece => {
    const { piece, start, end } = spans[index] ?? { piece: located[0]?.piece, start: 0, end: 0 };
    const encoding = retarget(piece?.encoding ?? { codec: '', params: {} }, filling);
    const notation = text.slice(field.start, field.end);
    if (field.kind !== 'hole') {
      const own = { ...encoding, params: { ...encoding.params, notation } };
      return { kind: field.kind, text: field.text, start, end, encoding: own };
    }
    const inOrder = field.field === '';
    const own = inOrder ? String(unnamed++) : field.field;
    const params = {
      field: notation,
      notation,
      fixed: (inOrder && !single) || notation.includes(mark),
      ordered: inOrder && (filling === 'percent' || !single),
    };
    const target = { ...encoding, params: { ...encoding.params, ...params } };
    return { kind: 'hole', ...namedBy(own, values), start, end, encoding: target };
  });
  return interleave(located, fields, written, filling);
}

/** The hole a field makes: called as the field where that is a name, else as the expression that fills it. */
function namedBy(field: string, values: FieldValues): Pick<Piece, 'text' | 'expression'> {
  const [root = ''] = field.split(/[.[]/, 1);
  const value = values.get(root);
  const rest = field.slice(root.length);
  if (/^\d+$/.test(root)) return { text: '', expression: (value ?? `value_${Number(root) + 1}`) + rest };
  return { text: `{{${holeName(field)}}}`, expression: (value ?? root) + rest };
}

function interleave(
  located: readonly Located[],
  fields: readonly TemplateField[],
  written: readonly Piece[],
  filling: Filling,
): readonly Piece[] {
  const result: Piece[] = [];
  let passed = 0;
  for (const { piece, from, to } of located) {
    const own = { ...piece, encoding: retarget(piece.encoding, filling) };
    while ((fields[passed]?.end ?? Number.POSITIVE_INFINITY) <= from) passed++;
    let offset = from;
    let covered = from === to && (fields[passed]?.start ?? from) < from;
    for (let index = passed; (fields[index]?.start ?? to) < to; index++) {
      const { start, end } = fields[index] ?? { start: to, end: to };
      const field = written[index];
      if (start > offset) result.push(cut(own, offset - from, start - from));
      if (start >= from && field !== undefined) result.push(field);
      offset = Math.min(to, end);
      covered = true;
    }
    if (!covered) result.push(own);
    else if (offset < to) result.push(cut(own, offset - from, to - from));
  }
  return result;
}

function cut(piece: Piece, from: number, to: number): Piece {
  const { start, text } = piece;
  return { ...piece, text: text.slice(from, to), start: start + from, end: start + to };
}

/** Where a field stands in the source; `undefined` where it runs across literals or through another notation. */
function spanOf(
  { start, end }: TemplateField,
  located: readonly Located[],
): { readonly piece: Piece; readonly start: number; readonly end: number } | undefined {
  const within = located.slice(lastStartingAt(located, start), lastStartingAt(located, end - 1) + 1);
  const [first] = within;
  const last = within.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const whole = within.every(({ piece, from, to }) => piece.kind === 'text' || (start <= from && to <= end));
  const joined = within.every(
    ({ piece }, index) => index === 0 || within[index - 1]?.piece.end === piece.start,
  );
  // A trimmed literal is written as a whole from its notations, and those of several pieces are not known here.
  const known = within.length === 1 || first.piece.encoding.codec !== 'trimmed';
  if (!whole || !joined || !known) return undefined;
  return {
    piece: first.piece,
    start: first.piece.start + (first.piece.kind === 'text' ? start - first.from : 0),
    end: last.piece.kind === 'text' ? last.piece.start + end - last.from : last.piece.end,
  };
}

/** The index of the piece that an offset of the text stands in. */
function lastStartingAt(located: readonly Located[], offset: number): number {
  let low = 0;
  let high = located.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((located[middle]?.from ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function locate(pieces: readonly Piece[]): readonly Located[] {
  let offset = 0;
  return pieces.map((piece) => {
    const from = offset;
    offset += maskedText(piece).length;
    return { piece, from, to: offset };
  });
}

function maskedText({ kind, text }: Piece): string {
  return kind === 'hole' ? mark : kind === 'control' ? '' : text;
}

/** New text in a template is escaped for it before it is written into the literal. */
function retarget({ codec, params }: Encoding, template: Filling): Encoding {
  if (codec === 'operand' || codec === 'separator') return { codec, params: { ...params, template } };
  return codec === 'trimmed'
    ? { codec, params: { ...params, literal: params['inside'] ?? '', inside: 'formatted', template } }
    : { codec: 'formatted', params: { ...params, literal: codec, template } };
}
