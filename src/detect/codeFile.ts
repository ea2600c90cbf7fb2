import type { Edit, Parser, Point, Tree } from 'web-tree-sitter';
import { applyEdits, type Span, type TextEdit } from '../base/span.ts';
import type { Prompt } from '../prompt/types.ts';
import { buildPrompt, DraftCache, foundByThemselves, type PlacedDraft } from './codePrompts.ts';
import { extractFacts, extractTouched } from './extract.ts';
import { DeadlineExceeded, type Extraction, rolesById } from './extraction.ts';
import { FactTable, type TableFile } from './factTable.ts';
import type { Language } from './languages/types.ts';
import { importKey, type Modules, type ReadModule } from './modules.ts';

/** Where the prompts after an edit come from: the one before, moved, or a new one. */
export type PromptChange = { readonly keep: number } | { readonly prompt: Prompt };

const millisecondsPerFile = 2000;

/** One open code file: its text, tree, facts and drafts. Throws {@link DeadlineExceeded} where a file takes too long. */
export class CodeFile {
  readonly #language: Language;
  readonly #parser: Parser;
  readonly #table: FactTable;
  readonly #modules: Modules;
  readonly #cache: DraftCache;
  readonly #roles: Extraction['roles'];
  #text: string;
  #eol: string;
  #tree: Tree;

