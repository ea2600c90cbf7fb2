import * as vscode from 'vscode';
import type { Span } from '../base/span.ts';
import type { FileEdits, Prompt } from '../prompt/types.ts';

/** The folder a file's lineage path is relative to: its workspace folder, or its own folder outside of any. */
export function folderOf(uri: vscode.Uri): vscode.Uri {
  return vscode.workspace.getWorkspaceFolder(uri)?.uri ?? vscode.Uri.joinPath(uri, '..');
}

/** A file's path inside that folder, with `/`. */
export function pathInFolder(uri: vscode.Uri): string {
  const folder = folderOf(uri).path.replace(/\/?$/, '/');
  return uri.path.startsWith(folder) ? uri.path.slice(folder.length) : uri.path;
}

/** A span of a document as VS Code's range. */
export function rangeOf(document: vscode.TextDocument, { start, end }: Span): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** Edits of files as one edit of the workspace. Documents must be open: offsets count in their present text. */
export function workspaceEdit(
  files: readonly FileEdits[],
  documentOf: (uri: string) => vscode.TextDocument | undefined,
): vscode.WorkspaceEdit | undefined {
  const result = new vscode.WorkspaceEdit();
  for (const { uri, edits } of files) {
    const document = documentOf(uri);
    if (document === undefined) return undefined;
    for (const { span, newText } of edits) result.replace(document.uri, rangeOf(document, span), newText);
  }
  return result;
}

/** Opens the files that texts of a prompt stand in without showing them, as only open documents can be edited. */
export async function openSources({ messages }: Pick<Prompt, 'messages'>): Promise<void> {
  const uris = new Set(messages.map(({ source }) => source.uri));
  for (const uri of uris) {
    if (openDocument(uri) === undefined) await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  }
}

/** True where the open files still say what a prompt was read from. */
export function stillStands({ messages }: Pick<Prompt, 'messages'>): boolean {
  return messages.every(({ segments, source: { uri } }) => {
    const text = openDocument(uri)?.getText();
    return segments.every(
      ({ kind, text: own, source: { span } }) => kind !== 'text' || text?.slice(span.start, span.end) === own,
    );
  });
}

/** Where a prompt stands in a document: its messages there, and the code that takes texts from other files. */
export function placesIn({ messages, site }: Prompt, document: vscode.TextDocument): readonly Span[] {
  const uri = document.uri.toString();
  return [...messages.map(({ source }) => source), ...(site ? [site] : [])]
    .filter((source) => source.uri === uri)
    .map(({ span }) => span);
}

/** The open document of a URI. */
export function openDocument(uri: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
}
