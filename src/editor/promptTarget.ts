import * as vscode from 'vscode';
import type { Prompt } from '../prompt/types.ts';
import type { Inspected } from './documents.ts';
import { openDocument } from './places.ts';
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
  if (inspected !== undefined && prompt !== undefined) return { ...inspected, prompt };
  void vscode.window.showInformationMessage(tell(texts.noPromptHere));
  return undefined;
}
