import type { Node, Tree, TreeCursor } from 'web-tree-sitter';
import type { Span } from '../base/span.ts';
import type { Extraction, Position } from './extraction.ts';
import type { Fact } from './facts.ts';
import type { Language, NodeRole } from './languages/types.ts';
import { readNode } from './readNode.ts';

const nodesBetweenChecks = 4096;

const top: Position = { scope: '', around: undefined };

/** Reads all facts of a tree in source order. */
export function extractFacts(tree: Tree, extraction: Extraction): readonly Fact[] {
  const facts: Fact[] = [];
  walkAll(tree.rootNode, top, extraction, facts);
  return facts;
}

/**
 * Reads the facts of the nodes that touch a span, and says which span that was in the end: a change in the header of a
 * function, class, binding or call may rename everything inside.
 */
export function extractTouched(
  tree: Tree,
  touched: Span,
  extraction: Extraction,
): { readonly facts: readonly Fact[]; readonly within: Span } {
  const walk = { facts: [] as Fact[], start: touched.start, end: touched.end };
  walkTouched(tree.rootNode, top, walk, extraction);
  return { facts: walk.facts, within: { start: walk.start, end: walk.end } };
}

/** Walks a whole subtree with a cursor, which costs a fraction of making nodes; without recursion, as trees may be deep. */
function walkAll(from: Node, outer: Position, extraction: Extraction, facts: Fact[]): void {
  const cursor = from.walk();
  try {
    walkWith(cursor, outer, extraction, facts);
  } finally {
    // Left to its finaliser it could outlive its tree.
    cursor.delete();
  }
}

function walkWith(cursor: TreeCursor, outer: Position, extraction: Extraction, facts: Fact[]): void {
  /** The positions of the nodes above the cursor. */
  const above: Position[] = [];
  let position = outer;
  for (let visited = 1; ; visited++) {
    if (visited % nodesBetweenChecks === 0) extraction.checkTime();
    const role = extraction.roles[cursor.nodeTypeId];
    const inner =
      role === undefined || role === 'leaf'
        ? position
        : readNode(role, cursor.currentNode, position, extraction, facts);
    if (role !== 'leaf' && cursor.gotoFirstChild()) {
      above.push(position);
      position = inner;
      continue;
    }
    while (above.length > 0 && !cursor.gotoNextSibling()) {
      cursor.gotoParent();
      position = above.pop() ?? outer;
    }
    if (above.length === 0) break;
  }
}

/** Walks down to the nodes that touch a span, past all siblings that do not. */
function walkTouched(
  node: Node,
  position: Position,
  walk: { readonly facts: Fact[]; start: number; end: number },
  extraction: Extraction,
): void {
  const role = extraction.roles[node.typeId];
  if (role === 'leaf') return;
  if (role !== undefined && walk.start <= headerEnd(role, node, extraction.language)) {
    walk.start = Math.min(walk.start, node.startIndex);
    walk.end = Math.max(walk.end, node.endIndex);
    walkAll(node, position, extraction, walk.facts);
    return;
  }
  const inner = role === undefined ? position : readNode(role, node, position, extraction, walk.facts);
  let child = node.firstChildForIndex(Math.max(0, walk.start - 1));
  while (child !== null && child.startIndex <= walk.end) {
    const end = child.endIndex;
    if (end >= walk.start) walkTouched(child, inner, walk, extraction);
    if (end > walk.end) break;
    child = child.nextSibling;
  }
}

/** Up to where a node says what the facts inside it are called. */
function headerEnd(role: NodeRole, node: Node, language: Language): number {
  if (role === 'scope') return node.childForFieldName('body')?.startIndex ?? -1;
  if (role === 'decorated') return node.childForFieldName('definition')?.startIndex ?? -1;
  if (role === 'call') return node.childForFieldName('arguments')?.startIndex ?? -1;
  return role === 'binding' ? (language.binding(node)?.value.startIndex ?? -1) : -1;
}
