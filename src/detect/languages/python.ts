import type { Node } from 'web-tree-sitter';
import type { Trim } from '../codecs/_trims.ts';
import { fillTemplate } from '../fillTemplate.ts';
import type { RecordValue, Value } from '../values.ts';
import { uniqueHoleNames } from './_compose.ts';
import { namedChildren } from './_nodes.ts';
import { imports, moduleFiles, submodule } from './_pythonImports.ts';
import { filledTemplate, readJoin, readText } from './_pythonText.ts';
import { trimText } from './_trim.ts';
import {
  type Binding,
  deeper,
  defineLanguage,
  type Handing,
  maximumDepth,
  maximumPath,
  type NodeRole,
  type Reading,
} from './types.ts';

const roles: Readonly<Record<string, NodeRole>> = {
  assignment: 'binding',
  augmented_assignment: 'binding',
  default_parameter: 'binding',
  typed_default_parameter: 'binding',
  keyword_argument: 'binding',
  pair: 'binding',
  return_statement: 'binding',
  call: 'call',
  binary_operator: 'call',
  list: 'list',
  tuple: 'list',
  dictionary: 'record',
  function_definition: 'scope',
  class_definition: 'scope',
  lambda: 'scope',
  decorated_definition: 'decorated',
  import_statement: 'import',
  import_from_statement: 'import',
  for_statement: 'handing',
  for_in_clause: 'handing',
  as_pattern: 'handing',
  named_expression: 'handing',
  comparison_operator: 'comparison',
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
  templates: 'format',
  // The grammar's scanner keeps two bytes for each open block in a buffer of 1,024 and writes past its end.
  tooDeep: /^[ \t]{500}/m,
  scopeName,
  binding,
  handing,
  callee,
  decorators,
  read,
  imports,
  moduleFiles,
  submodule,
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
    case 'lambda':
      return bind('', 'return', node.childForFieldName('body'));
    default:
      return undefined;
  }
}

function handing(node: Node): Handing | undefined {
  const into =
    node.childForFieldName('left') ?? node.childForFieldName('alias') ?? node.childForFieldName('name');
  const value = node.childForFieldName('right') ?? node.childForFieldName('value') ?? node.firstNamedChild;
  return into === null || value === null ? undefined : { into, value };
}

/** `@agent.system_prompt`, `@agent.system_prompt(dynamic=True)`. */
function decorators(node: Node): readonly string[] {
  return namedChildren(node).flatMap((child) => {
    const inner = child.type === 'decorator' ? child.firstNamedChild : null;
    return pathOf(inner?.type === 'call' ? inner.childForFieldName('function') : inner) ?? [];
  });
}

/** A lambda is called by what it is bound to. */
function scopeName(node: Node): string | undefined {
  if (node.type !== 'lambda') return node.childForFieldName('name')?.text;
  const holder = node.parent;
  return holder?.type === 'assignment' || holder?.type === 'pair' || holder?.type === 'keyword_argument'
    ? binding(holder)?.target
    : undefined;
}

/** A chain reads as calls: `prompt | llm` as `prompt.pipe(llm)`. */
function callee(node: Node): string | undefined {
  if (node.type === 'call') return pathOf(node.childForFieldName('function'));
  if (node.childForFieldName('operator')?.type !== '|') return undefined;
  const left = node.childForFieldName('left');
  const last = left?.type === 'binary_operator' ? left.childForFieldName('right') : left;
  return `${pathOf(last?.type === 'call' ? last.childForFieldName('function') : (last ?? null)) ?? '?'}.pipe`;
}

function bind(target: string | undefined, via: Binding['via'], value: Node | null): Binding | undefined {
  return target === undefined || value === null ? undefined : { target, via, value };
}

function pathOf(node: Node | null, depth = 0): string | undefined {
  if (node === null || depth > maximumPath) return undefined;
  if (node.type === 'identifier') return node.text;
  if (node.type === 'subscript') return entryPath(node, depth);
  if (node.type !== 'attribute') return undefined;
  const object = node.childForFieldName('object');
  const target = object?.type === 'call' ? object.childForFieldName('function') : object;
  const owner = pathOf(target ?? null, depth + 1);
  return `${owner ?? '?'}.${node.childForFieldName('attribute')?.text ?? ''}`;
}

