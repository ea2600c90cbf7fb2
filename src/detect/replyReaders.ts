import { type Fact, lastName } from './facts.ts';
import type { FlowValue } from './values.ts';

/** A flow and the fact it is the value of. */
interface Flow {
  readonly fact: Fact;
  readonly value: FlowValue;
}

const jsonReaders = new Set([
  ...['loads', 'parse', 'model_validate_json', 'safeParse', 'literal_eval', 'safe_load', 'eval'],
  ...['parse_raw', 'validate_json', 'raw_decode', 'jsonrepair', 'repair_json'],
]);
const partReaders = new Set([
  ...['int', 'float', 'Number', 'parseInt', 'parseFloat'],
  ...['split', 'splitlines', 'partition', 'search', 'match', 'matchAll', 'fullmatch', 'findall', 'finditer'],
]);
const wordReaders = new Set(['startswith', 'startsWith', 'endswith', 'endsWith', 'includes', '==', 'in']);

/** Calls that may read a reply, by the last part of their name. */
export const replyReaders: ReadonlySet<string> = new Set([...jsonReaders, ...partReaders, ...wordReaders]);

/** True for a call that may read a reply, by its whole name. */
export function isReplyReader(callee: string): boolean {
  const last = lastName(callee);
  if (last === 'parse') return /^JSON\.|schema|model|[A-Z]\w*\.parse$/i.test(callee);
  return last === 'eval' ? callee === last : replyReaders.has(last);
}

