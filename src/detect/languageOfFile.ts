import { languages } from './languages/index.ts';
import type { Language } from './languages/types.ts';

/** The programming language of a file: by the editor's language id, else by the end of its path. */
export function languageOfFile(path: string, languageId: string): Language | undefined {
  const lower = path.toLowerCase();
  return (
    languages.find(({ languageIds }) => languageIds.includes(languageId)) ??
    languages.find(({ extensions }) => extensions.some((extension) => lower.endsWith(extension)))
  );
}

/** True for a notebook as a file of JSON; the cells that an editor shows are documents in their own languages. */
export function isNotebookFile(path: string, languageId: string): boolean {
  return /\.ipynb$/i.test(path) && languageOfFile('', languageId) === undefined;
}

/** True for the document of one cell, which VS Code keeps in memory under a scheme of its own. */
export function isNotebookCell(uri: string): boolean {
  return uri.startsWith('vscode-notebook-cell:');
}
