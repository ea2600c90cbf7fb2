import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createLineMap } from '../base/lineMap.ts';
import { phrase, say } from '../base/text.ts';
import type { Inspection } from '../core.ts';
import { languageIdOf, mayHoldPrompts } from '../detect/handles.ts';
import type { Prompt } from '../prompt/types.ts';
import { readNamedFile, type TextFile } from './files.ts';
import { inspect } from './inspectFiles.ts';
import { type FilePlace, parsePlace } from './place.ts';
import { lineRange } from './ranges.ts';
import type { Services } from './services.ts';
import { type Terminal, usageError } from './terminal.ts';
import { texts } from './texts.ts';
import { type Workspace, workspaceOf } from './workspace.ts';

/** A prompt the user named by `FILE[:LINE]`, with what is known of its file. */
export interface ChosenPrompt {
  readonly prompt: Prompt;
  readonly file: TextFile;
  readonly inspection: Inspection;
  readonly workspace: Workspace;
  /** There where it was read from git instead of the folder. */
  readonly revision?: string;
}

/** Finds the prompt of `FILE[:LINE]`. Throws a usage `ProblemError` where there is none, or more than one to choose from. */
export async function choosePrompt(
  written: string,
  { core }: Services,
  terminal: Terminal,
): Promise<ChosenPrompt> {
  const place = parsePlace(written, (path) => existsSync(resolve(terminal.cwd, path)));
  const file = await readNamedFile(place.path, terminal);
  const { path } = file;
  if (!mayHoldPrompts(path, languageIdOf(path))) throw usageError(phrase(texts.noPromptFile, { path }));
  const inspection = await inspect(file, core, terminal);
  const prompt = promptAt(place, file, inspection.prompts, terminal);
  return { prompt, file, inspection, workspace: await workspaceOf(file, terminal.cwd) };
}

function promptAt(
  { line }: FilePlace,
  { path, source }: TextFile,
  prompts: readonly Prompt[],
  { locale }: Terminal,
): Prompt {
  const places = prompts.map((prompt) => ({ prompt, ranges: rangesOf(prompt, source) }));
  const [first, ...others] =
    line === undefined
      ? places
      : places.filter(({ ranges }) => coveringSize(ranges, line) < Number.POSITIVE_INFINITY);
  const starts = places.map(({ ranges }) => ranges[0]?.startLine ?? 1);
  if (prompts.length === 0) throw usageError(phrase(texts.noPrompt, { path }));
  if (first === undefined) {
    const lines = starts.map((start) => say(phrase(texts.line, { line: start }), locale));
    throw usageError(phrase(texts.noPromptAtLine, { path, line: line ?? 1, lines }));
  }
  if (others.length === 0) return first.prompt;
  if (line === undefined) {
    const choices = starts.map((start) => `${path}:${start}`);
    throw usageError(phrase(texts.severalPrompts, { path, choices }));
  }
  return [first, ...others].reduce((best, other) =>
    coveringSize(other.ranges, line) < coveringSize(best.ranges, line) ? other : best,
  ).prompt;
}

type LineRange = ReturnType<typeof lineRange>;

/** The lines of a prompt in its file: its messages there, and the code that takes texts from other files. */
function rangesOf({ messages, site }: Prompt, { uri, text }: TextFile['source']): readonly LineRange[] {
  const lines = createLineMap(text);
  return [...messages.map(({ source }) => source), ...(site ? [site] : [])]
    .filter((source) => source.uri === uri)
    .map(({ span }) => lineRange(span, lines));
}

/** Lines of the smallest message at a line: where prompts overlap the most specific one is meant. Infinite where none is there. */
function coveringSize(ranges: readonly LineRange[], line: number): number {
  const covering = ranges.filter(({ startLine, endLine }) => startLine <= line && line <= endLine);
  return Math.min(...covering.map(({ startLine, endLine }) => endLine - startLine + 1));
}
