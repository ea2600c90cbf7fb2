import type { Binding } from './languages/types.ts';
import type { Value } from './values.ts';

/**
 * Something the code says that may concern a prompt. Plain data, free of parse tree nodes: values inside count from
 * `start`, so that a fact moves with its file by changing two numbers.
 */
export interface Fact {
  readonly kind: 'binding' | 'call' | 'messages';
  /** The bound name, or the callee; `''` for message arrays. */
  readonly name: string;
  readonly via: Binding['via'] | 'none';
  /** Dotted path of the functions and classes around. */
  readonly scope: string;
  readonly value: Value;
  start: number;
  end: number;
}

/** The last part of a dotted path. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
