import * as vscode from 'vscode';

interface Repository {
  show(ref: string, path: string): Promise<string>;
}

/** The part of the built-in Git extension's API that is used here, version 1. */
interface GitExtension {
  getAPI(version: 1): {
    getRepository(uri: vscode.Uri): Repository | null;
    openRepository(root: vscode.Uri): Promise<Repository | null>;
  };
}

/** A file as committed last (`HEAD`), or why it cannot be had: VS Code knows no repository for it, or it is in no commit. */
export type Committed =
  | { readonly text: string; readonly missing?: never }
  | { readonly missing: 'repository' | 'commit'; readonly text?: never };

/** Asks Git for a file as committed last. */
export async function committedFile(uri: vscode.Uri): Promise<Committed> {
  const repository = await repositoryOf(uri).catch(() => undefined);
  if (repository === undefined) return { missing: 'repository' };
  try {
    return { text: await repository.show('HEAD', uri.fsPath) };
  } catch {
    return { missing: 'commit' };
  }
}

/** VS Code does not open a repository above the workspace by itself; somebody who asks for its text wants it opened. */
async function repositoryOf(uri: vscode.Uri): Promise<Repository | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return undefined;
  const git = (await extension.activate()).getAPI(1);
  const opened = () => git.openRepository(vscode.Uri.joinPath(uri, '..'));
  return git.getRepository(uri) ?? (await opened()) ?? git.getRepository(uri) ?? undefined;
}
