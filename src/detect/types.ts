import type { TextEdit } from '../base/span.ts';
import type { Detected, SourceFile } from '../prompt/types.ts';

/** Finds prompts in open files and keeps their parse trees; lives in a worker, so every call is a promise. */
export interface Detector {
  /** Detects a file from its whole text; opening again replaces it. `workspacePath` is its path relative to the workspace. */
  open(file: SourceFile, workspacePath: string): Promise<Detected>;
  /** Applies edits (offsets of the text before any of them, not overlapping) and detects again; without edits the files it imports from are read anew. */
  change(uri: string, edits: readonly TextEdit[]): Promise<Detected>;
  close(uri: string): Promise<void>;
}

/** Looks up files that others import from. What the editor has open counts as it is there, saved or not. */
export interface FileFinder {
  /** The first that exists of some paths, relative to the folder of the file `from`. Never rejects. */
  first(
    from: string,
    paths: readonly string[],
  ): Promise<{ readonly index: number; readonly file: SourceFile } | undefined>;
  /** Files whose names hold in the file `uri` without an import, the nearest first: the cells of a notebook before one. Never rejects. */
  earlier(uri: string): Promise<readonly SourceFile[]>;
}

/** For where there are no other files. */
export const noFiles: FileFinder = { first: async () => undefined, earlier: async () => [] };

export type { Format as PromptFormat } from './formats/types.ts';
export type { Language as CodeLanguage } from './languages/types.ts';
export type { Sink } from './sinks/types.ts';