  constructor(file: TableFile, parser: Parser, text: string, modules: Modules) {
    const { language } = file;
    this.#language = language;
    this.#parser = parser;
    this.#table = new FactTable(file);
    this.#modules = modules;
    this.#cache = new DraftCache(this.#table, modules);
    this.#text = text;
    this.#eol = eolOf(text);
    checkDepth(language, text, { start: 0, end: text.length });
    const deadline = deadlineFromNow();
    this.#tree = parse(parser, text, undefined, deadline);
    this.#roles = rolesById(language, this.#tree);
    try {
      this.#readAll(deadline);
    } catch (thrown) {
      release(this.#tree, thrown);
      throw thrown;
    }
  }

  get text(): string {
    return this.#text;
  }

  /** What stands in the file now, to be compared with later. */
  get placed(): readonly PlacedDraft[] {
    return this.#cache.placed;
  }

  /** All prompts of the file. */
  prompts(): readonly Prompt[] {
    const { checkTime } = this.#extraction(deadlineFromNow());
    return this.#cache.placed.map((placed) => {
      checkTime();
      return this.#build(placed);
    });
  }

  /** Applies edits; offsets are those of the text before any of them. */
  apply(edits: readonly TextEdit[]): void {
    const deadline = deadlineFromNow();
    for (const edit of edits.toSorted((a, b) => b.span.start - a.span.start)) this.#apply(edit, deadline);
  }

  /** Follows imported names again, once more is known of other files. */
  followImports(): void {
    const { checkTime } = this.#extraction(deadlineFromNow());
    this.#cache.update([], [], new Set([importKey]), checkTime);
  }

  /** How each prompt came about since an earlier look. */
  changesSince(before: readonly PlacedDraft[]): readonly PromptChange[] {
    const { placed } = this.#cache;
    if (placed === before) return before.map((_placed, index) => ({ keep: index }));
    const known = new Map(before.map((each, index) => [each.draft, { placed: each, index }]));
    return placed.map((each) => {
      const old = known.get(each.draft);
      return old !== undefined && samePlace(old.placed, each)
        ? { keep: old.index }
        : { prompt: this.#build(each) };
    });
  }

  dispose(): void {
    this.#tree.delete();
  }

  #build(placed: PlacedDraft): Prompt {
    return buildPrompt(placed, this.#text, this.#table, this.#modules);
  }

  #readAll(deadline: number): void {
    const extraction = this.#extraction(deadline);
    const facts = extractFacts(this.#tree, extraction);
    const { changed } = this.#table.replaceWithin(0, this.#text.length, facts);
    this.#cache.update(facts, [], changed, extraction.checkTime);
  }

  #apply(edit: TextEdit, deadline: number): void {
    const { start } = edit.span;
    const next = applyEdits(this.#text, [edit]);
    const edited = { start, end: start + edit.newText.length };
    checkDepth(this.#language, next, edited);
    const old = this.#tree;
    const leaf = leafAround(old, edit.span);
    old.edit(treeEditOf(leaf, this.#text, edit));
    this.#text = next;
    this.#tree = parse(this.#parser, next, old, deadline);
    try {
      this.#follow(old, edited, edit.span, leaf, deadline);
      old.delete();
    } catch (thrown) {
      release(old, thrown);
      throw thrown;
    }
  }

  /** Reads anew what an edit touched. */
  #follow(old: Tree, edited: Span, { start, end }: Span, leaf: Leaf, deadline: number): void {
    const next = this.#text;
    const by = edited.end - edited.start - (end - start);
    const eolChanged = eolOf(next) !== this.#eol;
    this.#eol = eolOf(next);
    const touched = eolChanged
      ? { start: 0, end: next.length }
      : staysLeaf(leaf, leafAround(this.#tree, edited), by)
        ? edited
        : touchedSpan(old, this.#tree, edited);
    this.#table.shift(start, end, by);
    const extraction = this.#extraction(deadline);
    const { facts, within } = extractTouched(this.#tree, touched, extraction);
    const { removed, changed } = this.#table.replaceWithin(within.start, within.end, facts);
    this.#cache.update(facts, removed, changed, extraction.checkTime);
  }

  #extraction(deadline: number): Extraction {
    const checkTime = checkingTime(deadline);
    const { uri, language } = this.#table.file;
    return { uri, language, roles: this.#roles, source: this.#text, eol: this.#eol, checkTime };
  }
}

/** What there is to know of a file that others import from; its tree is not kept. */
export function readModule(file: TableFile, parser: Parser, text: string): ReadModule {
  const { uri, language } = file;
  checkDepth(language, text, { start: 0, end: text.length });
  const deadline = deadlineFromNow();
  const tree = parse(parser, text, undefined, deadline);
  const table = new FactTable(file);
  try {
    const roles = rolesById(language, tree);
    const checkTime = checkingTime(deadline);
    const facts = extractFacts(tree, { uri, language, roles, source: text, eol: eolOf(text), checkTime });
    table.replaceWithin(0, text.length, facts);
    const found = foundByThemselves(table, checkTime);
    tree.delete();
    return { text, table, found };
  } catch (thrown) {
    release(tree, thrown);
    throw thrown;
  }
}

function checkingTime(deadline: number): () => void {
  return () => {
    if (performance.now() > deadline) throw new DeadlineExceeded();
  };
}

/** New lines are written with the file's own line ending: that of its first line. */
function eolOf(text: string): string {
  return /\r\n|\n/.exec(text)?.[0] ?? '\n';
}

function deadlineFromNow(): number {
  return performance.now() + millisecondsPerFile;
}

/** Thrown for a file that is known to nest deeper than its grammar can bear. */
export class NestedTooDeeply extends Error {}

/** A trap, or a full stack while the parser was at work: its memory is no longer sound. */
export function breaksParser(thrown: unknown): boolean {
  return thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError;
}

/** Trees of a parser that trapped: their finalisers would run its broken code once more. */
const abandoned: Tree[] = [];

/** Frees a tree after an error; one whose memory may be broken is kept instead. */
function release(tree: Tree, thrown: unknown): void {
  if (breaksParser(thrown)) abandoned.push(tree);
  else tree.delete();
}

/** Checks the lines of a span, so that a keystroke does not read the whole file. */
function checkDepth({ tooDeep }: Language, text: string, { start, end }: Span): void {
  const from = text.lastIndexOf('\n', start) + 1;
  const to = text.indexOf('\n', end);
  if (tooDeep?.test(text.slice(from, to < 0 ? text.length : to))) throw new NestedTooDeeply();
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

/** What is known of the smallest node around an edit; positions are those before the tree was edited. */
interface Leaf {
  readonly types: string;
  readonly start: number;
  readonly end: number;
  readonly position: Point;
  readonly sound: boolean;
}

function leafAround(tree: Tree, { start, end }: Span): Leaf {
  const root = tree.rootNode;
  const node = root.descendantForIndex(Math.max(0, start - 1), end + 1) ?? root;
  const parent = node.parent;
  return {
    types: `${node.typeId} ${node.childCount} ${parent?.typeId} ${parent?.childCount}`,
    start: node.startIndex,
    end: node.endIndex,
    position: node.startPosition,
    sound: node.startIndex < start && end < node.endIndex && !root.hasError,
  };
}

/** An edit inside one token that stays the same token changes nothing else in the tree. */
function staysLeaf(before: Leaf, after: Leaf, by: number): boolean {
  return (
    before.sound &&
    after.sound &&
    before.types === after.types &&
    before.start === after.start &&
    before.end + by === after.end
  );
}

/** Counts lines from the node around rather than from the top of the file. */
function treeEditOf(leaf: Leaf, text: string, { span, newText }: TextEdit): Edit {
  const startPosition =
    leaf.start <= span.start
      ? advance(leaf.position, text.slice(leaf.start, span.start))
      : advance({ row: 0, column: 0 }, text.slice(0, span.start));
  return {
    startIndex: span.start,
    oldEndIndex: span.end,
    newEndIndex: span.start + newText.length,
    startPosition,
    oldEndPosition: advance(startPosition, text.slice(span.start, span.end)),
    newEndPosition: advance(startPosition, newText),
  } as Edit;
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
