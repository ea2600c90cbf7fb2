import type { Role } from '../prompt/types.ts';
import type { CallOrigin } from './callOrigin.ts';
import { fieldsAt } from './callSettings.ts';
import type { DraftMessage, Located } from './drafts.ts';
import { endsPath, type Fact, lastName } from './facts.ts';
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

/** The last parts of the callees that sinks know. */
export const sinkNames: readonly string[] = [...knownCalls.keys()];

/**
 * The calls of sinks that a callee may be, in the order of their tables; those whose packages the file imports first, then
 * those with longer paths.
 */
export function knownCallsOf({ name: callee }: Fact, origin: CallOrigin): readonly KnownCall[] {
  const known = (knownCalls.get(lastName(callee)) ?? []).filter(({ call }) => endsPath(callee, call.callee));
  if (known.length < 2) return known;
  return known.toSorted(
    (a, b) =>
      Number(a.lone) - Number(b.lone) ||
      origin.rank(b.sink) - origin.rank(a.sink) ||
      b.call.callee.split('.').length - a.call.callee.split('.').length,
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

/** The messages of a call; `undefined` where it is another call of the same name. */
export function readSinkCall(
  { fact, value }: Located<CallValue>,
  { sink, call }: KnownCall,
  origin: CallOrigin,
  reader: MessageReader,
): readonly DraftMessage[] | undefined {
  const { names } = reader;
  const named = names.fieldsOf({ fact, value: value.named });
  if (call.requires?.some((name) => !named.has(name))) return undefined;
  if (call.imported && !origin.isOf(sink)) return undefined;
  if (call.madeBy !== undefined && !isMadeBy(origin, call.madeBy)) return undefined;
  const template = call.template && (templateFormat(named) ?? call.template);
  return [
    ...Object.entries(call.arguments).flatMap(([path, use]) => {
      const argument = reach(path.split('.'), named, names);
      return argument === undefined ? [] : reader.read(argument, use, template);
    }),
    ...(call.positional ?? []).flatMap((use, index) => {
      const argument = value.positional[index];
      return use === undefined || argument === undefined || argument.kind === 'record'
        ? []
        : reader.read({ fact, value: argument }, roleByName(argument) ?? use, template);
    }),
  ];
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

function templateFormat(named: ReadonlyMap<string, Located>): SinkCall['template'] {
  const value = (named.get('template_format') ?? named.get('templateFormat'))?.value;
  return value?.kind === 'text' && textOf(value) !== 'f-string' ? 'jinja' : undefined;
}

/** True where one of some calls made the object that a method is called on. */
function isMadeBy({ makers: made }: CallOrigin, makers: readonly string[]): boolean {
  return made.some(({ call: { value } }) => makers.some((maker) => endsPath(value.callee, maker)));
}
