import type { Node } from 'web-tree-sitter';
import { decodeEcmascript, ecmascriptParams } from '../codecs/ecmascriptString.ts';
import type { Piece } from '../codecs/types.ts';
import type { TextValue } from '../values.ts';
import { joinItems, sumPieces, uniqueHoleNames } from './_compose.ts';
import { namedChildren } from './_nodes.ts';
import { deeper, maximumDepth, type Reading } from './types.ts';

/** The text of a literal, a template or a chain of them; `undefined` where the expression is no text. */
export function readText(node: Node, reading: Reading): TextValue | undefined {
  const pieces = piecesOf(node, reading);
  if (pieces === undefined) return undefined;
  return {
    kind: 'text',
    start: node.startIndex - reading.base,
    end: node.endIndex - reading.base,
    pieces: uniqueHoleNames(pieces),
  };
}

/** `['line', 'line'].join('\n')`: each separator stands for the gap between two items. */
export function readJoin(node: Node, callee: string, reading: Reading): TextValue | undefined {
  if (callee !== '?.join') return undefined;
  const list = node.childForFieldName('function')?.childForFieldName('object');
  const argument = node.childForFieldName('arguments')?.firstNamedChild;
  if (list?.type !== 'array' || argument?.type !== 'string') return undefined;
  const separator = (piecesOf(argument, reading) ?? []).map(({ text }) => text).join('');
  return joinItems(node, namedChildren(list), separator, reading, piecesOf);
}

/** The pieces of a literal or a chain of literals; `undefined` where the expression is no text. */
function piecesOf(node: Node, reading: Reading): readonly Piece[] | undefined {
  if (reading.depth > maximumDepth) return undefined;
  switch (node.type) {
    case 'string':
      return stringPieces(node, reading);
    case 'template_string':
      return templatePieces(node, false, reading);
    case 'parenthesized_expression':
    case 'as_expression':
    case 'satisfies_expression':
      return node.firstNamedChild === null ? undefined : piecesOf(node.firstNamedChild, deeper(reading));
    case 'call_expression':
      return rawPieces(node, reading);
    default:
      return isSum(node) ? sumPieces(node, isSum, reading, piecesOf) : undefined;
  }
}

function isSum(node: Node): boolean {
  return node.type === 'binary_expression' && node.childForFieldName('operator')?.type === '+';
}

function rawPieces(node: Node, reading: Reading): readonly Piece[] | undefined {
  const template = node.childForFieldName('arguments');
  const tag = node.childForFieldName('function')?.text;
  return template?.type === 'template_string' && tag === 'String.raw'
    ? templatePieces(template, true, reading)
    : undefined;
}

function stringPieces(node: Node, { source, eol, base }: Reading): readonly Piece[] | undefined {
  const quote = source[node.startIndex];
  if (quote !== '"' && quote !== "'") return undefined;
  if (node.endIndex - node.startIndex < 2 || source[node.endIndex - 1] !== quote) return undefined;
  const params = ecmascriptParams(quote, false, eol);
  return relative(
    decodeEcmascript(source, node.startIndex + 1, node.endIndex - 1, params),
    node.startIndex + 1,
    params,
    base,
  );
}

function templatePieces(
  node: Node,
  raw: boolean,
  { source, eol, base }: Reading,
): readonly Piece[] | undefined {
  if (node.endIndex - node.startIndex < 2 || source[node.endIndex - 1] !== '`') return undefined;
  const params = ecmascriptParams('`', raw, eol);
  let pieces: readonly Piece[] = [];
  let offset = node.startIndex + 1;
  for (const child of node.namedChildren) {
    if (child?.type !== 'template_substitution') continue;
    pieces = pieces.concat(
      decodeEcmascript(source, offset, child.startIndex, params),
      substitutionPiece(child, source, params),
    );
    offset = child.endIndex;
  }
  pieces = pieces.concat(decodeEcmascript(source, offset, node.endIndex - 1, params));
  return relative(pieces, offset, params, base);
}

function substitutionPiece(node: Node, source: string, params: Piece['encoding']['params']): Piece {
  const notation = source.slice(node.startIndex, node.endIndex);
  const encoding = { codec: 'ecmascript-string', params: { ...params, notation } };
  const place = { start: node.startIndex, end: node.endIndex, encoding };
  const literal = node.firstNamedChild;
  if (literal?.type === 'string' && node.namedChildCount === 1) {
    const text = decodeEcmascript(
      source,
      literal.startIndex + 1,
      literal.endIndex - 1,
      ecmascriptParams('"', false, '\n'),
    );
    return { kind: 'escape', text: text.map((piece) => piece.text).join(''), ...place };
  }
  return { kind: 'hole', text: '', expression: notation.slice(2, -1).trim(), ...place };
}

/** Makes offsets relative; a literal without content keeps one empty piece, so that text can be inserted. */
function relative(
  pieces: readonly Piece[],
  at: number,
  params: Piece['encoding']['params'],
  base: number,
): readonly Piece[] {
  const empty: Piece = {
    kind: 'text',
    text: '',
    start: at,
    end: at,
    encoding: { codec: 'ecmascript-string', params },
  };
  const whole = pieces.length === 0 ? [empty] : pieces;
  return base === 0
    ? whole
    : whole.map((piece) => ({ ...piece, start: piece.start - base, end: piece.end - base }));
}
