import type { Edit, Node, Parser, Point, Tree } from 'web-tree-sitter';
import { applyEdits, type Span, type TextEdit } from '../base/span.ts';
import type { Prompt } from '../prompt/types.ts';
import { buildPrompt, DraftCache, type PlacedDraft } from './codePrompts.ts';
import { DeadlineExceeded, type Extraction, extractFacts, rolesById } from './extract.ts';
import { FactTable } from './factTable.ts';
import type { Language } from './languages/types.ts';

/** Where the prompts after an edit come from: the one before, moved, or a new one. */
export type PromptChange = { readonly keep: number } | { readonly prompt: Prompt };

const millisecondsPerFile = 2000;

/** One open code file: its text, tree, facts and drafts. Throws {@link DeadlineExceeded} where a file takes too long. */
export class CodeFile {
  readonly #language: Language;
  readonly #parser: Parser;
  readonly #place: { readonly uri: string; readonly path: string };
  readonly #table = new FactTable();
  readonly #cache = new DraftCache(this.#table);
  readonly #roles: Extraction['roles'];
  #text: string;
  #eol: string;
  #tree: Tree;
  #placed: readonly PlacedDraft[] = [];

  constructor(language: Language, parser: Parser, uri: string, path: string, text: string) {
    this.#language = language;
    this.#parser = parser;
    this.#place = { uri, path };
    this.#text = text;
    this.#eol = eolOf(text);
    const deadline = deadlineFromNow();
    this.#tree = parse(parser, text, undefined, deadline);
    this.#roles = rolesById(language, this.#tree);
    this.#table.replaceWithin(0, text.length, extractFacts(this.#tree, this.#extraction(deadline)));
    this.#placed = this.#cache.place();
  }

  get text(): string {
    return this.#text;
  }

  /** All prompts of the file, built anew. */
  prompts(): readonly Prompt[] {
    const file = { ...this.#place, text: this.#text };
    return this.#placed.map((placed) => buildPrompt(placed, file, this.#table));
  }

  /** Applies edits (offsets of the text before any of them) and says how each prompt came about. */
  change(edits: readonly TextEdit[]): readonly PromptChange[] {
    const deadline = deadlineFromNow();
    const before = new Map(this.#placed.map((placed, index) => [placed.draft, { placed, index }]));
    for (const edit of edits.toSorted((a, b) => b.span.start - a.span.start)) this.#apply(edit, deadline);
    this.#placed = this.#cache.place();
    const file = { ...this.#place, text: this.#text };
    return this.#placed.map((placed) => {
      const known = before.get(placed.draft);
      return known !== undefined && samePlace(known.placed, placed)
        ? { keep: known.index }
        : { prompt: buildPrompt(placed, file, this.#table) };
    });
  }

  dispose(): void {
    this.#tree.delete();
  }

  #apply(edit: TextEdit, deadline: number): void {
    const { start, end } = edit.span;
    const by = edit.newText.length - (end - start);
    const next = applyEdits(this.#text, [edit]);
    const treeEdit = treeEditOf(this.#tree, this.#text, edit);
    const old = this.#tree;
    old.edit(treeEdit);
    this.#text = next;
    this.#tree = parse(this.#parser, next, old, deadline);
    const eolChanged = eolOf(next) !== this.#eol;
    this.#eol = eolOf(next);
    const touched = eolChanged
      ? { start: 0, end: next.length }
      : touchedSpan(old, this.#tree, { start, end: start + edit.newText.length });
    const removedFrom = Math.min(touched.start, start);
    this.#table.shift(start, end, by);
    const within = widenToScope(this.#tree, touched, this.#roles);
    const facts = extractFacts(this.#tree, { ...this.#extraction(deadline), within });
    const { removed, changed } = this.#table.replaceWithin(
      Math.min(removedFrom, within.start),
      within.end,
      facts,
    );
    this.#cache.invalidate(removed, changed);
    old.delete();
  }

  #extraction(deadline: number): Extraction {
    const checkTime = () => {
      if (performance.now() > deadline) throw new DeadlineExceeded();
    };
    return { language: this.#language, roles: this.#roles, source: this.#text, eol: this.#eol, checkTime };
  }
}

/** New lines are written with the file's own line ending: that of its first line. */
function eolOf(text: string): string {
  return /\r\n|\n/.exec(text)?.[0] ?? '\n';
}

function deadlineFromNow(): number {
  return performance.now() + millisecondsPerFile;
}

function parse(parser: Parser, text: string, old: Tree | undefined, deadline: number): Tree {
  // Cancelling is asked for by returning true, which the declared type of the callback leaves out.
  const progressCallback = (() => performance.now() > deadline) as () => void;
  const tree = parser.parse(text, old, { progressCallback });
  if (tree === null) {
    parser.reset();
    throw new DeadlineExceeded();
  }
  return tree;
}

function samePlace(a: PlacedDraft, b: PlacedDraft): boolean {
  return (
    a.ordinal === b.ordinal &&
    a.messages.length === b.messages.length &&
    a.messages.every((message, index) => message === b.messages[index])
  );
}

function treeEditOf(tree: Tree, text: string, { span, newText }: TextEdit): Edit {
  const startPosition = pointAt(tree, text, span.start);
  const oldEndPosition = advance(startPosition, text.slice(span.start, span.end));
  const newEndPosition = advance(startPosition, newText);
  return {
    startIndex: span.start,
    oldEndIndex: span.end,
    newEndIndex: span.start + newText.length,
    startPosition,
    oldEndPosition,
    newEndPosition,
  } as Edit;
}

/** Counts lines from the smallest node around rather than from the top of the file. */
function pointAt(tree: Tree, text: string, offset: number): Point {
  const node = tree.rootNode.descendantForIndex(Math.max(0, offset - 1));
  return node === null || node.startIndex > offset
    ? advance({ row: 0, column: 0 }, text.slice(0, offset))
    : advance(node.startPosition, text.slice(node.startIndex, offset));
}

function advance({ row, column }: Point, text: string): Point {
  const last = text.lastIndexOf('\n');
  if (last < 0) return { row, column: column + text.length };
  let rows = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) rows++;
  return { row: row + rows, column: text.length - last - 1 };
}

function touchedSpan(old: Tree, next: Tree, edited: Span): Span {
  let { start, end } = edited;
  for (const range of old.getChangedRanges(next)) {
    start = Math.min(start, range.startIndex);
    end = Math.max(end, range.endIndex);
  }
  return { start, end };
}

/** A change in a function's or class's header may rename the scope of everything inside. */
function widenToScope(tree: Tree, touched: Span, roles: Extraction['roles']): Span {
  let node: Node | null = tree.rootNode;
  while (node !== null && node.startIndex <= touched.end) {
    const body: Node | null = roles[node.typeId] === 'scope' ? node.childForFieldName('body') : null;
    if (body !== null && touched.start <= body.startIndex) {
      return { start: Math.min(touched.start, node.startIndex), end: Math.max(touched.end, node.endIndex) };
    }
    node = node.firstChildForIndex(Math.max(0, touched.start - 1));
  }
  return touched;
}
