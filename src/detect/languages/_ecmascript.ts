import type { Node } from 'web-tree-sitter';
import { decodeEcmascript, ecmascriptParams } from '../codecs/ecmascriptString.ts';
import type { Piece } from '../codecs/types.ts';
import type { RecordValue, TextValue, Value } from '../values.ts';
import { flattenChain, joinOperands, uniqueHoleNames } from './_compose.ts';
import type { Binding, Language, NodeRole, Reading } from './types.ts';

const roles: Readonly<Record<string, NodeRole>> = {
  variable_declarator: 'binding',
  assignment_expression: 'binding',
  augmented_assignment_expression: 'binding',
  public_field_definition: 'binding',
  field_definition: 'binding',
  required_parameter: 'binding',
  optional_parameter: 'binding',
  assignment_pattern: 'binding',
  object_assignment_pattern: 'binding',
  enum_assignment: 'binding',
  pair: 'binding',
  return_statement: 'binding',
  call_expression: 'call',
  new_expression: 'call',
  array: 'list',
  object: 'record',
  function_declaration: 'scope',
  generator_function_declaration: 'scope',
  method_definition: 'scope',
  class_declaration: 'scope',
  abstract_class_declaration: 'scope',
  enum_declaration: 'scope',
  import_statement: 'leaf',
  string: 'leaf',
  comment: 'leaf',
  type_annotation: 'leaf',
  type_arguments: 'leaf',
  interface_declaration: 'leaf',
  type_alias_declaration: 'leaf',
  jsx_text: 'leaf',
  regex: 'leaf',
};

/** What JavaScript, TypeScript and TSX share: all but grammar and file names. */
export const ecmascript: Pick<Language, 'roles' | 'scopeName' | 'binding' | 'callee' | 'read'> = {
  roles,
  scopeName: (node) => node.childForFieldName('name')?.text,
  binding,
  callee: (node) => pathOf(node.childForFieldName('function') ?? node.childForFieldName('constructor')),
  read,
};

function binding(node: Node): Binding | undefined {
  const field = (name: string) => node.childForFieldName(name);
  switch (node.type) {
    case 'variable_declarator':
      return bind(pathOf(field('name')), 'variable', field('value'));
    case 'assignment_expression':
      return bind(pathOf(field('left')), 'variable', field('right'));
    case 'augmented_assignment_expression':
      return bind(pathOf(field('left')), 'addition', field('right'));
    case 'assignment_pattern':
    case 'object_assignment_pattern':
      return bind(pathOf(field('left')), 'parameter', field('right'));
    case 'public_field_definition':
    case 'field_definition':
      return bind(keyOf(field('name') ?? field('property')), 'variable', field('value'));
    case 'enum_assignment':
      return bind(keyOf(field('name')), 'property', field('value'));
    case 'required_parameter':
    case 'optional_parameter':
      return bind(pathOf(field('pattern')), 'parameter', field('value'));
    case 'pair':
      return bind(keyOf(field('key')), 'property', field('value'));
    case 'return_statement':
      return bind('', 'return', node.firstNamedChild);
    default:
      return undefined;
  }
}

function bind(target: string | undefined, via: Binding['via'], value: Node | null): Binding | undefined {
  return target === undefined || value === null ? undefined : { target, via, value };
}

const identifiers = new Set([
  'identifier',
  'this',
  'shorthand_property_identifier',
  'shorthand_property_identifier_pattern',
  'property_identifier',
  'private_property_identifier',
]);

function pathOf(node: Node | null): string | undefined {
  if (node === null) return undefined;
  if (identifiers.has(node.type)) return node.text;
  if (
    node.type === 'non_null_expression' ||
    node.type === 'parenthesized_expression' ||
    node.type === 'await_expression'
  ) {
    return pathOf(node.firstNamedChild);
  }
  if (node.type === 'new_expression') return pathOf(node.childForFieldName('constructor'));
  if (node.type === 'subscript_expression') return entryPath(node);
  if (node.type !== 'member_expression') return undefined;
  const object = node.childForFieldName('object');
  const owner =
    object?.type === 'call_expression' ? pathOf(object.childForFieldName('function')) : pathOf(object);
  const name = node.childForFieldName('property')?.text ?? '';
  return owner === undefined ? `?.${name}` : `${owner}.${name}`;
}

/** `prompts['system']` reads as `prompts.system`. */
function entryPath(node: Node): string | undefined {
  const owner = pathOf(node.childForFieldName('object'));
  const index = node.childForFieldName('index');
  const key = index?.type === 'string' ? keyOf(index) : undefined;
  return owner === undefined || key === undefined ? undefined : `${owner}.${key}`;
}

function keyOf(node: Node | null): string | undefined {
  if (node?.type === 'string') return node.text.slice(1, -1);
  return node !== null && identifiers.has(node.type) ? node.text : undefined;
}

