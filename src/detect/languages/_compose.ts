import type { Node } from 'web-tree-sitter';
import type { Piece } from '../codecs/types.ts';
import type { TextValue } from '../values.ts';
import { deeper, type Reading } from './types.ts';

/** The readable name of an interpolated expression: identifiers and paths as they are, others a slug. */
export function holeName(expression: string): string {
  const trimmed = expression.trim();
  if (/^[\p{L}_$][\p{L}\p{N}_$]*(?:\??\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u.test(trimmed)) {
    return trimmed.replaceAll('?.', '.').replace(/^(?:self|this)\./, '');
  }
  const words = trimmed.replace(/\b(?:self|this|await|new)\b/g, ' ').match(/[\p{L}\p{N}_]+/gu) ?? [];
  return words.slice(0, 4).join('_').slice(0, 40).replace(/^(\d)/, '_$1') || 'value';
}

/** Gives equal names to equal expressions and different names to different ones; a hole that has a name keeps it. */
export function uniqueHoleNames(pieces: readonly Piece[]): readonly Piece[] {
  const expressionOf = new Map<string, string>();
  const nameOf = new Map<string, string>();
  const lastNumber = new Map<string, number>();
  return pieces.map((piece) => {
    if (piece.kind !== 'hole' || piece.expression === undefined) return piece;
    if (piece.text !== '') {
      expressionOf.set(piece.text.slice(2, -2), piece.expression);
      return piece;
    }
    const known = nameOf.get(piece.expression);
    const name = known ?? freeName(holeName(piece.expression), expressionOf, lastNumber);
    expressionOf.set(name, piece.expression);
    nameOf.set(piece.expression, name);
    return { ...piece, text: `{{${name}}}` };
  });
}

function freeName(name: string, taken: ReadonlyMap<string, string>, lastNumber: Map<string, number>): string {
  if (!taken.has(name)) return name;
  for (let number = (lastNumber.get(name) ?? 1) + 1; ; number++) {
    lastNumber.set(name, number);
    if (!taken.has(`${name}_${number}`)) return `${name}_${number}`;
  }
}

/** A hole for an operand of a `+` chain. */
export function operandPiece(expression: string, start: number, end: number): Piece {
  return {
    kind: 'hole',
    text: '',
    start,
    end,
    expression,
    encoding: { codec: 'operand', params: { operand: true, notation: expression } },
  };
}

/** Text that is there in some runs only: a hole that stays where it stands. */
export function conditionalPiece(expression: string, start: number, end: number): Piece {
  const piece = operandPiece(expression, start, end);
  return { ...piece, encoding: { ...piece.encoding, params: { ...piece.encoding.params, fixed: true } } };
}

/** The pieces of a `+` chain, whose parts `piecesOf` reads; `undefined` where none of them is text. */
export function sumPieces(
  node: Node,
  isSum: (node: Node) => boolean,
  reading: Reading,
  piecesOf: (node: Node, reading: Reading) => readonly Piece[] | undefined,
): readonly Piece[] | undefined {
  const operands = flattenChain(node, isSum, (sum) => [
    sum.childForFieldName('left'),
    sum.childForFieldName('right'),
  ]);
  const read = operands.map((operand) => {
    const start = operand.startIndex - reading.base;
    const end = operand.endIndex - reading.base;
    const pieces = piecesOf(operand, deeper(reading));
    return pieces === undefined
      ? { start, end, expression: operand.text }
      : ({ kind: 'text', start, end, pieces } satisfies TextValue);
  });
  return read.some((operand) => 'pieces' in operand) ? joinOperands(read) : undefined;
}

/** Parts of a `+` chain: text values keep their pieces, operands before the first literal form one hole. */
function joinOperands(
  operands: readonly (
    | TextValue
    | { readonly start: number; readonly end: number; readonly expression: string }
  )[],
): readonly Piece[] {
  const firstText = operands.findIndex((operand) => 'pieces' in operand);
  const leading = operands.slice(0, firstText);
  const [head] = leading;
  const tail = leading.at(-1);
  const pieces: Piece[] = [];
  if (head !== undefined && tail !== undefined) {
    const expression = leading
      .map((operand) => ('expression' in operand ? operand.expression : ''))
      .join(' + ');
    pieces.push(operandPiece(expression, head.start, tail.end));
  }
  for (const operand of operands.slice(firstText)) {
    if ('pieces' in operand) for (const piece of operand.pieces) pieces.push(markJoined(piece));
    else pieces.push(operandPiece(operand.expression, operand.start, operand.end));
  }
  return pieces;
}

function markJoined(piece: Piece): Piece {
  const { encoding } = piece;
  return encoding.codec === 'operand'
    ? piece
    : { ...piece, encoding: { ...encoding, params: { ...encoding.params, joined: true } } };
}

/** Flattens a left-leaning chain of one binary operator without recursion. */
function flattenChain(
  node: Node,
  isChain: (node: Node) => boolean,
  sides: (node: Node) => readonly [Node | null, Node | null],
): readonly Node[] {
  const reversed: Node[] = [];
  let current: Node | null = node;
  while (current !== null && isChain(current)) {
    const [left, right]: readonly [Node | null, Node | null] = sides(current);
    if (right !== null) reversed.push(right);
    current = left;
  }
  if (current !== null) reversed.push(current);
  return reversed.reverse();
}

/** A list of texts joined by a separator: each separator stands for the gap between two items. */
export function joinItems(
  node: Node,
  items: readonly Node[],
  separator: string,
  reading: Reading,
  piecesOf: (node: Node, reading: Reading) => readonly Piece[] | undefined,
): TextValue | undefined {
  const pieces: Piece[] = [];
  for (const item of items) {
    const start = item.startIndex - reading.base;
    const end = item.endIndex - reading.base;
    const last = pieces.at(-1);
    if (last !== undefined && separator !== '') pieces.push(separatorPiece(separator, last.end, start));
    const own = piecesOf(item, deeper(reading)) ?? [operandPiece(item.text, start, end)];
    for (const piece of own) pieces.push(piece);
  }
  if (!pieces.some(({ kind }) => kind === 'text')) return undefined;
  const start = node.startIndex - reading.base;
  return { kind: 'text', start, end: node.endIndex - reading.base, pieces: uniqueHoleNames(pieces) };
}

function separatorPiece(text: string, start: number, end: number): Piece {
  const encoding = { codec: 'separator', params: {} };
  return { kind: 'escape', text, start: start + 1, end: end - 1, encoding };
}
