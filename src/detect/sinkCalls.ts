import type { Role } from '../prompt/types.ts';
import type { DraftMessage, Located } from './drafts.ts';
import { allAround, endsPath, type Fact, lastName } from './facts.ts';
import type { MessageReader } from './messageReader.ts';
import type { NameReader } from './names.ts';
import { sinks } from './sinks/index.ts';
import type { MessageCall, Sink, SinkCall } from './sinks/types.ts';
import { type CallValue, textOf } from './values.ts';

/** A call that a sink knows. What makes one message is a prompt of its own only where no prompt holds it (`lone`). */
export interface KnownCall {
  readonly sink: Sink;
  readonly call: SinkCall;
  readonly lone: boolean;
}

const knownCalls: ReadonlyMap<string, readonly KnownCall[]> = Map.groupBy(
  sinks.flatMap((sink) => [
    ...sink.calls.map((call) => ({ sink, call, lone: false })),
    ...(sink.messages ?? []).map((message) => ({ sink, call: loneMessage(message), lone: true })),
  ]),
  ({ call }) => lastName(call.callee),
);

function loneMessage({ callee, role, content, template }: MessageCall): SinkCall {
  const own = role === undefined ? {} : { [content]: role };
  return {
    callee,
    arguments: own,
    ...(role === undefined ? {} : { positional: [role] }),
    ...(template === undefined || template === 'outer' ? {} : { template }),
  };
}

/** The last parts of the callees that sinks know, or ask for. */
export const sinkNames: readonly string[] = [
  ...knownCalls.keys(),
  ...sinks.flatMap(({ calls }) =>
    calls.flatMap(({ madeBy }) => (madeBy === undefined ? [] : lastName(madeBy))),
  ),
];

/** The calls of sinks that a callee may be, in the order of their tables; those with longer paths first. */
export function knownCallsOf(callee: string): readonly KnownCall[] {
  return (knownCalls.get(lastName(callee)) ?? [])
    .filter(({ call }) => endsPath(callee, call.callee))
    .toSorted(
      (a, b) =>
        Number(a.lone) - Number(b.lone) || b.call.callee.split('.').length - a.call.callee.split('.').length,
    );
}

/** What a decorator makes of the text its function returns. */
export function decoratedRole(path: string): { readonly sink: Sink; readonly role: Role } | undefined {
  for (const sink of sinks) {
    const decorator = sink.decorators?.find(({ name }) => lastName(path) === name);
    if (decorator !== undefined) return { sink, role: decorator.role };
  }
  return undefined;
}

export function isSinkDecorator(path: string): boolean {
  return decoratedRole(path) !== undefined;
}

/** The messages and settings of a call; `undefined` where it is another call of the same name. */
export function readSinkCall(
  { fact, value }: Located<CallValue>,
  call: SinkCall,
  reader: MessageReader,
): { readonly messages: readonly DraftMessage[]; readonly named: ReadonlyMap<string, Located> } | undefined {
  const named = reader.names.fieldsOf({ fact, value: value.named });
  if (call.requires?.some((name) => !named.has(name))) return undefined;
  if (call.madeBy !== undefined && !isMadeBy(fact, call.madeBy, reader.names)) return undefined;
  const template = call.template && (templateFormat(named) ?? call.template);
  const messages = [
    ...Object.entries(call.arguments).flatMap(([path, use]) => {
      const argument = reach(path.split('.'), named, reader.names);
      return argument === undefined ? [] : reader.read(argument, use, template);
    }),
    ...(call.positional ?? []).flatMap((use, index) => {
      const argument = value.positional[index];
      return use === undefined || argument === undefined || argument.kind === 'record'
        ? []
        : reader.read({ fact, value: argument }, roleByName(argument) ?? use, template);
    }),
  ];
  return { messages, named: withSettings({ fact, value }, call, named, reader.names) };
}

/** What a variable is called may say more than its position. */
function roleByName(argument: CallValue['positional'][number]): Role | undefined {
  return argument.kind === 'name' &&
    /^sys(?:tem)?(?:_?(?:prompt|message|msg))?$/i.test(lastName(argument.path))
    ? 'system'
    : undefined;
}

function reach(
  [first = '', ...rest]: readonly string[],
  named: ReadonlyMap<string, Located>,
  names: NameReader,
): Located | undefined {
  const argument = named.get(first);
  return argument === undefined || rest.length === 0
    ? argument
    : reach(rest, fieldsAt(argument, names), names);
}

/** The fields of a record, or the named arguments of a call such as `GenerateContentConfig(…)`. */
function fieldsAt(located: Located, names: NameReader): ReadonlyMap<string, Located> {
  const { fact, value } = located.value.kind === 'call' ? located : (names.resolve(located) ?? located);
  if (value.kind === 'record') return names.fieldsOf({ fact, value });
  return value.kind === 'call' ? names.fieldsOf({ fact, value: value.named }) : new Map();
}

function withSettings(
  { fact, value }: Located<CallValue>,
  { settings = [], model }: SinkCall,
  named: ReadonlyMap<string, Located>,
  names: NameReader,
): ReadonlyMap<string, Located> {
  const all = new Map<string, Located>();
  const positional = model === undefined ? undefined : value.positional[model];
  if (positional !== undefined) all.set('model', { fact, value: positional });
  for (const holder of settings) {
    const argument = named.get(holder);
    if (argument !== undefined) for (const [name, field] of fieldsAt(argument, names)) all.set(name, field);
  }
  for (const [name, field] of named) all.set(name, field);
  return all;
}

function templateFormat(named: ReadonlyMap<string, Located>): SinkCall['template'] {
  const value = (named.get('template_format') ?? named.get('templateFormat'))?.value;
  return value?.kind === 'text' && textOf(value) !== 'f-string' ? 'jinja' : undefined;
}

/** True where the object a method is called on was made by such a call in the same file. */
function isMadeBy(fact: Fact, maker: string, names: NameReader): boolean {
  const owner = fact.name.slice(0, -lastName(fact.name).length - 1);
  return names.under(maker.includes('.') ? maker : `.${maker}`, fact).some(({ around }) => {
    for (const { kind, name } of allAround(around)) if (kind === 'binding') return name === owner;
    return false;
  });
}
