import * as vscode from 'vscode';
import { languageIdOf } from '../detect/handles.ts';
import { isNotebookCell } from '../detect/languageOfFile.ts';
import type { FileFinder } from '../detect/types.ts';
import { fileBeside } from './versions.ts';

/** Files that others import from: as the editor has them open, else as they are on the disk; of an earlier version of a file, as they were then. */
export const workspaceFiles: FileFinder = {
  async first(from, paths) {
    for (const [index, path] of paths.entries()) {
      const found = await fileBeside(vscode.Uri.parse(from, true), path);
      if (found === undefined) continue;
      const { uri, text } = found;
      return { index, file: { uri: uri.toString(), languageId: languageIdOf(path), text } };
    }
    return undefined;
  },
  async earlier(uri) {
    const cells = cellsWith(uri);
    const index = cells.findIndex(({ document }) => document.uri.toString() === uri);
    return cells
      .slice(0, Math.max(index, 0))
      .filter(({ kind }) => kind === vscode.NotebookCellKind.Code)
      .map(({ document }) => ({
        uri: document.uri.toString(),
        languageId: document.languageId,
        text: document.getText(),
      }))
      .toReversed();
  },
};

/** The cells of the notebook that a document is a cell of. */
function cellsWith(uri: string): readonly vscode.NotebookCell[] {
  if (!isNotebookCell(uri)) return [];
  const notebooks = vscode.workspace.notebookDocuments.map((notebook) => notebook.getCells());
  return notebooks.find((cells) => cells.some(({ document }) => document.uri.toString() === uri)) ?? [];
}
