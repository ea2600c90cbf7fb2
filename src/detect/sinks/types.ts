import type { Role } from '../../prompt/types.ts';
import type { Filling } from '../codecs/_templateFields.ts';

/**
 * What an argument of a call is: text of one role, a list of messages, or either (`input`: text is the user's); a list of
 * several inputs, each a prompt of its own (`inputs`); or a text with turns of its own, `{% chat role="system" %}` (`turns`).
 */
export type ArgumentUse = Role | 'messages' | 'input' | 'inputs' | 'turns';

/** What a call says besides its messages. */
interface Settled {
  /** Arguments that hold settings: `config`, `options`. */
  readonly settings?: readonly string[];
  /** The index of the argument that names the model. */
  readonly model?: number;
}

/** One call of an SDK. `callee` is the end of the dotted path. */
export interface SinkCall extends Settled {
  readonly callee: string;
  /** By name; a dotted path reaches into a record or a call: `config.system_instruction`. */
  readonly arguments: Readonly<Record<string, ArgumentUse>>;
  /** By index; used where the argument's name is absent. */
  readonly positional?: readonly (ArgumentUse | undefined)[];
  /** Arguments without which it is another call of the same name. */
  readonly requires?: readonly string[];
  /** One of these made the object it is called on: `Agent` for `agent.run(…)`, `chats.create` for `chat.sendMessage(…)`. */
  readonly madeBy?: readonly string[];
  /** True where only what comes from the SDK's packages, or was made by it, is this call: `generate("gemma3", "…")`. */
  readonly imported?: true;
  /** How plain text is filled in later; the argument `template_format` or `templateFormat` may say otherwise. */
  readonly template?: Filling;
}

/**
 * A call that makes what prompts are sent to, or the settings they are sent with: a client, a model, an agent, a `config`. Its
 * settings hold for all that is called on its result, or given it.
 */
export interface Maker extends Settled {
  readonly callee: string;
  /** True where it hands on what it is called on: `llm.with_structured_output(…)`. */
  readonly handsOn?: true;
  /** True where it asks another server than that of the model's maker: Azure, Bedrock, Vertex AI. */
  readonly elsewhere?: true;
}

/** A call that makes one message: `SystemMessage(content=…)`. Without a `role` its own `role` argument says it. */
export interface MessageCall {
  readonly callee: string;
  readonly role?: Role;
  /** The argument with the text, by name; the first positional argument after the role otherwise. */
  readonly content: string;
  /** How plain text is filled in later; `outer` as the call says that the message is given to. */
  readonly template?: Filling | 'outer';
}

/** A decorator of functions that return a text. */
export interface SinkDecorator {
  readonly name: string;
  readonly role: Role;
}

/** One SDK as a table: which argument of which call carries which role. */
export interface Sink {
  readonly id: string;
  /** Shown to the user, such as `OpenAI`. */
  readonly sdk: string;
  /** How its packages' names begin; where SDKs have calls of one name, what the file imports decides. */
  readonly packages: readonly string[];
  readonly calls: readonly SinkCall[];
  /** True for functions that are known by their names alone: a text they are given has to read as one that people write. */
  readonly isOwn?: true;
  readonly makers?: readonly Maker[];
  readonly messages?: readonly MessageCall[];
  readonly decorators?: readonly SinkDecorator[];
}

/** Checks a sink's shape at compile time. */
export function defineSink(sink: Sink): Sink {
  return sink;
}
