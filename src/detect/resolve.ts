import type { ModelSettings, Role } from '../prompt/types.ts';
import { type Fact, lastName } from './facts.ts';
import type { FactTable } from './factTable.ts';
import { judgeNamedText } from './namedVariable.ts';
import { readSettings } from './settings.ts';
import { sinks } from './sinks/index.ts';
import type { ArgumentUse, Sink, SinkCall } from './sinks/types.ts';
import { type CallValue, type RecordValue, textOf, type Value } from './values.ts';

/** A value and the fact its offsets count from. */
export interface Located<V extends Value = Value> {
  readonly fact: Fact;
  readonly value: V;
}

/** One message before its text is placed in the file; `content` that is no text stands for a value filled in at run time. */
export interface DraftMessage {
  readonly role: Role;
  readonly content: Located;
}

/** A prompt before offsets, ids and ordinals: it stays valid while its facts move. */
export interface Draft {
  readonly origin: string;
  readonly sdk?: string;
  readonly symbol: string;
  readonly title: string;
  readonly messages: readonly DraftMessage[];
  readonly settings: ModelSettings;
  readonly parsedBy?: string;
  readonly confidence: number;
  /** The fact it was read from; lower ranks claim a literal before higher ones. */
  readonly fact: Fact;
  readonly rank: number;
}

/** Drafts of one fact and the keys whose facts they depend on. */
export interface Resolution {
  readonly drafts: readonly Draft[];
  readonly keys: ReadonlySet<string>;
}

const nothing: Resolution = { drafts: [], keys: new Set() };
const depthLimit = 6;
/** Below this many characters, text that reaches no known call is no prompt. */
const shortestFragment = 20;

/** Reads the prompts of one fact, following names through the table. */
export function resolveFact(fact: Fact, table: FactTable): Resolution {
  const reader = new MessageReader(table, fact.kind !== 'call');
  const drafts = draftsOf(fact, reader);
  return drafts.length === 0 && reader.keys.size === 0 ? nothing : { drafts, keys: reader.keys };
}

function draftsOf(fact: Fact, reader: MessageReader): readonly Draft[] {
  switch (fact.kind) {
    case 'call':
      return sinkDrafts(fact, reader);
    case 'messages':
      return arrayDrafts(fact, { fact, value: fact.value }, 2, reader);
    case 'binding':
      return fact.value.kind === 'list'
        ? arrayDrafts(fact, { fact, value: fact.value }, 1, reader)
        : namedDrafts(fact, fact.value);
  }
}

function sinkDrafts(fact: Fact, reader: MessageReader): readonly Draft[] {
  const { value } = fact;
  if (value.kind !== 'call') return [];
  for (const sink of sinks) {
    for (const call of sink.calls) {
      if (!endsPath(fact.name, call.callee)) continue;
      const draft = sinkDraft(fact, value, sink, call, reader);
      if (draft !== undefined) return [draft];
    }
  }
  return [];
}

function endsPath(path: string, end: string): boolean {
  return path === end || path.endsWith(`.${end}`);
}

function sinkDraft(
  fact: Fact,
  value: CallValue,
  { id, sdk }: Sink,
  call: SinkCall,
  reader: MessageReader,
): Draft | undefined {
  const named = reader.fieldsOf({ fact, value: value.named });
  const messages = Object.entries(call.arguments).flatMap(([name, use]) => {
    const argument = named.get(name);
    return argument === undefined ? [] : reader.read(argument, use);
  });
  if (!messages.some(hasText)) return undefined;
  const parsedBy = reader.parserAfter(fact);
  return {
    origin: id,
    sdk,
    symbol: fact.scope || lastName(fact.name),
    title: fact.scope || titleOf(messages),
    messages: systemFirst(messages),
    settings: readSettings(named, reader),
    ...(parsedBy === undefined ? {} : { parsedBy }),
    confidence: 0.98,
    fact,
    rank: 0,
  };
}

function systemFirst(messages: readonly DraftMessage[]): readonly DraftMessage[] {
  return messages.toSorted((a, b) => Number(b.role === 'system') - Number(a.role === 'system'));
}

function arrayDrafts(fact: Fact, located: Located, rank: number, reader: MessageReader): readonly Draft[] {
  const additions = fact.kind === 'binding' ? reader.additionsTo(fact) : [];
  const messages = [...reader.readArray(located), ...additions];
  if (messages.reduce((length, message) => length + textLength(message), 0) < shortestFragment) return [];
  const symbol = fact.kind === 'binding' ? scoped(fact) : fact.scope || 'messages';
  return [
    { origin: 'message-array', symbol, title: symbol, messages, settings: {}, confidence: 0.9, fact, rank },
  ];
}

