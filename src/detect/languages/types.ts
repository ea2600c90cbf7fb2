import type { Node } from 'web-tree-sitter';
import type { Filling } from '../codecs/_templateFields.ts';
import type { Value } from '../values.ts';

/** Reads expression nodes of one file; offsets in values count from `base`. */
export interface Reading {
  readonly source: string;
  readonly eol: string;
  readonly base: number;
  /** How many expressions stand around the one being read. */
  readonly depth: number;
}

/** Expressions nested deeper than this are opaque: nobody writes them, and the stack is finite. */
export const maximumDepth = 60;

/** A dotted path ends after this many parts: chains of calls may be as long as their file. */
export const maximumPath = 12;

/** The reading of an expression inside another one. */
export function deeper(reading: Reading): Reading {
  return { ...reading, depth: reading.depth + 1 };
}

/** What a node says to the detection besides its children; see {@link Language.roles}. */
export type NodeRole =
  /** Binds a name to a value: assignment, property, parameter default, keyword argument. */
  | 'binding'
  | 'call'
  | 'list'
  | 'record'
  /** Opens a named scope: function or class. */
  | 'scope'
  /** A scope with its decorators. */
  | 'decorated'
  /** Takes names from other files and nothing else. */
  | 'import'
  /** Hands a value to names without binding one of them to it: a loop, `with … as`. */
  | 'handing'
  | 'comparison'
  /** Literals, types and comments that hold nothing of interest. */
  | 'leaf';

/** A name bound to a value; `target` is a dotted path. */
export interface Binding {
  readonly target: string;
  /** `addition` extends a value made before (`+=`). */
  readonly via: 'variable' | 'addition' | 'property' | 'parameter' | 'argument' | 'return';
  readonly value: Node;
}

/** A value and the names, or the pattern of names, that take it or its parts. */
export interface Handing {
  readonly into: Node;
  readonly value: Node;
}

/** A name that a file takes from another one. */
export interface ImportedName {
  /** What it is called here, a dotted path for `import a.b`; `*` where all names are taken over. */
  readonly local: string;
  /** The module as written; `''` is this file. */
  readonly module: string;
  /** What it is called there; `*` is the module itself. */
  readonly name: string;
}

/** One programming language. Grammar node types appear in its file and nowhere else. */
export interface Language {
  readonly id: string;
  /** Grammar name: `tree-sitter-<grammar>.wasm`. */
  readonly grammar: string;
  readonly languageIds: readonly string[];
  readonly extensions: readonly string[];
  readonly roles: Readonly<Record<string, NodeRole>>;
  /** Text with which the grammar is known to fail, so that it is not tried. */
  readonly tooDeep?: RegExp;
  /** How texts that wait for values are filled in by convention, where nothing in the file says it. */
  readonly templates?: Filling;
  /** The name of a `scope` node: its own, or the one it is bound to. */
  scopeName(node: Node): string | undefined;
  /** The dotted paths of a `decorated` node's decorators. */
  decorators?(node: Node): readonly string[];
  /** What a `binding` node binds; for a `scope` that is one expression, that it returns it. */
  binding(node: Node): Binding | undefined;
  /** What a `handing` node hands on, or a `binding` node whose left side is a pattern. */
  handing(node: Node): Handing | undefined;
  /** The dotted path a `call` node calls, such as `client.chat.completions.create`; `undefined` where it is computed. */
  callee(node: Node): string | undefined;
  read(node: Node, reading: Reading): Value;
  /** The names that an `import` or `binding` node takes from another file. */
  imports(node: Node): readonly ImportedName[];
  /** The files of the workspace that a module may be, likeliest first, as seen from the file at `path`; none for packages. */
  moduleFiles(module: string, path: string): readonly string[];
  /** The module that a name of another module may be, where modules hold modules. */
  submodule?(module: string, name: string): string;
}

/** Checks a language's shape at compile time. */
export function defineLanguage(language: Language): Language {
  return language;
}
