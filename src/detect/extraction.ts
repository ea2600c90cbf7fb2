import type { Node, Tree } from 'web-tree-sitter';
import type { Around } from './facts.ts';
import type { Language, NodeRole, Reading } from './languages/types.ts';
import type { Value } from './values.ts';

/** Beyond this many characters a list or record is not read as one value; its parts are still found one by one. */
const largestValue = 40_000;

/** Thrown through the walk when a file takes too long; caught by the session. */
export class DeadlineExceeded extends Error {}

/** What reading the facts of one file needs. */
export interface Extraction {
  readonly uri: string;
  readonly language: Language;
  readonly roles: readonly (NodeRole | undefined)[];
  readonly source: string;
  readonly eol: string;
  /** Throws {@link DeadlineExceeded} when time is up. */
  checkTime(): void;
}

/** Where a node stands. */
export interface Position {
  readonly scope: string;
  readonly around: Around | undefined;
}

/** The node roles of a language by the grammar's type numbers. */
export function rolesById(language: Language, tree: Tree): readonly (NodeRole | undefined)[] {
  return tree.language.types.map((type) =>
    Object.hasOwn(language.roles, type) ? language.roles[type] : undefined,
  );
}

/** The value of an expression; offsets count from `base`. */
export function readValue(node: Node, base: number, { language, source, eol }: Extraction): Value {
  const reading: Reading = { source, eol, base, depth: 0 };
  const start = node.startIndex - base;
  const end = node.endIndex - base;
  return end - start > largestValue && !/string|template|binary|concat|paren/.test(node.type)
    ? { kind: 'opaque', start, end }
    : language.read(node, reading);
}