function namedDrafts(fact: Fact, value: Value): readonly Draft[] {
  if (value.kind === 'choice') return value.options.flatMap((option) => namedDrafts(fact, option));
  // The content of a message is judged with its role, as part of a message array.
  if (value.kind !== 'text' || (fact.via === 'property' && fact.name === 'content')) return [];
  const verdict = judgeNamedText({ name: fact.name, via: fact.via, scope: fact.scope, text: textOf(value) });
  if (verdict.confidence < 0.5) return [];
  const symbol = scoped(fact);
  const messages: DraftMessage[] = [{ role: verdict.role, content: { fact, value } }];
  return [
    {
      origin: 'named-variable',
      symbol,
      title: lastName(fact.name) || symbol,
      messages,
      settings: {},
      confidence: verdict.confidence,
      fact,
      rank: 3,
    },
  ];
}

function scoped({ scope, name, via }: Fact): string {
  const plain = name.replace(/^(?:self|this|cls)\./, '');
  return scope === '' ? plain : via === 'return' ? scope : `${scope}.${plain}`;
}

function hasText({ content }: DraftMessage): boolean {
  return (
    content.value.kind === 'text' &&
    content.value.pieces.some(({ kind, text }) => kind !== 'hole' && text.trim() !== '')
  );
}

/** Characters of own text, holes apart. */
function textLength({ content }: DraftMessage): number {
  if (content.value.kind !== 'text') return 0;
  const own = content.value.pieces.filter(({ kind }) => kind === 'text' || kind === 'escape');
  return own.reduce((length, { text }) => length + text.length * (/\p{Script=Han}/u.test(text) ? 3 : 1), 0);
}

function titleOf(messages: readonly DraftMessage[]): string {
  const first = messages.find(hasText)?.content.value;
  return first?.kind === 'text' ? textOf(first).trim().slice(0, 40) : '';
}

/** Reads messages out of values, following names of the same file and noting which names it asked for. */
export class MessageReader {
  readonly keys = new Set<string>();
  readonly #table: FactTable;
  readonly #strict: boolean;
  #depth = 0;

  /** `strict` where no call says that the list goes to a model: then records of a chat's history are left out. */
  constructor(table: FactTable, strict = false) {
    this.#table = table;
    this.#strict = strict;
  }

  /** The messages an argument carries. */
  read(located: Located, use: ArgumentUse): readonly DraftMessage[] {
    if (use === 'messages') return this.readArray(located);
    if (use !== 'input') return this.#content(located, use);
    const resolved = this.resolve(located);
    return resolved?.value.kind === 'list' ? this.readArray(located) : this.#content(located, 'user');
  }

