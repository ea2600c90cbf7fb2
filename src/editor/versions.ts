import * as vscode from 'vscode';
import { committedFile } from './git.ts';
import { openDocument } from './places.ts';

/** A file at another time: as it was committed last, or as it would be after an edit. Other files import from it as it was then. */
const schemes = { committed: 'prompt-quorum-committed', draft: 'prompt-quorum-draft' } as const;

export type Version = keyof typeof schemes;

/** Names a file at another time; its query keeps how the file itself is reached. */
export function versionUri(uri: vscode.Uri, version: Version): vscode.Uri {
  return uri.with({ scheme: schemes[version], query: uri.scheme });
}

/** The file beside `from` at the time that `from` tells of; `undefined` where there was none. */
export async function fileBeside(
  from: vscode.Uri,
  path: string,
): Promise<{ readonly uri: vscode.Uri; readonly text: string } | undefined> {
  const isVersion = Object.values<string>(schemes).includes(from.scheme);
  const own = isVersion ? from.with({ scheme: from.query, query: '' }) : from;
  const uri = vscode.Uri.joinPath(own, '..', path);
  const isCommitted = from.scheme === schemes.committed;
  const text = isCommitted ? (await committedFile(uri)).text : await presentText(uri);
  if (text === undefined) return undefined;
  return { uri: isCommitted ? versionUri(uri, 'committed') : uri, text };
}

async function presentText(uri: vscode.Uri): Promise<string | undefined> {
  const open = openDocument(uri.toString());
  if (open !== undefined) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
