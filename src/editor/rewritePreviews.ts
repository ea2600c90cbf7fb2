import * as vscode from 'vscode';
import type { PlacedEdit, Prompt } from '../prompt/types.ts';

const previewScheme = 'prompt-quorum-rewrite';

/** A rewrite as shown in the diff: what it was made of, and the text of the file it would give. */
export interface Preview {
  readonly uri: vscode.Uri;
  readonly document: vscode.TextDocument;
  /** The whole text the rewrite was made from. */
  readonly basis: string;
  readonly text: string;
  readonly original: Prompt;
  readonly rewritten: Prompt;
  readonly edits: readonly PlacedEdit[];
  readonly title: string;
  readonly usedCaseIds: readonly string[];
  /** Makes the rewrite again, for a file that changed meanwhile; `undefined` where the prompt is gone or the user gave up. */
  again(): Promise<Omit<Preview, 'uri' | 'again'> | undefined>;
}

/** Keeps the texts of proposed rewrites as read-only documents. */
export class RewritePreviews implements vscode.Disposable {
  readonly #previews = new Map<string, Preview>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  #count = 0;

  constructor() {
    const provider: vscode.TextDocumentContentProvider = {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri) => this.#previews.get(uri.toString())?.text ?? '',
    };
    this.#registration = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(previewScheme, provider),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#previews.delete(uri.toString())),
    );
  }

  add(preview: Omit<Preview, 'uri'>): Preview {
    this.#count += 1;
    const { path } = preview.document.uri;
    const uri = vscode.Uri.from({ scheme: previewScheme, path, query: String(this.#count) });
    const kept = { ...preview, uri };
    this.#previews.set(uri.toString(), kept);
    return kept;
  }

  /** The preview in the active editor, or the one given by a menu. */
  find(uri: unknown): Preview | undefined {
    const active = vscode.window.activeTextEditor?.document.uri;
    const wanted = uri instanceof vscode.Uri && uri.scheme === previewScheme ? uri : active;
    return (
      (wanted && this.#previews.get(wanted.toString())) ??
      [...this.#previews.values()].findLast(({ document }) => document.uri.toString() === wanted?.toString())
    );
  }

  replace(preview: Preview): void {
    this.#previews.set(preview.uri.toString(), preview);
    this.#changed.fire(preview.uri);
  }

  /** Closes the diff. */
  async close({ uri }: Preview): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const shown = tabs.filter(
      ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString(),
    );
    await vscode.window.tabGroups.close(shown);
    this.#previews.delete(uri.toString());
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
    this.#previews.clear();
  }
}