  /** The messages of a list literal, of a list a name stands for, or of one message record. */
  readArray(located: Located): readonly DraftMessage[] {
    return this.#deeper([], () => {
      const { fact, value } = located;
      switch (value.kind) {
        case 'list':
          return value.items.flatMap((item) => this.readArray({ fact, value: item }));
        case 'spread':
          return this.readArray({ fact, value: value.value });
        case 'choice':
          return (
            value.options
              .map((option) => this.readArray({ fact, value: option }))
              .find(({ length }) => length > 0) ?? []
          );
        case 'record':
          return this.#message(located, value);
        case 'call':
          return this.#message(located, value.named);
        case 'name': {
          const resolved = this.resolve(located);
          if (resolved === undefined || resolved.value.kind === 'name') return [];
          const own = resolved.value.kind === 'text' ? [] : this.readArray(resolved);
          return [...own, ...(resolved.value.kind === 'list' ? this.additionsTo(resolved.fact) : [])];
        }
        default:
          return [];
      }
    });
  }

  /** Messages that later calls such as `messages.append({…})` add to the list a fact binds. */
  additionsTo({ name, scope, start }: Fact): readonly DraftMessage[] {
    return ['append', 'push'].flatMap((method) =>
      this.#under(`${lastName(name)}.${method}`)
        .filter((call) => call.scope === scope && call.start > start)
        .flatMap((call) =>
          call.value.kind === 'call'
            ? call.value.positional.flatMap((value) => this.readArray({ fact: call, value }))
            : [],
        ),
    );
  }

  #message({ fact }: Located, record: RecordValue): readonly DraftMessage[] {
    if (this.#strict && Object.keys(record.fields).some((key) => historyKeys.has(key))) return [];
    const role = roleOf(record.fields['role'], this.#strict);
    const content = record.fields['content'] ?? record.fields['parts'];
    return role === undefined || content === undefined ? [] : this.#content({ fact, value: content }, role);
  }

  #content(located: Located, role: Role): readonly DraftMessage[] {
    return this.#deeper([], () => {
      const resolved = this.resolve(located) ?? located;
      const { fact, value } = resolved;
      switch (value.kind) {
        case 'list':
          return value.items.flatMap((item) => this.#part({ fact, value: item }, role));
        case 'choice': {
          const options = value.options.map(
            (option) => this.resolve({ fact, value: option }) ?? { fact, value: option },
          );
          const text = options.find((option) => option.value.kind === 'text');
          return [{ role, content: text ?? located }];
        }
        case 'text':
          return [{ role, content: resolved }];
        case 'constant':
          return [];
        default:
          return [{ role, content: located }];
      }
    });
  }

  #part(located: Located, role: Role): readonly DraftMessage[] {
    const { fact, value } = located;
    if (value.kind === 'text') return [{ role, content: located }];
    const record = value.kind === 'call' ? value.named : value;
    if (record.kind !== 'record') return [];
    const text = record.fields['text'] ?? record.fields['content'];
    return text === undefined ? [] : this.#content({ fact, value: text }, role);
  }

  /** What a name or a call of a function in this file stands for; other values stand for themselves. */
  resolve(located: Located): Located | undefined {
    return this.#deeper(undefined, () => {
      const { fact, value } = located;
      if (value.kind === 'name') return this.#lookUp(value.path, located);
      if (value.kind === 'call') return this.#returned(value, fact);
      return located;
    });
  }

  /** Named values of a record, with the fields of spread records of the same file. */
  fieldsOf({ fact, value }: Located<RecordValue>): ReadonlyMap<string, Located> {
    const fields = new Map<string, Located>();
    for (const spread of value.spreads) {
      const resolved = this.resolve({ fact, value: spread });
      if (resolved?.value.kind !== 'record') continue;
      for (const [name, field] of Object.entries(resolved.value.fields))
        fields.set(name, { fact: resolved.fact, value: field });
    }
    for (const [name, field] of Object.entries(value.fields)) fields.set(name, { fact, value: field });
    return fields;
  }

  /** The call that reads the reply in the same function, such as `json.loads`. */
  parserAfter({ scope, start }: Fact): string | undefined {
    return this.#under(`parser:${scope}`).find((call) => call.start > start)?.name;
  }

  #lookUp(path: string, { fact }: Located): Located | undefined {
    const parts = path.split('.');
    const name = parts.at(-1) ?? '';
    const direct = this.#binding(name, parts.slice(0, -1), fact);
    if (direct !== undefined) return this.resolve({ fact: direct, value: direct.value });
    const owner = parts.length > 1 ? this.#binding(parts.at(-2) ?? '', parts.slice(0, -2), fact) : undefined;
    const field = owner?.value.kind === 'record' ? owner.value.fields[name] : undefined;
    return owner === undefined || field === undefined
      ? undefined
      : this.resolve({ fact: owner, value: field });
  }

  #binding(name: string, owner: readonly string[], from: Fact): Fact | undefined {
    const holder = owner.at(-1);
    const visible = this.#under(name).filter((fact) => {
      if (
        fact.kind !== 'binding' ||
        (fact.via !== 'variable' && fact.via !== 'parameter' && fact.via !== 'property')
      )
        return false;
      if (holder === 'self' || holder === 'this' || holder === 'cls')
        return sharesClass(fact.scope, from.scope);
      if (holder !== undefined)
        return lastName(fact.scope) === holder || fact.name === [...owner, name].join('.');
      return fact.via !== 'property' && !fact.name.includes('.') && isWithin(from.scope, fact.scope);
    });
    return nearest(visible, from);
  }

  #returned({ callee }: CallValue, from: Fact): Located | undefined {
    const returns = this.#under(lastName(callee)).filter(
      (fact) => fact.kind === 'binding' && fact.via === 'return',
    );
    const fact = nearest(returns, from);
    return fact === undefined || fact === from ? undefined : { fact, value: fact.value };
  }

  #under(key: string): readonly Fact[] {
    this.keys.add(key);
    return this.#table.under(key);
  }

  #deeper<T>(otherwise: T, work: () => T): T {
    if (this.#depth >= depthLimit * 3) return otherwise;
    this.#depth++;
    try {
      return work();
    } finally {
      this.#depth--;
    }
  }
}

function isWithin(scope: string, outer: string): boolean {
  return outer === '' || scope === outer || scope.startsWith(`${outer}.`);
}

function sharesClass(a: string, b: string): boolean {
  const classOf = (scope: string) => scope.split('.')[0];
  return classOf(a) === classOf(b);
}

/** The innermost binding, of those the last one before the place, else the first behind it. */
function nearest(facts: readonly Fact[], from: Fact): Fact | undefined {
  const depth = Math.max(...facts.map(({ scope }) => scope.length));
  const innermost = facts.filter(({ scope }) => scope.length === depth);
  return innermost.findLast(({ end }) => end <= from.start) ?? innermost.find((fact) => fact !== from);
}

const roles: Readonly<Record<string, Role>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  ai: 'assistant',
  bot: 'assistant',
  model: 'assistant',
  tool: 'tool',
  function: 'tool',
};

/** Fields of messages as a chat window stores them; models take none of them. */
const historyKeys = new Set([
  'id',
  'key',
  'date',
  'time',
  'timestamp',
  'createdAt',
  'created_at',
  'avatar',
  'feedback',
]);

/** The role a `role` field names; a value computed at run time counts as the user's, unless the list is doubtful. */
function roleOf(value: Value | undefined, strict: boolean): Role | undefined {
  if (value === undefined) return undefined;
  if (value.kind === 'text') return roles[textOf(value).toLowerCase()];
  return value.kind === 'name'
    ? (roles[lastName(value.path).toLowerCase()] ?? (strict ? undefined : 'user'))
    : undefined;
}
