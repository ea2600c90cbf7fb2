import * as vscode from 'vscode';

/** Opens a copy of the sample workspace, the user's to edit; the copy of an earlier time is opened again as it was left. */
export async function openSamples(extensionUri: vscode.Uri, storage: vscode.Uri): Promise<void> {
  const copy = vscode.Uri.joinPath(storage, 'samples');
  if (!(await exists(copy))) {
    await vscode.workspace.fs.createDirectory(storage);
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(extensionUri, 'samples'), copy);
  }
  await vscode.commands.executeCommand('vscode.openFolder', copy, { forceNewWindow: true });
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
