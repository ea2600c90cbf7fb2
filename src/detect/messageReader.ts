import type { Role } from '../prompt/types.ts';
import type { Filling } from './codecs/_templateFields.ts';
import type { DraftMessage, Located } from './drafts.ts';
import { endsPath, type Fact, lastName } from './facts.ts';
import { type FactTable, flowKey } from './factTable.ts';
import { fillTemplate } from './fillTemplate.ts';
import { uniqueHoleNames } from './languages/_compose.ts';
import type { Modules } from './modules.ts';
import { NameReader } from './names.ts';
import { readerOf } from './replyReaders.ts';
import { roleOf } from './roles.ts';
import { sinks } from './sinks/index.ts';
import type { ArgumentUse, MessageCall } from './sinks/types.ts';
import { turnsOf } from './turns.ts';
import type { CallValue, RecordValue, Value } from './values.ts';

/** Fields of messages as a chat window stores or a post office sends them; models take none of them. */
const historyKeys = [
  'id',
  'key',
  'date',
  'time',
  'timestamp',
  'createdAt',
  'created_at',
  'avatar',
  'feedback',
  'to',
  'recipient',
];

const messageCalls = sinks.flatMap(({ messages = [] }) => messages);

function messageCallOf(callee: string): MessageCall | undefined {
  return messageCalls.find((call) => endsPath(callee, call.callee));
}

/** Reads messages out of values, following names. */
export class MessageReader {
  readonly names: NameReader;
  readonly #strict: boolean;
  /** How the texts being read are filled in later. */
  #template: Filling | undefined;

  /** `strict` where no call says that the list goes to a model: then records of a chat's history are left out. */
  constructor(table: FactTable, modules: Modules, checkTime: () => void, strict = false) {
    this.names = new NameReader(table, modules, checkTime);
    this.#strict = strict;
  }

