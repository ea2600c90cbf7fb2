import * as vscode from 'vscode';
import { Disposables } from '../base/disposable.ts';
import type { Log } from '../base/log.ts';
import type { TextEdit } from '../base/span.ts';
import { type Project, withoutIgnored } from '../config/project.ts';
import type { Settings } from '../config/settings.ts';
import type { Core, Inspection } from '../core.ts';
import { mayHoldPrompts } from '../detect/handles.ts';
import type { Mark } from '../detect/marked.ts';
import type { Prompt } from '../prompt/types.ts';
import { editOf, type PendingEdit, withChange } from './pendingEdit.ts';
import { pathInFolder, placesIn } from './places.ts';

/** What is known of one version of a document. */
export interface Inspected extends Inspection {
  readonly document: vscode.TextDocument;
  readonly version: number;
}

interface Entry {
  readonly document: vscode.TextDocument;
  /** Version last sent to the core, and the changes since. */
  sent: number;
  pending: PendingEdit | undefined;
  latest: Inspected | undefined;
  /** Inspections of a document run one after the other. */
  work: Promise<void>;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Between the last keystroke and looking at the text again, in milliseconds. */
const quietTime = 150;
/** Larger files are not looked at: nobody keeps prompts in them, and they would hold up the rest. */
const longestText = 4_000_000;

/**
 * Follows open documents: each is inspected when it opens and again after edits. A result counts only for the version it
 * was made of; results of older versions are never handed out.
 */
export class Documents implements vscode.Disposable {
  readonly #core: Core;
  readonly #log: Log;
  readonly #settings: (resource: vscode.Uri) => Settings;
  readonly #project: (resource: vscode.Uri) => Project;
  readonly #marks: (resource: vscode.Uri) => readonly Mark[];
  readonly #entries = new Map<string, Entry>();
  readonly #inspected = new vscode.EventEmitter<Inspected>();
  readonly #closed = new vscode.EventEmitter<vscode.Uri>();
  readonly #owned = new Disposables();

  constructor(
    core: Core,
    settings: (resource: vscode.Uri) => Settings,
    project: (resource: vscode.Uri) => Project,
    marks: (resource: vscode.Uri) => readonly Mark[],
    log: Log,
  ) {
    this.#core = core;
    this.#settings = settings;
    this.#project = project;
    this.#marks = marks;
    this.#log = log;
    this.#owned.add(this.#inspected);
    this.#owned.add(this.#closed);
  }

  /** A new inspection of a document's present version. */
  readonly onInspected = this.#inspected.event;
  /** A document is not followed any more. */
  readonly onClosed = this.#closed.event;

  /** Begins to follow documents, those already open first. */
  start(): void {
    const { workspace } = vscode;
    this.#owned.add(workspace.onDidOpenTextDocument((document) => this.#open(document)));
    this.#owned.add(workspace.onDidChangeTextDocument((event) => this.#change(event)));
    this.#owned.add(workspace.onDidCloseTextDocument((document) => this.#close(document)));
    for (const document of workspace.textDocuments) this.#open(document);
  }

  /** The inspection of the present version, or `undefined` while it is under way or where the document is not followed. */
  current(uri: vscode.Uri): Inspected | undefined {
    const entry = this.#entries.get(uri.toString());
    return entry?.latest?.version === entry?.document.version ? entry?.latest : undefined;
  }

  /** Waits for the inspection of the present version; `undefined` where the document holds no prompts by its kind. */
  async inspected(document: vscode.TextDocument): Promise<Inspected | undefined> {
    this.#open(document);
    const entry = this.#entries.get(document.uri.toString());
    if (entry === undefined) return undefined;
    for (;;) {
      this.#flush(entry);
      for (const other of this.#importedBy(entry)) {
        this.#flush(other);
        await other.work;
      }
      await entry.work;
      if (entry.latest?.version === document.version || document.isClosed) return entry.latest;
      if (entry.sent === document.version) return undefined;
    }
  }

  #importedBy({ latest }: Entry): readonly Entry[] {
    return (latest?.imports ?? []).flatMap((uri) => this.#entries.get(uri) ?? []);
  }

  /** Files that take texts from one that changed are looked at again. */
  #followImporters(uri: string): void {
    for (const entry of this.#entries.values()) {
      if (entry.latest?.imports?.includes(uri) && entry.sent === entry.document.version)
        this.#look(entry, []);
    }
  }

