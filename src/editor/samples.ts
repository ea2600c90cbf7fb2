import * as vscode from 'vscode';

const storageKey = 'walkthroughGoesOnIn';

/**
 * Opens a copy of the sample workspace, the user's to edit; the copy of an earlier time is opened again as it was left. Its
 * window goes on with the walkthrough.
 */
export async function openSamples(
  extensionUri: vscode.Uri,
  storage: vscode.Uri,
  state: vscode.Memento,
): Promise<void> {
  const copy = vscode.Uri.joinPath(storage, 'samples');
  if (!(await exists(copy))) {
    await vscode.workspace.fs.createDirectory(storage);
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(extensionUri, 'samples'), copy);
  }
  await state.update(storageKey, copy.path);
  await vscode.commands.executeCommand('vscode.openFolder', copy, { forceNewWindow: true });
}

/** Shows the walkthrough in the window that its first step has opened, once. */
export async function goOnWithWalkthrough(state: vscode.Memento): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.path;
  if (folder === undefined || state.get(storageKey) !== folder) return;
  await state.update(storageKey, undefined);
  await showWalkthrough();
}

/** Shows the walkthrough; nothing but its command and its own first step ever does. */
export async function showWalkthrough(): Promise<void> {
  const id = 'prompt-quorum.prompt-quorum#getStarted';
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', id, false);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
