import * as vscode from 'vscode';
import { isJsonObject } from '../base/json.ts';
import { touches } from '../base/span.ts';
import { type Mark, proposedHoles, selectedSpan, selectionOrigin, wordsAt } from '../detect/marked.ts';
import { canBeFollowed, type Inspected } from './documents.ts';
import { pathInFolder, placesIn } from './places.ts';
import type { Services } from './services.ts';
import { editorTexts as texts } from './texts.ts';

const storageKey = 'markedSelections';

/** The selections this user treats as prompts, remembered for the workspace by file. */
export class MarkedSelections implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** There is one more, or one less. */
  readonly onChanged = this.#changed.event;

  /** Those of a file. */
  of(uri: vscode.Uri): readonly Mark[] {
    const stored = this.#all()[uri.toString()];
    return Array.isArray(stored) ? stored.filter(isMark) : [];
  }

  /** Adds a mark and gives it a name of its own in the file. */
  async add(uri: vscode.Uri, mark: Omit<Mark, 'symbol'>): Promise<Mark> {
    const marks = this.of(uri);
    const taken = new Set(marks.map(({ symbol }) => symbol));
    let number = 1;
    while (taken.has(`selection-${number}`)) number++;
    const added = { ...mark, symbol: `selection-${number}` };
    await this.#set({ [uri.toString()]: [...marks, added] });
    this.#changed.fire();
    return added;
  }

  async forget(uri: vscode.Uri, symbol: string): Promise<void> {
    const kept = this.of(uri).filter((mark) => mark.symbol !== symbol);
    await this.#set({ [uri.toString()]: kept });
    this.#changed.fire();
  }

  /** Remembers the words of marks as they are now, so that the next edits are measured against these. */
  async follow({ document, version, prompts }: Inspected): Promise<void> {
    const marks = this.of(document.uri);
    if (marks.length === 0 || document.version !== version) return;
    const text = document.getText();
    const present = marks.map((mark): Mark => {
      const own = prompts.find(
        ({ origin, lineage }) => origin === selectionOrigin && lineage.symbol === mark.symbol,
      );
      const span = own?.messages[0]?.source.span;
      return span === undefined ? mark : { ...mark, ...wordsAt(text, span) };
    });
    if (JSON.stringify(present) !== JSON.stringify(marks))
      await this.#set({ [document.uri.toString()]: present });
  }

  /** Follows a file that was renamed, or the files of a folder. */
  async rename(from: vscode.Uri, to: vscode.Uri): Promise<void> {
    const moved = Object.keys(this.#all()).flatMap((key) => {
      if (key !== from.toString() && !key.startsWith(`${from.toString()}/`)) return [];
      const uri = vscode.Uri.parse(to.toString() + key.slice(from.toString().length), true);
      const marks = this.of(vscode.Uri.parse(key, true));
      const path = pathInFolder(uri);
      return [
        [key, []],
        [uri.toString(), marks.map((mark) => ({ ...mark, path }))],
      ] as const;
    });
    if (moved.length === 0) return;
    await this.#set(Object.fromEntries(moved));
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #all(): { readonly [uri: string]: unknown } {
    const stored = this.#state.get<unknown>(storageKey);
    return isJsonObject(stored) ? stored : {};
  }

  async #set(files: Readonly<Record<string, readonly Mark[]>>): Promise<void> {
    const all = Object.entries({ ...this.#all(), ...files });
    const kept = all.filter(([, marks]) => Array.isArray(marks) && marks.length > 0);
    await this.#state.update(storageKey, Object.fromEntries(kept));
  }
}

/** Treats the selection of the active editor as a prompt, once its role and holes are told. */
export async function markSelection(services: Services): Promise<void> {
  const { documents, marked, projects, tell } = services;
  const editor = vscode.window.activeTextEditor;
  const told = (text: string) => void vscode.window.showInformationMessage(text);
  if (editor === undefined) return told(tell(texts.selectFirst));
  const { document, selection } = editor;
  const text = document.getText();
  const offsets = { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
  const span = selectedSpan(text, offsets);
  if (span.start === span.end) return told(tell(texts.selectFirst));
  const inspected = await documents.inspected(document);
  const known = inspected?.prompts.find((prompt) =>
    placesIn(prompt, document).some((place) => touches(place, span)),
  );
  if (known !== undefined) return told(tell(texts.alreadyPrompt, { title: known.title }));
  const notFollowed = () =>
    told(tell(texts.notFollowed, { file: pathInFolder(projects.nearest(document.uri)) }));
  if (!canBeFollowed(document)) return notFollowed();
  const role = await chooseRole(services);
  const holes = role && (await chooseHoles(text.slice(span.start, span.end), services));
  if (role === undefined || holes === undefined) return;
  const { uri } = document;
  const added = await marked.add(uri, { path: pathInFolder(uri), role, holes, ...wordsAt(text, span) });
  const now = await documents.inspected(document);
  if (now?.prompts.some(({ lineage }) => lineage.symbol === added.symbol)) return;
  await marked.forget(uri, added.symbol);
  notFollowed();
}

async function chooseRole({ tell }: Services): Promise<Mark['role'] | undefined> {
  const items = [
    { label: tell(texts.systemRole), detail: tell(texts.systemRoleDetail), role: 'system' },
    { label: tell(texts.userRole), detail: tell(texts.userRoleDetail), role: 'user' },
  ] as const;
  return (await vscode.window.showQuickPick(items, { title: tell(texts.chooseRole) }))?.role;
}

/** Every mark that is proposed is a hole unless the user says otherwise; one that is typed later is what its like are. */
async function chooseHoles(text: string, { tell }: Services): Promise<Mark['holes'] | undefined> {
  const proposed = proposedHoles(text);
  if (proposed.length === 0) return { styles: [], literal: [] };
  const items = proposed.map((mark) => ({ label: mark.notation, picked: true, mark }));
  const options = { title: tell(texts.chooseHoles), canPickMany: true } as const;
  const chosen = await vscode.window.showQuickPick(items, options);
  if (chosen === undefined) return undefined;
  const holes = new Set(chosen.map(({ mark }) => mark));
  return {
    styles: [...new Set(chosen.map(({ mark }) => mark.style))],
    literal: proposed.filter((mark) => !holes.has(mark)).map(({ notation }) => notation),
  };
}

function isMark(value: unknown): value is Mark {
  if (!isJsonObject(value)) return false;
  const { role, holes, path, symbol, text, before, after } = value;
  const isText = (each: unknown) => typeof each === 'string' && each !== '';
  const isList = (each: unknown) => Array.isArray(each) && each.every((item) => typeof item === 'string');
  return (
    (role === 'system' || role === 'user') &&
    [path, symbol, text, before, after].every(isText) &&
    isJsonObject(holes) &&
    isList(holes['styles']) &&
    isList(holes['literal'])
  );
}
