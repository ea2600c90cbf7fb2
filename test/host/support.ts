import { strict as assert } from 'node:assert';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';

const extensionId = 'prompt-quorum.prompt-quorum';

/** Activates the extension under test and returns what it exports. */
export async function activateExtension(): Promise<unknown> {
  const extension = vscode.extensions.getExtension(extensionId);
  assert(extension, `${extensionId} is not loaded in this window`);
  return extension.activate();
}

/** The folder the window has open; it starts empty and is removed after the run. */
export function workspaceFolder(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert(folder, 'the window has no folder open');
  return folder.uri.fsPath;
}

/** Writes files into a folder of their own in the workspace, and removes the folder on `dispose`. */
export async function temporaryFolder(files: Readonly<Record<string, string>>): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(workspaceFolder(), 'case-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
  return {
    path,
    uri: (name) => vscode.Uri.file(join(path, name)),
    dispose: () => rm(path, { recursive: true, force: true }),
  };
}

export interface TemporaryFolder {
  readonly path: string;
  uri(name: string): vscode.Uri;
  dispose(): Promise<void>;
}

/** Opens one temporary file of the workspace in an editor. */
export async function openFile(name: string, text: string): Promise<vscode.TextEditor> {
  const folder = await temporaryFolder({ [name]: text });
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(folder.uri(name)));
}

/** Closes every editor without saving. */
export async function closeEditors(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.isClosed) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/**
 * Asks `look` until it gives something other than undefined, null or false, and returns that; after `millis`
 * (10 s unless told) the test fails and says what it waited for.
 */
export async function waitFor<T>(
  what: string,
  look: () => T | Promise<T>,
  millis = 10_000,
): Promise<NonNullable<Exclude<T, false>>> {
  for (const deadline = Date.now() + millis; ; ) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false)
      return found as NonNullable<Exclude<T, false>>;
    if (Date.now() > deadline)
      throw new assert.AssertionError({ message: `waited ${millis} ms for ${what}` });
    await sleep(50);
  }
}

/** The extension's own diagnostics of a document, once there are at least `count` of them. */
export function diagnosticsOf(uri: vscode.Uri, count = 1): Promise<readonly vscode.Diagnostic[]> {
  return waitFor(`${count} diagnostics of ${uri.path}`, () => {
    const own = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Prompt Quorum');
    return own.length >= count && own;
  });
}
