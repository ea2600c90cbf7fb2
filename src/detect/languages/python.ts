import type { Node } from 'web-tree-sitter';
import { decodePython, pythonParams } from '../codecs/pythonString.ts';
import type { Piece } from '../codecs/types.ts';
import type { RecordValue, TextValue, Value } from '../values.ts';
import { flattenChain, joinOperands, uniqueHoleNames } from './_compose.ts';
import { type Binding, defineLanguage, type NodeRole, type Reading } from './types.ts';

const roles: Readonly<Record<string, NodeRole>> = {
  assignment: 'binding',
  augmented_assignment: 'binding',
  default_parameter: 'binding',
  typed_default_parameter: 'binding',
  keyword_argument: 'binding',
  pair: 'binding',
  return_statement: 'binding',
  call: 'call',
  list: 'list',
  tuple: 'list',
  dictionary: 'record',
  function_definition: 'scope',
  class_definition: 'scope',
  import_statement: 'leaf',
  import_from_statement: 'leaf',
  string: 'leaf',
  concatenated_string: 'leaf',
  comment: 'leaf',
  type: 'leaf',
};

export const python = defineLanguage({
  id: 'python',
  grammar: 'python',
  languageIds: ['python'],
  extensions: ['.py', '.pyi', '.pyw'],
  roles,
  scopeName: (node) => node.childForFieldName('name')?.text,
  binding,
  callee: (node) => pathOf(node.childForFieldName('function')),
  read,
});

function binding(node: Node): Binding | undefined {
  switch (node.type) {
    case 'assignment':
      return bind(pathOf(node.childForFieldName('left')), 'variable', node.childForFieldName('right'));
    case 'augmented_assignment':
      return bind(pathOf(node.childForFieldName('left')), 'addition', node.childForFieldName('right'));
    case 'default_parameter':
    case 'typed_default_parameter':
      return bind(pathOf(node.childForFieldName('name')), 'parameter', node.childForFieldName('value'));
    case 'keyword_argument':
      return bind(pathOf(node.childForFieldName('name')), 'argument', node.childForFieldName('value'));
    case 'pair':
      return bind(keyOf(node.childForFieldName('key')), 'property', node.childForFieldName('value'));
    case 'return_statement':
      return bind('', 'return', node.firstNamedChild);
    default:
      return undefined;
  }
}

function bind(target: string | undefined, via: Binding['via'], value: Node | null): Binding | undefined {
  return target === undefined || value === null ? undefined : { target, via, value };
}

function pathOf(node: Node | null): string | undefined {
  if (node?.type === 'identifier') return node.text;
  if (node?.type === 'subscript') return entryPath(node);
  if (node?.type !== 'attribute') return undefined;
  const object = node.childForFieldName('object');
  const owner = object?.type === 'call' ? pathOf(object.childForFieldName('function')) : pathOf(object);
  const name = node.childForFieldName('attribute')?.text ?? '';
  return owner === undefined ? `?.${name}` : `${owner}.${name}`;
}

/** `PROMPTS["system"]` reads as `PROMPTS.system`. */
function entryPath(node: Node): string | undefined {
  const owner = pathOf(node.childForFieldName('value'));
  const index = node.childForFieldName('subscript');
  const key = index?.type === 'string' ? keyOf(index) : undefined;
  return owner === undefined || key === undefined ? undefined : `${owner}.${key}`;
}

function keyOf(node: Node | null): string | undefined {
  if (node?.type === 'string')
    return node.namedChildren.find((child) => child?.type === 'string_content')?.text ?? '';
  return pathOf(node);
}

function read(node: Node, reading: Reading): Value {
  const start = node.startIndex - reading.base;
  const end = node.endIndex - reading.base;
  const inner = (child: Node | null): Value =>
    child === null ? { kind: 'opaque', start, end } : read(child, reading);
  switch (node.type) {
    case 'string':
    case 'concatenated_string':
    case 'binary_operator':
      return readText(node, reading) ?? { kind: 'opaque', start, end };
    case 'parenthesized_expression':
    case 'await':
    case 'type_conversion':
      return inner(node.firstNamedChild);
    case 'named_expression':
      return inner(node.childForFieldName('value'));
    case 'conditional_expression':
      return { kind: 'choice', start, end, options: [inner(node.namedChild(0)), inner(node.namedChild(2))] };
    case 'boolean_operator':
      return {
        kind: 'choice',
        start,
        end,
        options: [inner(node.childForFieldName('left')), inner(node.childForFieldName('right'))],
      };
    case 'list':
    case 'tuple':
      return { kind: 'list', start, end, items: children(node).map(inner) };
    case 'list_splat':
      return { kind: 'spread', start, end, value: inner(node.firstNamedChild) };
    case 'dictionary':
      return readRecord(node, reading);
    case 'identifier':
    case 'attribute':
    case 'subscript':
      return { kind: 'name', start, end, path: pathOf(node) ?? '?' };
    case 'call':
      return readCall(node, reading);
    case 'integer':
    case 'float':
      return { kind: 'constant', start, end, value: Number(node.text.replaceAll('_', '')) };
    case 'true':
    case 'false':
      return { kind: 'constant', start, end, value: node.type === 'true' };
    case 'none':
      return { kind: 'constant', start, end, value: null };
    default:
      return { kind: 'opaque', start, end };
  }
}

