import type { Role } from '../../prompt/types.ts';

/** What an argument of a call is: text of one role, a list of messages, or either (`input`: text is the user's). */
export type ArgumentUse = Role | 'messages' | 'input';

/** One call of an SDK. `callee` is the end of the dotted path; `arguments` are named, `positional` by index. */
export interface SinkCall {
  readonly callee: string;
  readonly arguments: Readonly<Record<string, ArgumentUse>>;
  readonly positional?: readonly ArgumentUse[];
}

/** One SDK as a table: which argument of which call carries which role. */
export interface Sink {
  readonly id: string;
  /** Shown to the user, such as `OpenAI`. */
  readonly sdk: string;
  readonly calls: readonly SinkCall[];
}

/** Checks a sink's shape at compile time. */
export function defineSink(sink: Sink): Sink {
  return sink;
}