  /** The messages an argument carries. */
  read(located: Located, use: ArgumentUse, template?: Filling): readonly DraftMessage[] {
    return this.#filledBy(template, () => {
      if (use === 'messages') return this.readArray(located);
      if (use === 'inputs') return this.#inputs(located);
      if (use === 'turns') return this.#content(located, 'user').flatMap(turnsOf);
      if (use !== 'input') return this.#content(located, use);
      const resolved = this.names.resolve(located) ?? located;
      const messages = resolved.value.kind === 'text' ? [] : this.readArray(located);
      return messages.length > 0 ? messages : this.#content(located, 'user');
    });
  }

  /** One of several inputs: texts stand in for each other, of message lists the first is read. */
  #inputs(located: Located): readonly DraftMessage[] {
    const { fact, value } = this.names.resolve(located) ?? located;
    if (value.kind !== 'list') return this.read({ fact, value }, 'input', this.#template);
    const [first, ...others] = value.items.map((item) =>
      this.read({ fact, value: item }, 'input', this.#template),
    );
    const alternatives = others
      .flatMap((messages) => (messages.length === 1 ? messages : []))
      .map(({ content }) => content);
    return first?.length === 1 ? first.map((message) => ({ ...message, alternatives })) : (first ?? []);
  }

  /** Reads with another notation of templates. */
  #filledBy<T>(template: Filling | undefined, work: () => T): T {
    const outer = this.#template;
    this.#template = template;
    try {
      return work();
    } finally {
      this.#template = outer;
    }
  }

  /** The messages of a list literal, of a list a name stands for, or of one message record. */
  readArray(located: Located): readonly DraftMessage[] {
    return this.names.deeper([], () => {
      const { fact, value } = located;
      switch (value.kind) {
        case 'list':
          return (
            this.#pair(fact, value.items) ??
            value.items.flatMap((item) => this.readArray({ fact, value: item }))
          );
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
          return this.#madeMessage({ fact, value });
        case 'name': {
          const resolved = this.names.resolve(located);
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
  additionsTo(list: Fact): readonly DraftMessage[] {
    const { name, scope, start } = list;
    return ['append', 'push'].flatMap((method) =>
      this.names
        .under(`${lastName(name)}.${method}`, list)
        .filter((call) => call.scope === scope && call.start > start)
        .flatMap((call) =>
          call.value.kind === 'call'
            ? call.value.positional.flatMap((value) => this.readArray({ fact: call, value }))
            : [],
        ),
    );
  }

  /** What reads the reply of a call, such as `json.loads`. */
  readerAfter(fact: Fact): string | undefined {
    return readerOf(fact, (scope) => this.names.under(flowKey(scope), fact));
  }

  /** `("system", "You are …")`. */
  #pair(fact: Fact, items: readonly Value[]): readonly DraftMessage[] | undefined {
    const [first, content] = items;
    if (this.#strict || items.length !== 2 || first?.kind !== 'text' || content === undefined)
      return undefined;
    const role = roleOf(first, true);
    return role === undefined ? undefined : this.#content({ fact, value: content }, role);
  }

  /** `SystemMessage(content=…)`, or a call with the fields of a message. */
  #madeMessage({ fact, value }: Located<CallValue>): readonly DraftMessage[] {
    const known = messageCallOf(value.callee);
    if (known === undefined) return this.#message({ fact, value }, value.named);
    const { role, content, template } = known;
    const own = role ?? roleOf(value.named.fields.get('role'), false) ?? 'user';
    const text = value.named.fields.get(content) ?? value.positional.find(({ kind }) => kind !== 'record');
    return text === undefined
      ? []
      : this.#filledBy(template === 'outer' ? this.#template : template, () =>
          this.#content({ fact, value: text }, own),
        );
  }

  #message({ fact }: Located, { fields }: RecordValue): readonly DraftMessage[] {
    if (this.#strict && historyKeys.some((key) => fields.has(key))) return [];
    const role = roleOf(fields.get('role'), this.#strict);
    const content = fields.get('content') ?? fields.get('parts');
    return role === undefined || content === undefined ? [] : this.#content({ fact, value: content }, role);
  }

  #content(located: Located, role: Role): readonly DraftMessage[] {
    return this.names.deeper([], () => {
      const resolved = this.names.resolve(located) ?? located;
      const { fact, value } = resolved;
      switch (value.kind) {
        case 'list':
          return value.items.flatMap((item) => this.#part({ fact, value: item }, role));
        case 'choice': {
          const [content = located, ...alternatives] = this.#texts(resolved).map((text) =>
            this.#filled(text),
          );
          return [{ role, content, alternatives }];
        }
        case 'text':
          return [{ role, content: this.#filled(resolved), ...this.names.added(fact, located.fact) }];
        case 'constant':
          return [];
        default:
          return [{ role, content: located }];
      }
    });
  }

  /** A text with the fields that its template has. */
  #filled({ fact, value }: Located): Located {
    if (value.kind !== 'text' || this.#template === undefined)
      return this.names.withConstants({ fact, value });
    const pieces = uniqueHoleNames(fillTemplate(value.pieces, this.#template));
    return this.names.withConstants({ fact, value: { ...value, pieces } });
  }

  /** The texts a choice may come to. */
  #texts(located: Located): readonly Located[] {
    return this.names.deeper([], () => {
      const resolved = this.names.resolve(located);
      if (resolved?.value.kind === 'text') return [resolved];
      if (resolved?.value.kind !== 'choice') return [];
      const { fact, value } = resolved;
      return value.options.flatMap((option) => this.#texts({ fact, value: option }));
    });
  }

  #part(located: Located, role: Role): readonly DraftMessage[] {
    const { fact, value } = located;
    if (value.kind === 'text') return [{ role, content: this.#filled(located) }];
    const record = value.kind === 'call' ? value.named : value;
    if (record.kind !== 'record') return [];
    const text = record.fields.get('text') ?? record.fields.get('content');
    return text === undefined ? [] : this.#content({ fact, value: text }, role);
  }
}
