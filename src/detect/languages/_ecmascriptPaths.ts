import type { Node } from 'web-tree-sitter';
import { maximumPath } from './types.ts';

const identifiers = new Set([
  'identifier',
  'this',
  'shorthand_property_identifier',
  'shorthand_property_identifier_pattern',
  'property_identifier',
  'private_property_identifier',
]);

/** The dotted path of a name, a member or an entry with a literal key; `?` stands for an owner that is computed. */
export function pathOf(node: Node | null, depth = 0): string | undefined {
  if (node === null || depth > maximumPath) return undefined;
  if (identifiers.has(node.type)) return node.text;
  switch (node.type) {
    case 'non_null_expression':
    case 'parenthesized_expression':
    case 'await_expression':
      return pathOf(node.firstNamedChild, depth + 1);
    case 'new_expression':
      return pathOf(node.childForFieldName('constructor'), depth + 1);
    case 'subscript_expression':
      return entryPath(node, depth);
    case 'member_expression':
      return memberPath(node, depth);
    default:
      return undefined;
  }
}

function memberPath(node: Node, depth: number): string {
  const object = node.childForFieldName('object');
  const target = object?.type === 'call_expression' ? object.childForFieldName('function') : object;
  const owner = pathOf(target ?? null, depth + 1);
  return `${owner ?? '?'}.${node.childForFieldName('property')?.text ?? ''}`;
}

/** `prompts['system']` reads as `prompts.system`, `messages[0]` as `messages`. */
function entryPath(node: Node, depth: number): string | undefined {
  const owner = pathOf(node.childForFieldName('object'), depth + 1);
  const index = node.childForFieldName('index');
  if (index?.type === 'number') return owner;
  const key = index?.type === 'string' ? keyOf(index) : undefined;
  return owner === undefined || key === undefined ? undefined : `${owner}.${key}`;
}

/** The name of a property. */
export function keyOf(node: Node | null): string | undefined {
  if (node?.type === 'string') return node.text.slice(1, -1);
  return node !== null && identifiers.has(node.type) ? node.text : undefined;
}