  /** The prompts of all followed documents, as last seen. */
  all(): readonly Inspected[] {
    return [...this.#entries.values()].flatMap(({ latest }) => latest ?? []);
  }

  /** The prompt of an inspection that holds a position, else the nearest before it, else the first. */
  promptAt({ prompts, document }: Inspected, position: vscode.Position): Prompt | undefined {
    const offset = document.offsetAt(position);
    const startOf = (prompt: Prompt) => placesIn(prompt, document)[0]?.start ?? 0;
    const holding = prompts.find((prompt) =>
      placesIn(prompt, document).some(({ start, end }) => start <= offset && offset <= end),
    );
    return holding ?? prompts.findLast((prompt) => startOf(prompt) <= offset) ?? prompts[0];
  }

  /** Looks at every document again, after settings or marks changed. */
  again(): void {
    for (const document of vscode.workspace.textDocuments) this.#open(document);
    for (const entry of this.#entries.values()) {
      entry.sent = -1;
      this.#flush(entry);
    }
  }

  dispose(): void {
    for (const { timer } of this.#entries.values()) clearTimeout(timer);
    this.#entries.clear();
    this.#owned.dispose();
  }

  #open(document: vscode.TextDocument): void {
    if (this.#entries.has(document.uri.toString()) || !this.#isFollowed(document)) return;
    const entry: Entry = {
      document,
      sent: -1,
      pending: undefined,
      latest: undefined,
      work: Promise.resolve(),
      timer: undefined,
    };
    this.#entries.set(document.uri.toString(), entry);
    this.#flush(entry);
  }

  #isFollowed(document: vscode.TextDocument): boolean {
    const { uri, languageId } = document;
    const mayHold = mayHoldPrompts(pathInFolder(uri), languageId) || this.#marks(uri).length > 0;
    return mayHold && canBeFollowed(document);
  }

  #change({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const entry = this.#entries.get(document.uri.toString());
    if (entry === undefined || contentChanges.length === 0) return;
    for (const { rangeOffset, rangeLength, text } of contentChanges) {
      const change = { offset: rangeOffset, length: rangeLength, inserted: text.length };
      entry.pending = withChange(entry.pending, change);
    }
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => this.#flush(entry), quietTime);
  }

  #close(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    const entry = this.#entries.get(uri);
    if (entry === undefined) return;
    clearTimeout(entry.timer);
    this.#entries.delete(uri);
    entry.work = entry.work.then(() => this.#core.close(uri)).catch((thrown) => this.#log.error(uri, thrown));
    this.#closed.fire(document.uri);
  }

  #flush(entry: Entry): void {
    const { document, pending } = entry;
    clearTimeout(entry.timer);
    if (entry.sent === document.version) return;
    const isFirst = entry.sent === -1 || pending === undefined;
    this.#look(entry, isFirst ? undefined : [editOf(pending, document.getText())]);
  }

  /** Inspects the present text: as a whole, or by what changed in it, which may be nothing but files it imports from. */
  #look(entry: Entry, edits: readonly TextEdit[] | undefined): void {
    const { document } = entry;
    const version = document.version;
    const text = document.getText();
    entry.sent = version;
    entry.pending = undefined;
    const file = { uri: document.uri.toString(), languageId: document.languageId, text };
    const project = this.#project(document.uri);
    const severities = { ...this.#settings(document.uri).rules, ...project.severities };
    const inspect = () => {
      // Read only now: the look before this one tells where the marks stand.
      const options = { severities, marks: this.#marks(document.uri) };
      return edits === undefined
        ? this.#core.inspect(file, pathInFolder(document.uri), options)
        : this.#core.reinspect(file, edits, options);
    };
    entry.work = entry.work.then(() =>
      this.#inspect(entry, version, async () => asShared(await inspect(), project)),
    );
  }

  async #inspect(entry: Entry, version: number, inspect: () => Promise<Inspection>): Promise<void> {
    const { document } = entry;
    const isCurrent = () =>
      this.#entries.get(document.uri.toString()) === entry && document.version === version;
    try {
      const inspection = await inspect();
      if (!isCurrent()) return;
      const wasKnown = entry.latest !== undefined;
      entry.latest = { ...inspection, document, version };
      this.#inspected.fire(entry.latest);
      if (wasKnown) this.#followImporters(document.uri.toString());
    } catch (thrown) {
      entry.sent = isCurrent() ? version : entry.sent;
      entry.pending = undefined;
      this.#log.error(`${document.uri.path} could not be inspected`, thrown);
    }
  }
}

/** What the project says is no prompt is not shown. */
function asShared(inspection: Inspection, project: Project): Inspection {
  return project.isExcluded ? nothing : withoutIgnored(inspection, project);
}

const nothing: Inspection = { prompts: [], problems: [], findings: [] };

/** True for texts of people, and not too long ones. */
export function canBeFollowed(document: vscode.TextDocument): boolean {
  const schemes = [
    'git',
    'output',
    'vscode-userdata',
    'comment',
    'debug',
    'search-editor',
    'prompt-quorum-rewrite',
  ];
  if (schemes.includes(document.uri.scheme)) return false;
  return document.lineCount < longestText && document.getText().length <= longestText;
}
