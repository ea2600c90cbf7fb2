import type { Node } from 'web-tree-sitter';

/** The named children of a node without comments. */
export function namedChildren(node: Node): readonly Node[] {
  return node.namedChildren.filter((child): child is Node => child !== null && child.type !== 'comment');
}