function read(node: Node, reading: Reading): Value {
  const start = node.startIndex - reading.base;
  const end = node.endIndex - reading.base;
  const inner = (child: Node | null): Value =>
    child === null ? { kind: 'opaque', start, end } : read(child, reading);
  const operator = () => node.childForFieldName('operator')?.type;
  switch (node.type) {
    case 'string':
    case 'template_string':
      return readText(node, reading) ?? { kind: 'opaque', start, end };
    case 'binary_expression':
      if (operator() === '??' || operator() === '||') {
        return {
          kind: 'choice',
          start,
          end,
          options: [inner(node.childForFieldName('left')), inner(node.childForFieldName('right'))],
        };
      }
      return readText(node, reading) ?? { kind: 'opaque', start, end };
    case 'parenthesized_expression':
    case 'await_expression':
    case 'as_expression':
    case 'satisfies_expression':
    case 'non_null_expression':
      return inner(node.firstNamedChild);
    case 'ternary_expression':
      return {
        kind: 'choice',
        start,
        end,
        options: [inner(node.childForFieldName('consequence')), inner(node.childForFieldName('alternative'))],
      };
    case 'array':
      return { kind: 'list', start, end, items: children(node).map(inner) };
    case 'spread_element':
      return { kind: 'spread', start, end, value: inner(node.firstNamedChild) };
    case 'object':
      return readRecord(node, reading);
    case 'identifier':
    case 'member_expression':
    case 'subscript_expression':
    case 'shorthand_property_identifier':
      return { kind: 'name', start, end, path: pathOf(node) ?? '?' };
    case 'call_expression':
    case 'new_expression':
      return readCall(node, reading);
    case 'number':
      return { kind: 'constant', start, end, value: Number(node.text.replaceAll('_', '')) };
    case 'true':
    case 'false':
      return { kind: 'constant', start, end, value: node.type === 'true' };
    case 'null':
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
    if (child.type === 'spread_element' && child.firstNamedChild !== null)
      spreads.push(read(child.firstNamedChild, reading));
    else if (child.type === 'shorthand_property_identifier') fields[child.text] = read(child, reading);
    else {
      const bound = binding(child);
      if (bound !== undefined) fields[bound.target] = read(bound.value, reading);
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

const trims = new Set(['?.trim', '?.trimStart', '?.trimEnd']);

/** The fields of the object literals among the arguments count as named arguments, as SDKs use them. */
function readCall(node: Node, reading: Reading): Value {
  const start = node.startIndex - reading.base;
  const end = node.endIndex - reading.base;
  const list = node.childForFieldName('arguments');
  if (list?.type === 'template_string') return readText(node, reading) ?? { kind: 'opaque', start, end };
  const callee = pathOf(node.childForFieldName('function') ?? node.childForFieldName('constructor')) ?? '?';
  const trimmed = trims.has(callee)
    ? node.childForFieldName('function')?.childForFieldName('object')
    : undefined;
  const literal = trimmed ? readText(trimmed, reading) : undefined;
  if (literal !== undefined) return literal;
  const joined = list === null ? undefined : readJoin(node, callee, reading);
  if (joined !== undefined) return joined;
  const positional = list === null ? [] : children(list).map((child) => read(child, reading));
  const records = positional.filter((value): value is RecordValue => value.kind === 'record');
  const named: RecordValue = {
    kind: 'record',
    start,
    end,
    fields: Object.assign({}, ...records.map(({ fields }) => fields)) as Readonly<Record<string, Value>>,
    spreads: records.flatMap(({ spreads }) => spreads),
  };
  return { kind: 'call', start, end, callee, positional, named };
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

/** `['line', 'line'].join('\n')`: each separator stands for the gap between two items. */
function readJoin(node: Node, callee: string, reading: Reading): TextValue | undefined {
  if (callee !== '?.join') return undefined;
  const list = node.childForFieldName('function')?.childForFieldName('object');
  const argument = node.childForFieldName('arguments')?.firstNamedChild;
  if (list?.type !== 'array' || argument?.type !== 'string') return undefined;
  const separator = (piecesOf(argument, reading) ?? []).map(({ text }) => text).join('');
  const pieces: Piece[] = [];
  for (const item of children(list)) {
    const start = item.startIndex - reading.base;
    const own = piecesOf(item, reading);
    const last = pieces.at(-1);
    if (last !== undefined && separator !== '') pieces.push(separatorPiece(separator, last.end, start));
    const operand = { start, end: item.endIndex - reading.base, expression: item.text };
    pieces.push(...(own ?? joinOperands([operand, emptyText(operand.end)]).slice(0, 1)));
  }
  if (!pieces.some(({ kind }) => kind === 'text')) return undefined;
  return {
    kind: 'text',
    start: node.startIndex - reading.base,
    end: node.endIndex - reading.base,
    pieces: uniqueHoleNames(pieces),
  };
}

function emptyText(at: number): TextValue {
  return { kind: 'text', start: at, end: at, pieces: [] };
}

function separatorPiece(text: string, start: number, end: number): Piece {
  return {
    kind: 'escape',
    text,
    start: start + 1,
    end: end - 1,
    encoding: { codec: 'separator', params: {} },
  };
}

/** The pieces of a literal or a chain of literals; `undefined` where the expression is no text. */
function piecesOf(node: Node, reading: Reading): readonly Piece[] | undefined {
  switch (node.type) {
    case 'string':
      return stringPieces(node, reading);
    case 'template_string':
      return templatePieces(node, false, reading);
    case 'parenthesized_expression':
    case 'as_expression':
    case 'satisfies_expression':
      return node.firstNamedChild === null ? undefined : piecesOf(node.firstNamedChild, reading);
    case 'call_expression':
      return rawPieces(node, reading);
    default:
      return isSum(node) ? sumPieces(node, reading) : undefined;
  }
}

function isSum(node: Node): boolean {
  return node.type === 'binary_expression' && node.childForFieldName('operator')?.type === '+';
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
  const pieces: Piece[] = [];
  let offset = node.startIndex + 1;
  for (const child of node.namedChildren) {
    if (child?.type !== 'template_substitution') continue;
    pieces.push(
      ...decodeEcmascript(source, offset, child.startIndex, params),
      substitutionPiece(child, source, params),
    );
    offset = child.endIndex;
  }
  pieces.push(...decodeEcmascript(source, offset, node.endIndex - 1, params));
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
