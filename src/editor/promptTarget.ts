import * as vscode from 'vscode';
import type { Prompt } from '../prompt/types.ts';
import type { Inspected } from './documents.ts';
import { openDocument, openSources } from './places.ts';
import type { Services } from './services.ts';
import { editorTexts as texts } from './texts.ts';
import { browsePrompts } from './workspacePrompts.ts';

/** A prompt in the present version of its document. */
export type PromptTarget = Inspected & { readonly prompt: Prompt };

/** The prompt a command was given (document and prompt id), else one at hand, else the one the user chooses in the workspace. */
export async function choosePromptOf(
  services: Services,
  args: readonly unknown[],
): Promise<PromptTarget | undefined> {
  const [uri] = args;
  if (uri instanceof vscode.Uri) return promptGiven(services, uri, args[1]);
  const target = await promptAtHand(services);
  if (target !== undefined) return target;
  const chosen = await browsePrompts(services);
  return chosen && promptGiven(services, vscode.Uri.parse(chosen.uri, true), chosen.prompt.id);
}

/** The prompt at the cursor of the active editor, or of another in sight: a command may come from a page that is no editor. */
export async function promptAtHand({ documents }: Services): Promise<PromptTarget | undefined> {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  for (const { document, selection } of new Set([activeTextEditor ?? [], visibleTextEditors].flat())) {
    const inspected = await documents.inspected(document);
    const prompt = inspected && documents.promptAt(inspected, selection.active);
    if (inspected !== undefined && prompt !== undefined)
      return withSourcesOpen({ ...inspected, prompt }, documents);
  }
  return undefined;
}

async function promptGiven(
  { documents, tell }: Services,
  uri: vscode.Uri,
  promptId: unknown,
): Promise<PromptTarget | undefined> {
  const document = openDocument(uri.toString()) ?? (await vscode.workspace.openTextDocument(uri));
  const inspected = await documents.inspected(document);
  const prompt = inspected?.prompts.find(({ id }) => id === promptId);
  if (inspected !== undefined && prompt !== undefined)
    return withSourcesOpen({ ...inspected, prompt }, documents);
  void vscode.window.showInformationMessage(tell(texts.noPromptHere));
  return undefined;
}

/** The prompt once all files its texts stand in are open: then edits of them can be written. */
async function withSourcesOpen(
  target: PromptTarget,
  documents: Services['documents'],
): Promise<PromptTarget> {
  if (target.prompt.site === undefined) return target;
  await openSources(target.prompt);
  const inspected = await documents.inspected(target.document);
  const prompt = inspected?.prompts.find(({ id }) => id === target.prompt.id);
  return inspected === undefined || prompt === undefined ? target : { ...inspected, prompt };
}
