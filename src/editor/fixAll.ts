import * as vscode from 'vscode';
import type { Inspected } from './documents.ts';
import { openDocument, workspaceEdit } from './places.ts';
import type { Services } from './services.ts';
import { editorTexts as texts } from './texts.ts';

/** All safe fixes of a document as one edit, or `undefined` where there is none. */
export async function fixAllEdit(
  { document, ...inspection }: Inspected,
  { core, settings }: Services,
): Promise<vscode.WorkspaceEdit | undefined> {
  const files = await core.fixAll(inspection, { severities: settings(document.uri).rules });
  // Saving a file is no reason to write into others.
  const own = files.filter(({ uri }) => uri === document.uri.toString());
  return own.length === 0 ? undefined : workspaceEdit(own, openDocument);
}

/** Applies all safe fixes to the active file, as one step of undo. */
export async function fixAllInActiveFile(services: Services): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const inspected = document && (await services.documents.inspected(document));
  const edit = inspected && (await fixAllEdit(inspected, services));
  if (edit === undefined) await vscode.window.showInformationMessage(services.tell(texts.nothingToFix));
  else await vscode.workspace.applyEdit(edit);
}
