import * as vscode from 'vscode';
import { folderOf, pathInFolder } from './places.ts';
import type { Services } from './services.ts';

/** Lets the history and the marked selections follow files and folders that are renamed in VS Code. */
export function registerRenames({ core, marked, log }: Services): vscode.Disposable {
  return vscode.workspace.onDidRenameFiles(async ({ files }) => {
    for (const { oldUri, newUri } of files) {
      await marked.rename(oldUri, newUri);
      const folder = folderOf(oldUri).toString();
      if (folder !== folderOf(newUri).toString()) continue;
      try {
        await core.history.rename(folder, pathInFolder(oldUri), pathInFolder(newUri));
      } catch (thrown) {
        log.error('the history could not follow a rename', thrown);
      }
    }
  });
}
