import type { Filling } from './codecs/_templateFields.ts';
import type { Piece } from './codecs/types.ts';
import type { FieldValues } from './fillTemplate.ts';

/** Offsets relative to the fact a value belongs to, so that a fact can move without being read again. */
interface Spanned {
  readonly start: number;
  readonly end: number;
}

/** A composed string; `start` and `end` cover the literals with their quotes. */
export interface TextValue extends Spanned {
  readonly kind: 'text';
  readonly pieces: readonly Piece[];
}

export interface ListValue extends Spanned {
  readonly kind: 'list';
  readonly items: readonly Value[];
}

/** A dictionary, an object literal or named arguments; `positional` are arguments without a name. */
export interface RecordValue extends Spanned {
  readonly kind: 'record';
  readonly fields: ReadonlyMap<string, Value>;
  readonly spreads: readonly Value[];
}

export interface NameValue extends Spanned {
  readonly kind: 'name';
  readonly path: string;
}

export interface CallValue extends Spanned {
  readonly kind: 'call';
  readonly callee: string;
  readonly positional: readonly Value[];
  readonly named: RecordValue;
}

/** `...rest` or `*rest` in a list. */
export interface SpreadValue extends Spanned {
  readonly kind: 'spread';
  readonly value: Value;
}

/** One of several values, chosen at run time: `a if c else b`, `x ?? y`. */
export interface ChoiceValue extends Spanned {
  readonly kind: 'choice';
  readonly options: readonly Value[];
}

/** A template that stands elsewhere and is filled in here: `PROMPT.format(name=user)`. Without `filling` it is handed on. */
export interface FilledValue extends Spanned {
  readonly kind: 'filled';
  readonly template: Value;
  readonly filling?: Filling;
  readonly values: FieldValues;
}

export interface ConstantValue extends Spanned {
  readonly kind: 'constant';
  readonly value: number | boolean | null;
}

/** What a name of another file stands for; see `ImportedName`. */
export interface ImportedValue extends Spanned {
  readonly kind: 'imported';
  readonly module: string;
  readonly name: string;
}

/**
 * Code that hands values on, or reads them: `answer = clean(reply.text)`. Its span is that of the value, which tells it from
 * what stands around it.
 */
export interface FlowValue extends Spanned {
  readonly kind: 'flow';
  /** The names that take the value; `adds` where they keep what they held as well. */
  readonly targets: readonly string[];
  readonly adds?: true;
  /** Paths that the value is made of, and those of them that are called. */
  readonly sources: readonly string[];
  readonly calls: readonly string[];
  /** How far the code is indented: what stands deeper may not run. */
  readonly column: number;
}

export interface OpaqueValue extends Spanned {
  readonly kind: 'opaque';
}

/** What an expression is, as far as detection cares; plain data, independent of the language it was written in. */
export type Value =
  | TextValue
  | ListValue
  | RecordValue
  | NameValue
  | CallValue
  | SpreadValue
  | ChoiceValue
  | FilledValue
  | ConstantValue
  | ImportedValue
  | FlowValue
  | OpaqueValue;

/** The text of a composed string as the model sees it. */
export function textOf({ pieces }: Pick<TextValue, 'pieces'>): string {
  return pieces.map(({ kind, text }) => (kind === 'control' ? '' : text)).join('');
}
