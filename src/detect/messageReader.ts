import type { Role } from '../prompt/types.ts';
import type { DraftMessage, Located } from './drafts.ts';
import { type Fact, lastName } from './facts.ts';
import type { FactTable } from './factTable.ts';
import type { Modules } from './modules.ts';
import { NameReader } from './names.ts';
import { readerOf } from './replyReaders.ts';
import { roleOf } from './roles.ts';
import type { ArgumentUse } from './sinks/types.ts';
import type { RecordValue } from './values.ts';

/** Fields of messages as a chat window stores them; models take none of them. */
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
];

/** Reads messages out of values, following names. */
export class MessageReader {
  readonly names: NameReader;
  readonly #strict: boolean;

  /** `strict` where no call says that the list goes to a model: then records of a chat's history are left out. */
  constructor(table: FactTable, modules: Modules, checkTime: () => void, strict = false) {
    this.names = new NameReader(table, modules, checkTime);
    this.#strict = strict;
  }

  /** The messages an argument carries. */
  read(located: Located, use: ArgumentUse): readonly DraftMessage[] {
    if (use === 'messages') return this.readArray(located);
    if (use !== 'input') return this.#content(located, use);
    const resolved = this.names.resolve(located);
    return resolved?.value.kind === 'list' ? this.readArray(located) : this.#content(located, 'user');
  }

  /** The messages of a list literal, of a list a name stands for, or of one message record. */
  readArray(located: Located): readonly DraftMessage[] {
    return this.names.deeper([], () => {
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

  /** The call that reads the reply in the same function, such as `json.loads`. */
  readerAfter(fact: Fact): string | undefined {
    return readerOf(fact, this.names.under(`reader:${fact.scope}`, fact));
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
          const [content = located, ...alternatives] = this.#texts(resolved);
          return [{ role, content, alternatives }];
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
    if (value.kind === 'text') return [{ role, content: located }];
    const record = value.kind === 'call' ? value.named : value;
    if (record.kind !== 'record') return [];
    const text = record.fields.get('text') ?? record.fields.get('content');
    return text === undefined ? [] : this.#content({ fact, value: text }, role);
  }
}
