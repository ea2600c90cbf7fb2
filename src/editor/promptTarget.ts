import * as vscode from 'vscode';
import type { Prompt } from '../prompt/types.ts';
import type { Inspected } from './documents.ts';
import { openDocument, openSources } from './places.ts';
import type { Services } from './services.ts';
import { editorTexts as texts } from './texts.ts';

/** A prompt in the present version of its document. */
export type PromptTarget = Inspected & { readonly prompt: Prompt };

/** The prompt a command was given (document and prompt id), else the one at the cursor of the active editor. */
export async function choosePromptOf(
  { documents, tell }: Services,
  [uri, promptId]: readonly unknown[],
): Promise<PromptTarget | undefined> {
  const editor = vscode.window.activeTextEditor;
  const named =
    uri instanceof vscode.Uri
      ? (openDocument(uri.toString()) ?? (await vscode.workspace.openTextDocument(uri)))
      : undefined;
  const document = named ?? editor?.document;
  const inspected = document && (await documents.inspected(document));
  const prompt =
    typeof promptId === 'string'
      ? inspected?.prompts.find(({ id }) => id === promptId)
      : inspected && editor && documents.promptAt(inspected, editor.selection.active);
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
