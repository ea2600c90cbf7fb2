import type { Node } from 'web-tree-sitter';
import type { Trim } from '../codecs/_trims.ts';
import type { RecordValue, Value } from '../values.ts';
import { imports, moduleFiles } from './_ecmascriptImports.ts';
import { keyOf, pathOf } from './_ecmascriptPaths.ts';
import { readJoin, readText } from './_ecmascriptText.ts';
import { namedChildren } from './_nodes.ts';
import { trimText } from './_trim.ts';
import {
  type Binding,
  deeper,
  type Handing,
  type Language,
  maximumDepth,
  type NodeRole,
  type Reading,
} from './types.ts';

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
  jsx_attribute: 'binding',
  return_statement: 'binding',
  call_expression: 'call',
  new_expression: 'call',
  array: 'list',
  object: 'record',
  function_declaration: 'scope',
  generator_function_declaration: 'scope',
  method_definition: 'scope',
  arrow_function: 'scope',
  function_expression: 'scope',
  class_declaration: 'scope',
  abstract_class_declaration: 'scope',
  enum_declaration: 'scope',
  import_statement: 'import',
  export_statement: 'binding',
  for_in_statement: 'handing',
  binary_expression: 'comparison',
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
export const ecmascript: Pick<
  Language,
  'roles' | 'scopeName' | 'binding' | 'handing' | 'callee' | 'read' | 'imports' | 'moduleFiles'
> = {
  roles,
  scopeName,
  binding,
  handing,
  callee: (node) => pathOf(node.childForFieldName('function') ?? node.childForFieldName('constructor')),
  read,
  imports,
  moduleFiles,
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
    case 'arrow_function':
      return field('body')?.type === 'statement_block' ? undefined : bind('', 'return', field('body'));
    case 'export_statement':
      return bind('default', 'variable', field('value'));
    case 'jsx_attribute':
      return bindAttribute(node);
    default:
      return undefined;
  }
}

function handing(node: Node): Handing | undefined {
  const into = node.childForFieldName('left') ?? node.childForFieldName('name');
  const value = node.childForFieldName('right') ?? node.childForFieldName('value');
  return into === null || value === null ? undefined : { into, value };
}

function bind(target: string | undefined, via: Binding['via'], value: Node | null): Binding | undefined {
  return target === undefined || value === null ? undefined : { target, via, value };
}

/** `<Chat initialMessages={[…]} />`; plain strings of attributes are words for people. */
function bindAttribute(node: Node): Binding | undefined {
  const expression = node.lastNamedChild;
  return expression?.type === 'jsx_expression'
    ? bind(keyOf(node.firstNamedChild), 'argument', expression.firstNamedChild)
    : undefined;
}

/** Calls that hand on what a function gives or does. */
const functionWrappers = new Set(['useMemo', 'useCallback', 'memo', 'cache', 'React.memo', 'React.cache']);

/** A function without a name of its own is called by what it is bound to. */
function scopeName(node: Node): string | undefined {
  const own = node.childForFieldName('name')?.text;
  if (own !== undefined || (node.type !== 'arrow_function' && node.type !== 'function_expression'))
    return own;
  let holder = node.parent;
  while (holder?.type === 'parenthesized_expression') holder = holder.parent;
  const call = holder?.type === 'arguments' ? holder.parent : null;
  if (call !== null && functionWrappers.has(pathOf(call.childForFieldName('function')) ?? ''))
    holder = call.parent;
  if (holder === null || !bindsFunctions.has(holder.type)) return undefined;
  return binding(holder)?.target;
}

const bindsFunctions = new Set([
  'variable_declarator',
  'assignment_expression',
  'pair',
  'public_field_definition',
  'field_definition',
]);

function read(node: Node, reading: Reading): Value {
  const start = node.startIndex - reading.base;
  const end = node.endIndex - reading.base;
  const inner = (child: Node | null): Value =>
    child === null ? { kind: 'opaque', start, end } : read(child, deeper(reading));
  if (reading.depth > maximumDepth) return { kind: 'opaque', start, end };
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
      return { kind: 'list', start, end, items: namedChildren(node).map(inner) };
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

function readRecord(node: Node, reading: Reading): RecordValue {
  const fields = new Map<string, Value>();
  const spreads: Value[] = [];
  for (const child of namedChildren(node)) {
    if (child.type === 'spread_element' && child.firstNamedChild !== null)
      spreads.push(read(child.firstNamedChild, deeper(reading)));
    else if (child.type === 'shorthand_property_identifier')
      fields.set(child.text, read(child, deeper(reading)));
    else {
      const bound = binding(child);
      if (bound !== undefined) fields.set(bound.target, read(bound.value, deeper(reading)));
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

const trimMethods: Readonly<Record<string, Trim>> = {
  trim: 'trim',
  trimStart: 'trimStart',
  trimEnd: 'trimEnd',
};
/** Template tags, or functions of a template, that take the indentation off and trim both ends. */
const dedents = new Set(['dedent', 'endent', 'stripIndent']);

function readTrimmed(call: Node, callee: string, reading: Reading): Value | undefined {
  const list = call.childForFieldName('arguments');
  const template = list?.type === 'template_string' ? list : list?.firstNamedChild;
  if (dedents.has(callee) && template?.type === 'template_string') {
    const text = readText(template, reading);
    return text && trimText(text, list === template ? 'tag' : 'tagCall', reading);
  }
  const target = call.childForFieldName('function');
  const method = target?.childForFieldName('property')?.text ?? '';
  const trim = Object.hasOwn(trimMethods, method) ? trimMethods[method] : undefined;
  const object = target?.childForFieldName('object');
  if (trim === undefined || !object) return undefined;
  const value = read(object, deeper(reading));
  if (value.kind === 'text') return trimText(value, trim, reading);
  if (value.kind !== 'name' && value.kind !== 'filled') return undefined;
  const start = call.startIndex - reading.base;
  return { kind: 'filled', start, end: call.endIndex - reading.base, template: value, values: new Map() };
}

/** The fields of the object literals among the arguments count as named arguments, as SDKs use them. */
function readCall(node: Node, reading: Reading): Value {
  const start = node.startIndex - reading.base;
  const end = node.endIndex - reading.base;
  const list = node.childForFieldName('arguments');
  const callee = pathOf(node.childForFieldName('function') ?? node.childForFieldName('constructor')) ?? '?';
  const trimmed = readTrimmed(node, callee, reading);
  if (trimmed !== undefined) return trimmed;
  if (list?.type === 'template_string') return readText(node, reading) ?? { kind: 'opaque', start, end };
  const joined = list === null ? undefined : readJoin(node, callee, reading);
  if (joined !== undefined) return joined;
  const positional = list === null ? [] : namedChildren(list).map((child) => read(child, deeper(reading)));
  const records = positional.filter((value): value is RecordValue => value.kind === 'record');
  const named: RecordValue = {
    kind: 'record',
    start,
    end,
    fields: new Map(records.flatMap(({ fields }) => [...fields])),
    spreads: records.flatMap(({ spreads }) => spreads),
  };
  return { kind: 'call', start, end, callee, positional, named };
}
