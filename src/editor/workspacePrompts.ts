import * as vscode from 'vscode';
import { looksLikePrompts, searchedFiles } from '../detect/handles.ts';
import type { PanelPrompt } from '../panel/ports.ts';
import type { Inspected } from './documents.ts';
import { folderOf, pathInFolder } from './places.ts';
import { inFileOrder } from './promptOrder.ts';
import type { Services } from './services.ts';
import { editorTexts as texts } from './texts.ts';

const passedOver = '**/{node_modules,.git,dist,out,build,.venv,venv}/**';
const mostFiles = 500;
/** Larger files whose names say nothing are data. */
const mostBytes = 2_000_000;

/** The prompts of an inspected document, as the panel takes them. */
export function panelPrompts({ document, prompts }: Inspected): readonly PanelPrompt[] {
  const uri = document.uri.toString();
  const workspace = folderOf(document.uri).toString();
  return prompts.map((prompt) => ({ id: `${uri}#${prompt.id}`, uri, workspace, prompt }));
}

/** The prompts of open documents in the order of their files, those of the active editor first. */
export function knownPrompts({ documents }: Pick<Services, 'documents'>): readonly PanelPrompt[] {
  const active = vscode.window.activeTextEditor?.document.uri.toString();
  const all = inFileOrder(documents.all().flatMap(panelPrompts));
  return [...all.filter(({ uri }) => uri === active), ...all.filter(({ uri }) => uri !== active)];
}

/** Lets the user choose among all prompts of the workspace; files are opened without being shown. */
export async function browsePrompts(services: Services): Promise<PanelPrompt | undefined> {
  const { tell } = services;
  const items = await promptItems(services);
  if (items.length > 0) return pickPrompt(items, services);
  await vscode.window.showInformationMessage(tell(texts.noPrompts));
  return undefined;
}

/** The same, but the user may name a file instead: one without a prompt that is known as such is `undefined` as prompt. */
export async function browsePromptsAndFiles(
  services: Services,
): Promise<
  { readonly document?: vscode.TextDocument; readonly prompt: PanelPrompt | undefined } | undefined
> {
  const { tell, documents } = services;
  const file = { label: `$(file) ${tell(texts.choosePromptFile)}` };
  const items = [file, ...(await promptItems(services))];
  const options = { title: tell(texts.choosePrompt), matchOnDescription: true };
  const chosen = await vscode.window.showQuickPick<vscode.QuickPickItem & { prompt?: PanelPrompt }>(
    items,
    options,
  );
  if (chosen === undefined) return undefined;
  if (chosen !== file) return { prompt: chosen.prompt };
  const [uri] = (await vscode.window.showOpenDialog({ title: tell(texts.choosePromptFile) })) ?? [];
  if (uri === undefined) return undefined;
  const document = await vscode.workspace.openTextDocument(uri);
  const inspected = await documents.inspected(document);
  const found = (inspected ? panelPrompts(inspected) : []).map(itemOf);
  if (found.length < 2) return { document, prompt: found[0]?.prompt };
  const prompt = await pickPrompt(found, services);
  return prompt && { document, prompt };
}

interface PromptItem extends vscode.QuickPickItem {
  readonly prompt: PanelPrompt;
}

async function promptItems(services: Services): Promise<readonly PromptItem[]> {
  const found = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: services.tell(texts.searching) },
    () => findPrompts(services),
  );
  return found.map(itemOf);
}

function itemOf(prompt: PanelPrompt): PromptItem {
  return { label: prompt.prompt.title, description: prompt.prompt.lineage.path, prompt };
}

async function pickPrompt(
  items: readonly PromptItem[],
  { tell }: Services,
): Promise<PanelPrompt | undefined> {
  const options = { title: tell(texts.choosePrompt), matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.prompt;
}

async function findPrompts(services: Services): Promise<readonly PanelPrompt[]> {
  const { documents, log } = services;
  const found: PanelPrompt[] = [];
  for (const uri of await candidates()) {
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      const inspected = await documents.inspected(document);
      if (inspected !== undefined) found.push(...panelPrompts(inspected));
    } catch (thrown) {
      log.info(`${uri.path} is not searched for prompts: ${String(thrown)}`);
    }
  }
  return inFileOrder(found);
}

/** Files worth opening: an opened JSON file is checked by other extensions too, so the text is glanced at before. */
async function candidates(): Promise<readonly vscode.Uri[]> {
  const { named, code, byShape } = searchedFiles;
  const search = (globs: readonly string[]) =>
    vscode.workspace.findFiles(`{${globs.join(',')}}`, passedOver, mostFiles);
  const certain = [...(await search(named)), ...(await search(code))];
  const known = new Set(certain.map(String));
  const others = (await search(byShape)).filter((uri) => !known.has(String(uri)));
  const looks = await Promise.all(others.map(looksWorthOpening));
  return [...certain, ...others.filter((_uri, index) => looks[index] === true)];
}

async function looksWorthOpening(uri: vscode.Uri): Promise<boolean> {
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > mostBytes) return false;
    return looksLikePrompts(
      pathInFolder(uri),
      new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)),
    );
  } catch {
    return false;
  }
}
