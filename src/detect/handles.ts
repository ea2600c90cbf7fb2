import type { Lineage } from '../prompt/types.ts';
import { formatOf, stemOf } from './formatPrompts.ts';
import { formats } from './formats/index.ts';
import { isNotebookFile, languageOfFile } from './languageOfFile.ts';
import { languages } from './languages/index.ts';

/** True where a format or a programming language is known for the file, so that opening it may find prompts. */
export function mayHoldPrompts(path: string, languageId: string): boolean {
  return formatOf(path) !== undefined || holdsCode(path, languageId);
}

/** True where prompts are found by reading code, that of a notebook's cells included. */
export function holdsCode(path: string, languageId: string): boolean {
  return languageOfFile(path, languageId) !== undefined || isNotebookFile(path, languageId);
}

/** False where a glance at the text shows that a file of such a name holds no prompt. */
export function looksLikePrompts(path: string, text: string): boolean {
  return formatOf(path)?.byShape?.(text) ?? true;
}

/** True where the file is one prompt, so that what is said of the prompt is said of the file. */
export function isOnePrompt(path: string): boolean {
  const format = formatOf(path);
  return format !== undefined && format.several !== true;
}

/** VS Code's language id for a path, as far as detection and comments care. */
export function languageIdOf(path: string): string {
  const known = formatOf(path)?.languageIds[0] ?? languageOfFile(path, '')?.languageIds[0];
  return known ?? (isNotebookFile(path, '') ? 'json' : 'plaintext');
}

/**
 * What names the cases files beside a prompt. A file that is one prompt gives its own name; where there are several, the
 * name of the prompt follows, if it has one.
 */
export function casesNames(
  path: string,
  { symbol }: Pick<Lineage, 'symbol'>,
): { readonly stem: string; readonly symbol?: string } {
  const stem = stemOf(path);
  const isUnnamed = formatOf(path) !== undefined && stem.slice(stem.lastIndexOf('/') + 1) === symbol;
  return isOnePrompt(path) || isUnnamed ? { stem } : { stem: path, symbol };
}

/** Globs of the files that may hold prompts: those whose names say so, code, and those whose text must be looked at. */
export const searchedFiles = {
  named: formats.filter(({ byShape }) => byShape === undefined).flatMap(({ files }) => files),
  code: [...languages.flatMap(({ extensions }) => extensions), '.ipynb'].map(
    (extension) => `**/*${extension}`,
  ),
  byShape: formats.filter(({ byShape }) => byShape !== undefined).flatMap(({ files }) => files),
} as const satisfies Readonly<Record<string, readonly string[]>>;
