import * as vscode from 'vscode';
import { Disposables } from '../base/disposable.ts';
import type { Log } from '../base/log.ts';
import { type Locale, say } from '../base/text.ts';
import { noProject, type Project, type ProjectFile, projectFor } from '../config/project.ts';
import type { ParsedProject } from '../config/projectFile.ts';
import { projectFileName } from '../config/projectTable.ts';
import { diagnosticSource } from './diagnostics.ts';
import { folderOf, pathInFolder, rangeOf } from './places.ts';

/** One of the files, as read. */
export interface KnownProject {
  readonly uri: vscode.Uri;
  readonly values: ParsedProject['values'];
}

const pattern = `**/${projectFileName}`;
const passedOver = '**/{node_modules,.git}/**';

/** The `promptquorum.yml` files of the workspace, followed as they are edited; what is wrong in an open one is shown there. */
export class Projects implements vscode.Disposable {
  readonly #log: Log;
  readonly #locale: () => Locale;
  readonly #known = new Map<string, KnownProject>();
  readonly #reads = new Map<string, number>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #owned = new Disposables();
  readonly #problems = vscode.languages.createDiagnosticCollection('promptQuorum.project');

  constructor(log: Log, locale: () => Locale) {
    this.#log = log;
    this.#locale = locale;
    this.#owned.add(this.#changed);
    this.#owned.add(this.#problems);
  }

  /** What the files say has changed. */
  readonly onChanged = this.#changed.event;

  /** Finds the files and begins to follow them. */
  async start(): Promise<void> {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    this.#owned.add(watcher);
    this.#owned.add(watcher.onDidCreate((uri) => this.#read(uri)));
    this.#owned.add(watcher.onDidChange((uri) => this.#read(uri)));
    this.#owned.add(watcher.onDidDelete((uri) => this.#forget(uri)));
    const follow = ({ uri }: vscode.TextDocument) => (isProject(uri) ? this.#read(uri) : undefined);
    const opened = (document: vscode.TextDocument) => follow(document) ?? this.#lookAbove(document.uri);
    this.#owned.add(vscode.workspace.onDidOpenTextDocument(opened));
    this.#owned.add(vscode.workspace.onDidChangeTextDocument(({ document }) => follow(document)));
    this.#owned.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#problems.delete(uri)));
    const found = await vscode.workspace.findFiles(pattern, passedOver);
    const open = vscode.workspace.textDocuments.map(({ uri }) => uri).filter(isProject);
    await Promise.all([...found, ...open].map((uri) => this.#read(uri)));
  }

  /** What holds for a file. */
  of(uri: vscode.Uri): Project {
    const folder = folderOf(uri).toString();
    const files = [...this.#known.values()].flatMap((known): readonly ProjectFile[] => {
      if (folderOf(known.uri).toString() !== folder) return [];
      const path = pathInFolder(known.uri);
      return [{ folder: path.slice(0, -projectFileName.length).replace(/\/$/, ''), values: known.values }];
    });
    return files.length === 0 ? noProject : projectFor(pathInFolder(uri), files);
  }

  /** Every file that is known. */
  all(): readonly KnownProject[] {
    return [...this.#known.values()];
  }

  /** The file nearest above another, or the one to be made where there is none. */
  nearest(uri: vscode.Uri): vscode.Uri {
    const folder = folderOf(uri);
    const above = this.all().filter(
      (known) =>
        folderOf(known.uri).toString() === folder.toString() &&
        uri.path.startsWith(known.uri.path.slice(0, -projectFileName.length)),
    );
    const [first] = above.toSorted((a, b) => b.uri.path.length - a.uri.path.length);
    return first?.uri ?? vscode.Uri.joinPath(folder, projectFileName);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #read(uri: vscode.Uri): Promise<void> {
    const id = uri.toString();
    const turn = (this.#reads.get(id) ?? 0) + 1;
    this.#reads.set(id, turn);
    try {
      const [{ parseProject }, { rules }] = await Promise.all([
        import('../config/projectFile.ts'),
        import('../analyze/rules/index.ts'),
      ]);
      const document = await vscode.workspace.openTextDocument(uri);
      const ids = rules.map((rule) => rule.id);
      const { values, problems } = parseProject(document.getText(), ids);
      if (this.#reads.get(id) !== turn) return;
      this.#show(document, problems);
      const isNew = JSON.stringify(this.#known.get(id)?.values) !== JSON.stringify(values);
      this.#known.set(id, { uri, values });
      if (isNew) this.#changed.fire();
    } catch (thrown) {
      this.#log.info(`${uri.path} cannot be read: ${String(thrown)}`);
    }
  }

  /** A watcher may tell late, or not at all, of a file that came from outside of the window. */
  async #lookAbove(uri: vscode.Uri): Promise<void> {
    const root = vscode.workspace.getWorkspaceFolder(uri)?.uri;
    if (root === undefined || uri.scheme !== root.scheme) return;
    const folders = pathInFolder(uri).split('/').slice(0, -1);
    const paths = [...folders.keys(), folders.length].map((depth) => folders.slice(0, depth));
    await Promise.all(
      paths.map(async (path) => {
        const file = vscode.Uri.joinPath(root, ...path, projectFileName);
        if (!this.#known.has(file.toString()) && (await isThere(file))) await this.#read(file);
      }),
    );
  }

  #show(document: vscode.TextDocument, problems: ParsedProject['problems']): void {
    const shown = problems.map(({ span, phrase, code }) => {
      const text = say(phrase, this.#locale());
      const { Warning } = vscode.DiagnosticSeverity;
      const diagnostic = new vscode.Diagnostic(rangeOf(document, span), text, Warning);
      return Object.assign(diagnostic, { source: diagnosticSource, code });
    });
    this.#problems.set(document.uri, shown);
  }

  #forget(uri: vscode.Uri): void {
    const id = uri.toString();
    this.#reads.set(id, (this.#reads.get(id) ?? 0) + 1);
    this.#problems.delete(uri);
    if (this.#known.delete(id)) this.#changed.fire();
  }
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

function isProject({ path, scheme }: vscode.Uri): boolean {
  return scheme !== 'git' && path.endsWith(`/${projectFileName}`);
}
