import * as vscode from 'vscode';
import { ignoreEntry, isIgnoredBy, type Project } from '../config/project.ts';
import { projectFileName } from '../config/projectTable.ts';
import { selectionOrigin } from '../detect/marked.ts';
import type { Prompt } from '../prompt/types.ts';
import { pathInFolder } from './places.ts';
import { choosePromptOf } from './promptTarget.ts';
import type { Services } from './services.ts';
import { editorTexts as texts } from './texts.ts';

const storageKey = 'hiddenPrompts';

/** What this user says is no prompt, remembered for the workspace. */
export class HiddenPrompts implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  readonly onChanged = this.#changed.event;

  /** The user's own word besides the project's. */
  over(project: Project, uri: vscode.Uri): Project {
    const own = this.entries();
    if (own.length === 0) return project;
    const path = uri.toString();
    return {
      ...project,
      ignores: (prompt) => project.ignores(prompt) || own.some((entry) => isIgnoredBy(entry, path, prompt)),
    };
  }

  /** Each as the file's URI, `#` and the prompt's id. */
  entries(): readonly string[] {
    const stored = this.#state.get<unknown>(storageKey);
    return Array.isArray(stored) ? stored.filter((entry) => typeof entry === 'string') : [];
  }

  async hide(entry: string): Promise<void> {
    await this.#set([...new Set([...this.entries(), entry])]);
  }

  async show(entry: string): Promise<void> {
    await this.#set(this.entries().filter((each) => each !== entry));
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #set(entries: readonly string[]): Promise<void> {
    await this.#state.update(storageKey, entries);
    this.#changed.fire();
  }
}

/**
 * Hides the prompt of a lens or at the cursor, for this user or, in `promptquorum.yml`, for everybody. A selection that was
 * treated as a prompt is one no longer.
 */
export async function hidePrompt(
  services: Services,
  hidden: HiddenPrompts,
  args: readonly unknown[],
): Promise<void> {
  const target = await choosePromptOf(services, args);
  if (target === undefined) return;
  const { tell, projects, marked } = services;
  const { document, prompt } = target;
  if (prompt.origin === selectionOrigin) return marked.forget(document.uri, prompt.lineage.symbol);
  const file = projects.nearest(document.uri);
  const own = { label: tell(texts.hideForMe), isShared: false };
  const shared = { label: tell(texts.hideForAll, { file: pathInFolder(file) }), isShared: true };
  const title = tell(texts.notPrompt, { title: prompt.title });
  const chosen = await vscode.window.showQuickPick([own, shared], { title });
  if (chosen === undefined) return;
  const isNamed = hasOwnName(prompt, services.documents.current(document.uri)?.prompts ?? []);
  if (!chosen.isShared) return hidden.hide(ignoreEntry(document.uri.toString(), prompt, isNamed));
  const base = file.path.slice(0, -projectFileName.length);
  const entry = ignoreEntry(document.uri.path.slice(base.length), prompt, isNamed);
  const { withIgnored } = await import('../config/projectEdit.ts');
  await rewrite(file, (text) => withIgnored(text, entry), services);
}

/** True where nothing else of the file has the name, and it is that of the text, not of the call it is given to. */
function hasOwnName({ id, lineage, call, origin }: Prompt, all: readonly Prompt[]): boolean {
  const isAlone = all.every((other) => other.id === id || other.lineage.symbol !== lineage.symbol);
  return isAlone && call === undefined && origin !== 'message-array';
}

/** Lets the user choose one of what was hidden, and shows it again. */
export async function showHidden(services: Services, hidden: HiddenPrompts): Promise<void> {
  const { tell, projects } = services;
  const { withoutIgnoredEntry } = await import('../config/projectEdit.ts');
  const own = hidden.entries().map((entry) => ({
    label: nameOf(entry),
    description: tell(texts.hiddenForMe),
    undo: () => hidden.show(entry),
  }));
  const shared = projects.all().flatMap(({ uri, values }) =>
    (values.ignore ?? []).map((entry) => ({
      label: entry,
      description: pathInFolder(uri),
      undo: () => rewrite(uri, (text) => withoutIgnoredEntry(text, entry), services),
    })),
  );
  if (own.length + shared.length === 0) {
    void vscode.window.showInformationMessage(tell(texts.nothingHidden));
    return;
  }
  const chosen = await vscode.window.showQuickPick([...own, ...shared], { title: tell(texts.showHidden) });
  await chosen?.undo();
}

function nameOf(entry: string): string {
  const end = entry.indexOf('#');
  return pathInFolder(vscode.Uri.parse(entry.slice(0, end), true)) + entry.slice(end);
}

/** Changes the file as a person would, in its document, and saves it; one that is not there yet is made. */
async function rewrite(
  uri: vscode.Uri,
  change: (text: string) => string | undefined,
  { tell }: Services,
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { ignoreIfExists: true });
  await vscode.workspace.applyEdit(edit);
  const document = await vscode.workspace.openTextDocument(uri);
  const text = change(document.getText());
  if (text === undefined) {
    await vscode.window.showWarningMessage(tell(texts.projectBroken, { file: pathInFolder(uri) }));
    return;
  }
  const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  const replaced = new vscode.WorkspaceEdit();
  replaced.replace(uri, whole, text);
  await vscode.workspace.applyEdit(replaced);
  await document.save();
}
