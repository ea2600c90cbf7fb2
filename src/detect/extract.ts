import type { Node, Tree, TreeCursor } from 'web-tree-sitter';
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
  return tree.language.types.map((type) => language.roles[type]);
}

/** Thrown through the walk when a file takes too long; caught by the session. */
export class DeadlineExceeded extends Error {}

export interface Extraction {
  readonly language: Language;
  readonly roles: readonly (NodeRole | undefined)[];
  readonly source: string;
  readonly eol: string;
  /** Only nodes that touch this span are read; the whole tree where absent. */
  readonly within?: Span;
  /** Throws {@link DeadlineExceeded} when time is up. */
  checkTime(): void;
}

/** Reads the facts of a tree in source order. */
export function extractFacts(tree: Tree, extraction: Extraction): readonly Fact[] {
  const cursor = tree.walk();
  const facts: Fact[] = [];
  let visited = 0;
  const visit = (scope: string): void => {
    if (++visited % nodesBetweenChecks === 0) extraction.checkTime();
    const role = extraction.roles[cursor.nodeTypeId];
    if (role === 'leaf') return;
    let inner = scope;
    if (role === 'scope') inner = scopeInside(cursor.currentNode, scope, extraction.language);
    else if (role !== undefined && role !== 'statement') readNode(cursor, role, scope, extraction, facts);
    if (!enterChildren(cursor, extraction.within)) return;
    do {
      if (extraction.within !== undefined && cursor.startIndex > extraction.within.end) break;
      visit(inner);
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
  };
  visit('');
  cursor.delete();
  return facts;
}

function enterChildren(cursor: TreeCursor, within: Span | undefined): boolean {
  return within === undefined
    ? cursor.gotoFirstChild()
    : cursor.gotoFirstChildForIndex(Math.max(0, within.start - 1)) || false;
}

function scopeInside(node: Node, scope: string, language: Language): string {
  const name = language.scopeName(node);
  return name === undefined ? scope : scope === '' ? name : `${scope}.${name}`;
}

function readNode(
  cursor: TreeCursor,
  role: NodeRole,
  scope: string,
  extraction: Extraction,
  facts: Fact[],
): void {
  const start = cursor.startIndex;
  const end = cursor.endIndex;
  switch (role) {
    case 'binding':
      return readBinding(cursor.currentNode, scope, extraction, facts);
    case 'call':
      return readCall(cursor.currentNode, scope, extraction, facts);
    case 'list':
      if (end - start > 30 && roleKey.test(extraction.source.slice(start, Math.min(end, start + 400)))) {
        facts.push(factOf(cursor.currentNode, 'messages', '', scope, extraction));
      }
      return;
    case 'record':
      if (end - start > 20 && roleKey.test(extraction.source.slice(start, Math.min(end, start + 60)))) {
        facts.push(factOf(cursor.currentNode, 'messages', '', scope, extraction));
      }
      return;
    default:
  }
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
  const reading: Reading = { source, eol, base };
  const start = node.startIndex - base;
  const end = node.endIndex - base;
  return end - start > largestValue && !/string|template|binary|concat|paren/.test(node.type)
    ? { kind: 'opaque', start, end }
    : language.read(node, reading);
}
