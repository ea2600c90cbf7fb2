import { allAround, type Fact, lastName } from './facts.ts';
import type { Value } from './values.ts';

const jsonReaders = new Set(['loads', 'parse', 'model_validate_json', 'safeParse', 'literal_eval']);
const textReaders = new Set([
  ...['int', 'float', 'Number', 'parseInt', 'parseFloat'],
  ...['split', 'splitlines', 'search', 'match', 'matchAll', 'fullmatch', 'findall', 'finditer'],
]);
/** What code calls a reply, or the part of it that holds the text. */
const replyName =
  /^(?:content|text|output|outputs?_?text|answer|repl(?:y|ies)|response|result|completion|match|cleaned|raw|message|generated|.*json.*|.*_(?:text|reply|response|answer|output|content))$/i;
/** The parts of a reply that hold no text for a reader. */
const otherPart = /(?:^|\.)(?:arguments|args|tool_calls|toolCalls|function|function_call|usage)(?:\.|$)/;
const deepest = 4;

/** Calls that may read a reply, by the last part of their name. */
export const replyReaders: ReadonlySet<string> = new Set([...jsonReaders, ...textReaders]);

/** True for a call that may read a reply, by its whole name. */
export function isReplyReader(callee: string): boolean {
  const last = lastName(callee);
  return last === 'parse' ? /^JSON\.|schema|model|[A-Z]\w*\.parse$/i.test(callee) : replyReaders.has(last);
}

/**
 * The call among those of the same function that reads the reply of `call`, such as `json.loads` or `int`. What reads JSON
 * decides: code often takes a reply apart before it parses what is left.
 */
export function readerOf(call: Fact, candidates: readonly Fact[]): string | undefined {
  const later = candidates.filter(({ start }) => start > call.start);
  const json = later.filter(({ name }) => jsonReaders.has(lastName(name)));
  const reply = replyVariable(call);
  const reading = (json.length > 0 ? json : later).find(({ value }) => readsReply(value, reply));
  return reading === undefined ? undefined : spokenName(reading.name);
}

/** The name that the reply is bound to. */
function replyVariable({ around }: Fact): string | undefined {
  for (const { kind, name } of allAround(around)) if (kind === 'binding') return name;
  return undefined;
}

function readsReply(value: Value, reply: string | undefined): boolean {
  return namesIn(value, 0).some((path) => {
    const [root = ''] = path.split('.', 1);
    return !otherPart.test(path) && (root === reply || replyName.test(lastName(path)));
  });
}

/** The names that a call reads: those of its arguments, and what it is a method of. */
function namesIn(value: Value, depth: number): readonly string[] {
  if (depth > deepest) return [];
  if (value.kind === 'name') return [value.path];
  if (value.kind === 'filled') return namesIn(value.template, depth + 1);
  if (value.kind === 'choice') return value.options.flatMap((option) => namesIn(option, depth + 1));
  if (value.kind !== 'call') return [];
  const last = lastName(value.callee);
  const owner = value.callee.slice(0, -last.length - 1);
  return [
    ...(owner === '' || jsonReaders.has(last) ? [] : [owner]),
    ...value.positional.flatMap((argument) => namesIn(argument, depth + 1)),
  ];
}

/** A method is spoken of without the value it is called on, a function with its module. */
function spokenName(callee: string): string {
  const last = lastName(callee);
  return jsonReaders.has(last) || /^(?:re|regex)\./.test(callee) ? callee : last;
}
