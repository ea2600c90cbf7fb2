import type { Node } from 'web-tree-sitter';
import type { Extraction, Position } from './extraction.ts';
import { type Fact, lastName } from './facts.ts';
import { spokenIn } from './flows.ts';
import { replyReaders } from './replyReaders.ts';
import { sinkNames } from './sinkCalls.ts';
import type { Value } from './values.ts';

/** Calls whose result is another reply, not what they were given. */
const asking = new Set(sinkNames.filter((name) => !replyReaders.has(name)));

/** A reply of which only the number of its parts is wanted. */
export function isCounted({ endIndex }: Node, { around }: Position, { source }: Extraction): boolean {
  return (around?.kind === 'call' && around.name === 'len') || source.startsWith('.length', endIndex);
}

/** Where the value of a node goes: into names, or to what reads it. */
export function flowAt(
  node: Node,
  name: string,
  from: Node | null,
  targets: readonly string[],
  { scope, around }: Position,
  { uri, source }: Extraction,
): Fact {
  const { startIndex: start, endIndex: end } = node;
  const span = { start: (from?.startIndex ?? start) - start, end: (from?.endIndex ?? start) - start };
  const column = start - source.lastIndexOf('\n', start) - 1;
  const { paths, calls } = spokenIn(source.slice(start + span.start, start + span.end));
  const sources = calls.some((call) => asking.has(lastName(call))) ? [] : paths;
  const value: Value = { kind: 'flow', ...span, targets, sources, calls, column };
  return { kind: 'flow', uri, name, via: 'none', scope, around, value, start, end };
}
