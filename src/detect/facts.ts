import type { Binding } from './languages/types.ts';
import type { Value } from './values.ts';

/**
 * Something the code says that may concern a prompt; a `mention` says only that the file has to do with language models, a
 * `flow` where values go. Plain data, free of parse tree nodes: values inside count from `start`, so that a fact moves with
 * its file by changing two numbers.
 */
export interface Fact {
  readonly kind: 'binding' | 'call' | 'messages' | 'import' | 'mention' | 'flow';
  /** The file it stands in: names may lead to facts of another one. */
  readonly uri: string;
  /** The bound name, or the callee; of a flow what reads the values; `''` for message arrays. */
  readonly name: string;
  readonly via: Binding['via'] | 'none';
  /** Dotted path of the functions and classes around. */
  readonly scope: string;
  /** What stands around it inside the same function, from the inside out. */
  readonly around: Around | undefined;
  readonly value: Value;
  start: number;
  end: number;
}

/**
 * A binding or a call that a fact stands in: `PROMPTS = {…}`, `useState(…)`; or the decorator
 * of its function, which is `decorated`.
 */
export interface Around {
  readonly kind: 'binding' | 'call' | 'decorated' | 'decorator';
  readonly name: string;
  readonly outer: Around | undefined;
}

/** Those around, from the inside out. */
export function* allAround(around: Around | undefined): Generator<Around> {
  for (let each = around; each !== undefined; each = each.outer) yield each;
}

/** The last part of a dotted path. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** True where a dotted path is another one, or ends with it. */
export function endsPath(path: string, end: string): boolean {
  return path === end || path.endsWith(`.${end}`);
}
