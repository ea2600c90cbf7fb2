import type { Node, Tree } from 'web-tree-sitter';
import type { Span } from '../base/span.ts';
import { type Fact, lastName } from './facts.ts';
import type { Language, NodeRole, Reading } from './languages/types.ts';
import { sinks } from './sinks/index.ts';
import type { Value } from './values.ts';

/** Beyond this many characters a list or record is not read as one value; its parts are still found one by one. */
const largestValue = 40_000;
const nodesBetweenChecks = 4096;
/** Calls that build a message list, and calls that read a reply. */
const listMethods = ['append', 'push', 'unshift', 'insert', 'extend'];
const parsers = ['loads', 'parse', 'model_validate_json', 'safeParse', 'literal_eval'];
const interestingCalls = new Set([
  ...sinks.flatMap(({ calls }) => calls.map(({ callee }) => lastName(callee))),
  ...listMethods,
  ...parsers,
]);
const roleKey = /(?:^|[^\w])["']?role["']?\s*[:=]/;

/** The node roles of a language by the grammar's type numbers. */
export function rolesById(language: Language, tree: Tree): readonly (NodeRole | undefined)[] {
  return tree.language.types.map((type) =>
    Object.hasOwn(language.roles, type) ? language.roles[type] : undefined,
  );
}

/** Thrown through the walk when a file takes too long; caught by the session. */
export class DeadlineExceeded extends Error {}

export interface Extraction {
  readonly language: Language;
  readonly roles: readonly (NodeRole | undefined)[];
  readonly source: string;
  readonly eol: string;
  /** Throws {@link DeadlineExceeded} when time is up. */
  checkTime(): void;
}

/** Reads all facts of a tree in source order. */
export function extractFacts(tree: Tree, extraction: Extraction): readonly Fact[] {
  const facts: Fact[] = [];
  walkAll(tree.rootNode, '', extraction, facts);
  return facts;
}

/**
 * Reads the facts of the nodes that touch a span, and says which span that was in the end: a change in the header of a
 * function or class may rename the scope of everything inside.
 */
export function extractTouched(
  tree: Tree,
  touched: Span,
  extraction: Extraction,
): { readonly facts: readonly Fact[]; readonly within: Span } {
  const walk = { facts: [] as Fact[], start: touched.start, end: touched.end };
  walkTouched(tree.rootNode, '', walk, extraction);
  return { facts: walk.facts, within: { start: walk.start, end: walk.end } };
}

/** Walks a whole subtree with a cursor, which costs a fraction of making nodes; without recursion, as trees may be deep. */
function walkAll(from: Node, outer: string, extraction: Extraction, facts: Fact[]): void {
  const cursor = from.walk();
  /** The scopes inside the nodes above the cursor. */
  const scopes: string[] = [];
  let scope = outer;
  for (let visited = 1; ; visited++) {
    if (visited % nodesBetweenChecks === 0) extraction.checkTime();
    const role = extraction.roles[cursor.nodeTypeId];
    let inner = scope;
    if (role === 'scope') inner = scopeInside(cursor.currentNode, scope, extraction.language);
    else if (role !== undefined && role !== 'leaf')
      readNode(role, cursor.currentNode, scope, extraction, facts);
    if (role !== 'leaf' && cursor.gotoFirstChild()) {
      scopes.push(scope);
      scope = inner;
      continue;
    }
    while (scopes.length > 0 && !cursor.gotoNextSibling()) {
      cursor.gotoParent();
      scope = scopes.pop() ?? outer;
    }
    if (scopes.length === 0) break;
  }
  cursor.delete();
}

/** Walks down to the nodes that touch a span, past all siblings that do not. */
function walkTouched(
  node: Node,
  scope: string,
  walk: { readonly facts: Fact[]; start: number; end: number },
  extraction: Extraction,
): void {
  const role = extraction.roles[node.typeId];
  if (role === 'leaf') return;
  if (role === 'scope') {
    const body = node.childForFieldName('body');
    if (body !== null && walk.start <= body.startIndex) {
      walk.start = Math.min(walk.start, node.startIndex);
      walk.end = Math.max(walk.end, node.endIndex);
      walkAll(node, scope, extraction, walk.facts);
      return;
    }
  } else if (role !== undefined) {
    readNode(role, node, scope, extraction, walk.facts);
  }
  const inner = role === 'scope' ? scopeInside(node, scope, extraction.language) : scope;
  let child = node.firstChildForIndex(Math.max(0, walk.start - 1));
  while (child !== null && child.startIndex <= walk.end) {
    const end = child.endIndex;
    if (end >= walk.start) walkTouched(child, inner, walk, extraction);
    if (end > walk.end) break;
    child = child.nextSibling;
  }
}

function scopeInside(node: Node, scope: string, language: Language): string {
  const name = language.scopeName(node);
  return name === undefined ? scope : scope === '' ? name : `${scope}.${name}`;
}

function readNode(role: NodeRole, node: Node, scope: string, extraction: Extraction, facts: Fact[]): void {
  if (role === 'binding') readBinding(node, scope, extraction, facts);
  else if (role === 'call') readCall(node, scope, extraction, facts);
  else if (saysRole(node, role === 'list' ? 400 : 60, extraction.source)) {
    facts.push(factOf(node, 'messages', '', scope, extraction));
  }
}

function saysRole({ startIndex, endIndex }: Node, head: number, source: string): boolean {
  const long = endIndex - startIndex > 20;
  return long && roleKey.test(source.slice(startIndex, Math.min(endIndex, startIndex + head)));
}

function readBinding(node: Node, scope: string, extraction: Extraction, facts: Fact[]): void {
  const bound = extraction.language.binding(node);
  if (bound === undefined || bound.value.endIndex - bound.value.startIndex < 3) return;
  const start = node.startIndex;
  const value = readValue(bound.value, start, extraction);
  if (!isTelling(value)) return;
  const name = bound.via === 'return' ? lastName(scope) : bound.target;
  facts.push({ kind: 'binding', name, via: bound.via, scope, value, start, end: node.endIndex });
}

function isTelling(value: Value): boolean {
  return value.kind === 'choice'
    ? value.options.some(isTelling)
    : value.kind === 'text' || value.kind === 'list' || value.kind === 'record';
}

function readCall(node: Node, scope: string, extraction: Extraction, facts: Fact[]): void {
  const callee = extraction.language.callee(node);
  if (callee === undefined || !interestingCalls.has(lastName(callee))) return;
  facts.push(factOf(node, 'call', callee, scope, extraction));
}

function factOf(node: Node, kind: Fact['kind'], name: string, scope: string, extraction: Extraction): Fact {
  const start = node.startIndex;
  const value = readValue(node, start, extraction);
  return { kind, name, via: 'none', scope, value, start, end: node.endIndex };
}

function readValue(node: Node, base: number, { language, source, eol }: Extraction): Value {
  const reading: Reading = { source, eol, base, depth: 0 };
  const start = node.startIndex - base;
  const end = node.endIndex - base;
  return end - start > largestValue && !/string|template|binary|concat|paren/.test(node.type)
    ? { kind: 'opaque', start, end }
    : language.read(node, reading);
}