/** `PROMPTS["system"]` reads as `PROMPTS.system`, `messages[0]` as `messages`. */
function entryPath(node: Node, depth: number): string | undefined {
  const owner = pathOf(node.childForFieldName('value'), depth + 1);
  const index = node.childForFieldName('subscript');
  if (index?.type === 'integer') return owner;
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
    child === null ? { kind: 'opaque', start, end } : read(child, deeper(reading));
  if (reading.depth > maximumDepth) return { kind: 'opaque', start, end };
  switch (node.type) {
    case 'string':
    case 'concatenated_string':
    case 'binary_operator':
      return (
        readText(node, reading) ??
        readFilled(node, reading) ??
        readPipe(node, reading) ?? { kind: 'opaque', start, end }
      );
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
    case 'expression_list':
      return { kind: 'list', start, end, items: namedChildren(node).map(inner) };
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

function readPipe(node: Node, reading: Reading): Value | undefined {
  const path = callee(node);
  const model = node.childForFieldName('right');
  if (path === undefined || model === null) return undefined;
  const right = read(model, deeper(reading));
  const start = node.startIndex - reading.base;
  const end = node.endIndex - reading.base;
  const named: RecordValue = { kind: 'record', start, end, fields: new Map(), spreads: [] };
  return { kind: 'call', start, end, callee: path, positional: [right], named };
}

function readRecord(node: Node, reading: Reading): RecordValue {
  const fields = new Map<string, Value>();
  const spreads: Value[] = [];
  for (const child of namedChildren(node)) {
    const bound = child.type === 'dictionary_splat' ? undefined : binding(child);
    if (bound !== undefined) fields.set(bound.target, read(bound.value, deeper(reading)));
    else if (child.type === 'dictionary_splat' && child.firstNamedChild !== null) {
      spreads.push(read(child.firstNamedChild, deeper(reading)));
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
  const trimmed = readTrimmed(node, callee, reading);
  if (trimmed !== undefined) return trimmed;
  const joined = readJoin(node, callee, reading);
  if (joined !== undefined) return joined;
  const filled = readTemplate(node, callee, reading) ?? readText(node, reading) ?? readFilled(node, reading);
  if (filled !== undefined) return filled;
  if (list?.type !== 'argument_list') return { kind: 'opaque', start, end };
  if (callee === 'dict' && list.namedChildCount > 0 && namedChildren(list).every(isNamed))
    return readRecord(list, reading);
  const positional = namedChildren(list)
    .filter((child) => !isNamed(child))
    .map((child) => read(child, deeper(reading)));
  return { kind: 'call', start, end, callee, positional, named: readRecord(list, reading) };
}

function isNamed({ type }: Node): boolean {
  return type === 'keyword_argument' || type === 'dictionary_splat';
}

/** `PROMPT.format(…)`, `PROMPT % …`: a template that stands elsewhere. */
function readFilled(node: Node, reading: Reading): Value | undefined {
  const filled = filledTemplate(node);
  if (filled === undefined) return undefined;
  const { template, filling, values } = filled;
  const inner = read(template, deeper(reading));
  const start = node.startIndex - reading.base;
  if (inner.kind === 'text')
    return { ...inner, pieces: uniqueHoleNames(fillTemplate(inner.pieces, filling, values)) };
  if (inner.kind !== 'name' && inner.kind !== 'filled') return undefined;
  return { kind: 'filled', start, end: node.endIndex - reading.base, template: inner, filling, values };
}

/** `Template("…{{ name }}…")` of Jinja. Other templates of that name have no such marks, and stay as they are written. */
function readTemplate(call: Node, callee: string, reading: Reading): Value | undefined {
  if (callee.split('.').at(-1) !== 'Template') return undefined;
  const argument = call.childForFieldName('arguments')?.firstNamedChild;
  if (!argument) return undefined;
  const inner = read(argument, deeper(reading));
  return inner.kind === 'text'
    ? { ...inner, pieces: uniqueHoleNames(fillTemplate(inner.pieces, 'jinja')) }
    : undefined;
}

const trimMethods: Readonly<Record<string, Trim>> = { strip: 'strip', lstrip: 'lstrip', rstrip: 'rstrip' };
const trimFunctions: Readonly<Record<string, Trim>> = {
  dedent: 'dedent',
  'textwrap.dedent': 'dedent',
  cleandoc: 'cleandoc',
  'inspect.cleandoc': 'cleandoc',
};

/** `"…".strip()`, `textwrap.dedent(PROMPT)`: what the author wrote for the model, without its ends or its indentation. */
function readTrimmed(call: Node, callee: string, reading: Reading): Value | undefined {
  const target = call.childForFieldName('function');
  const argument = call.childForFieldName('arguments')?.firstNamedChild ?? null;
  const own = Object.hasOwn(trimFunctions, callee) ? trimFunctions[callee] : undefined;
  const method = target?.childForFieldName('attribute')?.text ?? '';
  const isMethod = own === undefined && Object.hasOwn(trimMethods, method);
  const template = isMethod ? target?.childForFieldName('object') : own && argument;
  if (!template) return undefined;
  const value = read(template, deeper(reading));
  const trim = isMethod ? (argument === null ? trimMethods[method] : undefined) : own;
  if (value.kind === 'text') return trim === undefined ? value : trimText(value, trim, reading);
  if (value.kind !== 'name' && value.kind !== 'filled') return undefined;
  const start = call.startIndex - reading.base;
  return { kind: 'filled', start, end: call.endIndex - reading.base, template: value, values: new Map() };
}