function children(node: Node): readonly Node[] {
  return node.namedChildren.filter((child): child is Node => child !== null && child.type !== 'comment');
}

function readRecord(node: Node, reading: Reading): RecordValue {
  const fields: Record<string, Value> = {};
  const spreads: Value[] = [];
  for (const child of children(node)) {
    const bound = child.type === 'dictionary_splat' ? undefined : binding(child);
    if (bound !== undefined) fields[bound.target] = read(bound.value, reading);
    else if (child.type === 'dictionary_splat' && child.firstNamedChild !== null) {
      spreads.push(read(child.firstNamedChild, reading));
    }
  }
  return {
    kind: 'record',
    start: node.startIndex - reading.base,
    end: node.endIndex - reading.base,
    fields,
    spreads,
  };
}

function readCall(node: Node, reading: Reading): Value {
  const start = node.startIndex - reading.base;
  const end = node.endIndex - reading.base;
  const list = node.childForFieldName('arguments');
  const callee = pathOf(node.childForFieldName('function')) ?? '?';
  const wrapped = transparent.has(callee) ? wrappedText(node, reading) : undefined;
  if (wrapped !== undefined) return wrapped;
  if (list?.type !== 'argument_list') return { kind: 'opaque', start, end };
  const positional = children(list)
    .filter(({ type }) => type !== 'keyword_argument' && type !== 'dictionary_splat')
    .map((child) => read(child, reading));
  return { kind: 'call', start, end, callee, positional, named: readRecord(list, reading) };
}

/** Calls that hand a literal on, at most trimmed or filled: the literal is what the author wrote for the model. */
const transparent = new Set([
  '?.strip',
  '?.lstrip',
  '?.rstrip',
  '?.format',
  'dedent',
  'textwrap.dedent',
  'inspect.cleandoc',
  'cleandoc',
]);

function wrappedText(call: Node, reading: Reading): TextValue | undefined {
  const target = call.childForFieldName('function');
  const literal =
    target?.type === 'attribute' && target.childForFieldName('object')?.type !== 'identifier'
      ? target.childForFieldName('object')
      : call.childForFieldName('arguments')?.firstNamedChild;
  const value = literal ? read(literal, reading) : undefined;
  return value?.kind === 'text' ? value : undefined;
}

function readText(node: Node, reading: Reading): TextValue | undefined {
  const pieces = piecesOf(node, reading);
  if (pieces === undefined) return undefined;
  return {
    kind: 'text',
    start: node.startIndex - reading.base,
    end: node.endIndex - reading.base,
    pieces: uniqueHoleNames(pieces),
  };
}

/** The pieces of a literal or a chain of literals; `undefined` where the expression is no text. */
function piecesOf(node: Node, reading: Reading): readonly Piece[] | undefined {
  if (node.type === 'string') return literalPieces(node, reading);
  if (node.type === 'concatenated_string') {
    const parts = children(node).map((child) => literalPieces(child, reading));
    return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
  }
  if (node.type === 'parenthesized_expression' && node.firstNamedChild !== null) {
    return piecesOf(node.firstNamedChild, reading);
  }
  if (node.type === 'binary_operator' && node.childForFieldName('operator')?.type === '%') {
    const template = node.childForFieldName('left');
    return template === null ? undefined : piecesOf(template, reading);
  }
  return isSum(node) ? sumPieces(node, reading) : undefined;
}

function isSum(node: Node): boolean {
  return node.type === 'binary_operator' && node.childForFieldName('operator')?.type === '+';
}

function sumPieces(node: Node, reading: Reading): readonly Piece[] | undefined {
  const operands = flattenChain(node, isSum, (sum) => [
    sum.childForFieldName('left'),
    sum.childForFieldName('right'),
  ]);
  const read = operands.map((operand) => {
    const start = operand.startIndex - reading.base;
    const end = operand.endIndex - reading.base;
    const pieces = piecesOf(operand, reading);
    return pieces === undefined
      ? { start, end, expression: operand.text }
      : ({ kind: 'text', start, end, pieces } satisfies TextValue);
  });
  return read.some((operand) => 'pieces' in operand) ? joinOperands(read) : undefined;
}

function literalPieces(node: Node, reading: Reading): readonly Piece[] | undefined {
  const { source, eol, base } = reading;
  const opening = node.firstChild;
  const closing = node.lastChild;
  if (opening?.type !== 'string_start' || closing?.type !== 'string_end') return undefined;
  const params = pythonParams(opening.text, eol);
  if (/b/i.test(String(params['prefix']))) return undefined;
  const pieces: Piece[] = [];
  let offset = opening.endIndex;
  const decodeUpTo = (end: number) => pieces.push(...decodePython(source, offset, end, params));
  for (const child of node.namedChildren) {
    if (child?.type !== 'interpolation') continue;
    decodeUpTo(child.startIndex);
    pieces.push(...(nestedPieces(child, reading, params) ?? [interpolationPiece(child, source, params)]));
    offset = child.endIndex;
  }
  // A line continuation before the quotes counts as part of the grammar's closing node.
  decodeUpTo(closing.endIndex - String(params['quote']).length);
  const encoding = { codec: 'python-string', params };
  if (pieces.length === 0) pieces.push({ kind: 'text', text: '', start: offset, end: offset, encoding });
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
  const pieces = piecesOf(inner, { ...reading, base: 0 });
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
