import type { Node } from 'web-tree-sitter';
import type { Filling } from '../codecs/_templateFields.ts';
import { decodePython, pythonParams } from '../codecs/pythonString.ts';
import type { Piece } from '../codecs/types.ts';
import { type FieldValues, fillTemplate } from '../fillTemplate.ts';
import type { TextValue } from '../values.ts';
import { joinItems, sumPieces, uniqueHoleNames } from './_compose.ts';
import { namedChildren } from './_nodes.ts';
import { deeper, maximumDepth, type Reading } from './types.ts';

/** The text of a literal or a chain of literals; `undefined` where the expression is no text. */
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

/** `"\n".join(["line", "line"])`: each separator stands for the gap between two items. */
export function readJoin(node: Node, callee: string, reading: Reading): TextValue | undefined {
  if (callee !== '?.join') return undefined;
  const separator = node.childForFieldName('function')?.childForFieldName('object');
  const list = node.childForFieldName('arguments')?.firstNamedChild;
  if (separator?.type !== 'string' || (list?.type !== 'list' && list?.type !== 'tuple')) return undefined;
  const between = (piecesOf(separator, reading) ?? []).map(({ text }) => text).join('');
  return joinItems(node, namedChildren(list), between, reading, piecesOf);
}

/** The pieces of a literal or a chain of literals; `undefined` where the expression is no text. */
function piecesOf(node: Node, reading: Reading): readonly Piece[] | undefined {
  if (reading.depth > maximumDepth) return undefined;
  if (node.type === 'string') return literalPieces(node, reading);
  if (node.type === 'concatenated_string') {
    const parts = namedChildren(node).map((child) => literalPieces(child, reading));
    return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
  }
  if (node.type === 'parenthesized_expression' && node.firstNamedChild !== null) {
    return piecesOf(node.firstNamedChild, deeper(reading));
  }
  const filled = filledTemplate(node);
  if (filled !== undefined) {
    const pieces = piecesOf(filled.template, deeper(reading));
    return pieces && fillTemplate(pieces, filled.filling, filled.values);
  }
  return isSum(node) ? sumPieces(node, isSum, reading, piecesOf) : undefined;
}

/** What is filled in, how and with what: `"…".format(…)`, `"…" % …`, and the same of a name. */
export function filledTemplate(
  node: Node,
): { readonly template: Node; readonly filling: Filling; readonly values: FieldValues } | undefined {
  if (node.type === 'binary_operator' && node.childForFieldName('operator')?.type === '%') {
    const template = node.childForFieldName('left');
    const values = node.childForFieldName('right');
    return template && values ? { template, filling: 'percent', values: percentValues(values) } : undefined;
  }
  const method = node.type === 'call' ? node.childForFieldName('function') : null;
  const name = method?.type === 'attribute' ? method.childForFieldName('attribute')?.text : undefined;
  const template = name === 'format' || name === 'format_map' ? method?.childForFieldName('object') : null;
  const list = node.childForFieldName('arguments');
  return template && list ? { template, filling: 'format', values: formatValues(list) } : undefined;
}

function formatValues(list: Node): FieldValues {
  const values = new Map<string, string>();
  let position = 0;
  for (const argument of namedChildren(list)) {
    if (argument.type === 'keyword_argument') {
      const value = argument.childForFieldName('value')?.text;
      values.set(argument.childForFieldName('name')?.text ?? '', value ?? '');
    } else if (!argument.type.endsWith('_splat')) values.set(String(position++), argument.text);
  }
  return values;
}

function percentValues(node: Node): FieldValues {
  if (node.type === 'dictionary') {
    return new Map(
      namedChildren(node).flatMap((pair) => {
        const key = pair.childForFieldName('key')?.namedChild(1)?.text;
        const value = pair.childForFieldName('value')?.text;
        return key === undefined || value === undefined ? [] : [[key, value] as const];
      }),
    );
  }
  const items = node.type === 'tuple' ? namedChildren(node) : [node];
  return new Map(items.map(({ text }, index) => [String(index), text]));
}

function isSum(node: Node): boolean {
  return node.type === 'binary_operator' && node.childForFieldName('operator')?.type === '+';
}

function literalPieces(node: Node, reading: Reading): readonly Piece[] | undefined {
  const { source, eol, base } = reading;
  const opening = node.firstChild;
  const closing = node.lastChild;
  if (opening?.type !== 'string_start' || closing?.type !== 'string_end') return undefined;
  const params = pythonParams(opening.text, eol);
  if (/b/i.test(String(params['prefix']))) return undefined;
  let pieces: readonly Piece[] = [];
  let offset = opening.endIndex;
  const decodeUpTo = (end: number) => {
    pieces = pieces.concat(decodePython(source, offset, end, params));
  };
  for (const child of node.namedChildren) {
    if (child?.type !== 'interpolation') continue;
    decodeUpTo(child.startIndex);
    pieces = pieces.concat(
      nestedPieces(child, reading, params) ?? [interpolationPiece(child, source, params)],
    );
    offset = child.endIndex;
  }
  // A line continuation before the quotes counts as part of the grammar's closing node.
  decodeUpTo(closing.endIndex - String(params['quote']).length);
  const encoding = { codec: 'python-string', params };
  if (pieces.length === 0) pieces = [{ kind: 'text', text: '', start: offset, end: offset, encoding }];
  return base === 0
    ? pieces
    : pieces.map((piece) => ({ ...piece, start: piece.start - base, end: piece.end - base }));
}

/** `f"{'literal'}"`: the inner literal is text of the outer one, though not every character can be written there. */
function nestedPieces(
  node: Node,
  reading: Reading,
  outer: Piece['encoding']['params'],
): readonly Piece[] | undefined {
  const [inner] = node.namedChildren;
  if (
    node.namedChildCount !== 1 ||
    !inner ||
    (inner.type !== 'string' && inner.type !== 'concatenated_string')
  ) {
    return undefined;
  }
  const pieces = piecesOf(inner, { ...deeper(reading), base: 0 });
  return pieces?.map((piece) => ({
    ...piece,
    encoding: { ...piece.encoding, params: { ...piece.encoding.params, nestedIn: String(outer['quote']) } },
  }));
}

function interpolationPiece(node: Node, source: string, params: Piece['encoding']['params']): Piece {
  const expression = node.childForFieldName('expression') ?? node.firstNamedChild;
  const notation = source.slice(node.startIndex, node.endIndex);
  return {
    kind: 'hole',
    text: '',
    start: node.startIndex,
    end: node.endIndex,
    expression: expression?.text ?? '',
    encoding: { codec: 'python-string', params: { ...params, notation } },
  };
}