/** What a comparison reads a reply with; `undefined` where it looks for no word. */
export function comparisonIn(code: string): '==' | 'in' | undefined {
  if (code.length > 300 || /&&|\|\||\?\?/.test(code)) return undefined;
  if (/[!=]==?\s*["'`][^"'`]*[\p{L}\d]|[\p{L}\d][^"'`]*["'`]\s*[!=]==?/u.test(code)) return '==';
  return /[\w"'\])]\s+(?:not\s+)?in\s+[\w"'([{]/.test(code) ? 'in' : undefined;
}

/** The parts of a reply that hold no text for a reader. */
const otherPart = new Set([
  ...['arguments', 'args', 'tool_calls', 'toolCalls', 'function', 'function_call', 'usage', 'input'],
  ...['finish_reason', 'finishReason', 'stop_reason', 'stopReason', 'type', 'role', 'id', 'model', 'name'],
  ...['status', 'status_code', 'headers', 'created', 'object', 'parsed', 'output_parsed', 'length'],
]);
/** The parts that hold the text, and what leaves it as it is. */
const textPart = new Set([
  ...['choices', 'message', 'content', 'text', 'output_text', 'outputText', 'output', 'response', 'answer'],
  ...[
    'candidates',
    'parts',
    'delta',
    'data',
    'result',
    'value',
    'strip',
    'lstrip',
    'rstrip',
    'lower',
    'upper',
  ],
  ...['casefold', 'trim', 'trimStart', 'trimEnd', 'toLowerCase', 'toUpperCase', 'startswith', 'startsWith'],
  ...['endswith', 'endsWith', 'includes', 'at', 'get'],
]);
/** How many functions a reply is followed into. */
const deepest = 2;
/** The name of the flow that a function's parameters begin with. */
export const parametersFlow = '()';

/**
 * What reads the reply of `call`, such as `json.loads` or `int`: in the same function, or in one that the reply is given to.
 * What reads JSON decides: code often takes a reply apart before it parses what is left. `flowsIn` gives the flows of a scope.
 */
export function readerOf(call: Fact, flowsIn: (scope: string) => readonly Fact[]): string | undefined {
  const flows = flowsOf(call.scope, flowsIn);
  const taking = flows.filter((flow) => contains(flow, call));
  const direct = taking.flatMap(({ fact: { name } }) => (isJsonOrPart(name) ? [name] : []));
  const names = taking.flatMap(({ value: { targets, column } }) =>
    targets.map((name): [string, number] => [name, column]),
  );
  const later = flows.filter((flow) => placeOf(flow) >= call.end);
  const readers = [...direct, ...readersAmong(later, new Map(names), call.scope, flowsIn, 0)];
  const [best] = [isJson, isJsonOrPart, () => true].flatMap((is) => readers.find(is) ?? []);
  return best === undefined ? undefined : spokenName(best);
}

function flowsOf(scope: string, flowsIn: (scope: string) => readonly Fact[]): readonly Flow[] {
  return flowsIn(scope)
    .flatMap((fact) => (fact.value.kind === 'flow' ? [{ fact, value: fact.value }] : []))
    .sort((a, b) => placeOf(a) - placeOf(b));
}

function placeOf({ fact, value }: Flow): number {
  return fact.start + value.start;
}

/** True where the call is the value of a flow, or a part of it; `responses.parse` does not read itself. */
function contains({ fact, value }: Flow, { start, end }: Fact): boolean {
  if (fact.name !== '' && fact.start === start && fact.end === end) return false;
  return fact.start + value.start <= start && end <= fact.start + value.end;
}

/** Follows names from the first flow to the last; `held` are those that hold the reply or parts of it, and how far they are indented. */
function readersAmong(
  flows: readonly Flow[],
  held: Map<string, number>,
  scope: string,
  flowsIn: (scope: string) => readonly Fact[],
  depth: number,
): readonly string[] {
  const readers: string[] = [];
  for (const { fact, value } of flows) {
    if (held.size === 0) break;
    const used = value.sources.flatMap((path) => {
      const parts = partOf(path, held);
      return parts === undefined ? [] : [parts];
    });
    if (used.some((parts) => fact.name !== '' && reads(fact.name, parts))) readers.push(fact.name);
    if (used.length > 0 && depth < deepest)
      for (const callee of value.calls)
        for (const reader of readersIn(callee, scope, flowsIn, depth + 1)) readers.push(reader);
    for (const target of value.targets) {
      if (used.length > 0) held.set(target, value.column);
      else if (!value.adds && value.column <= (held.get(target) ?? -1)) held.delete(target);
    }
  }
  return readers;
}

/** What reads the parameters of a function of the same file. */
function readersIn(
  callee: string,
  scope: string,
  flowsIn: (scope: string) => readonly Fact[],
  depth: number,
): readonly string[] {
  const name = /^(?:(?:self|this|cls)\.)?([\w$]+)$/.exec(callee)?.[1];
  if (name === undefined || replyReaders.has(name)) return [];
  for (let around = scope; ; around = around.slice(0, Math.max(0, around.lastIndexOf('.')))) {
    const inner = around === '' ? name : `${around}.${name}`;
    const flows = flowsOf(inner, flowsIn);
    const [parameters, ...body] = flows;
    if (parameters?.fact.name === parametersFlow) {
      const held = new Map(
        parameters.value.targets.map((each): [string, number] => [each, parameters.value.column]),
      );
      return readersAmong(body, held, inner, flowsIn, depth);
    }
    if (around === '') return [];
  }
}

/** The parts that a path takes of a held name; `undefined` for other names, and for parts that hold no text. */
function partOf(path: string, held: ReadonlyMap<string, number>): readonly string[] | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    if (!held.has(path.slice(0, end))) continue;
    const parts = path
      .slice(end + 1)
      .split('.')
      .filter((part) => part !== '');
    return parts.some((part) => otherPart.has(part)) ? undefined : parts;
  }
  return undefined;
}

/** Words are looked for in much else: there the path has to lead to the text. */
function reads(reader: string, parts: readonly string[]): boolean {
  return isJsonOrPart(reader) || parts.every((part) => textPart.has(part));
}

function isJson(reader: string): boolean {
  return jsonReaders.has(lastName(reader));
}

function isJsonOrPart(reader: string): boolean {
  return isJson(reader) || partReaders.has(lastName(reader));
}

/** A method is spoken of without the value it is called on, a function with its module. */
function spokenName(callee: string): string {
  return isJson(callee) || /^(?:re|regex)\./.test(callee) ? callee : lastName(callee);
}
