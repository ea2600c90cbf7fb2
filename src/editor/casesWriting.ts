import * as vscode from 'vscode';
import { smallestEdit } from '../base/span.ts';
import { type CasesChange, changedCases } from '../panel/cases/change.ts';
import type { CasesFile, PanelPrompt } from '../panel/ports.ts';
import { type CasesPlace, casesPlace, readCases } from './cases.ts';
import { rangeOf } from './places.ts';
import type { Services } from './services.ts';
import { editorTexts as texts } from './texts.ts';

/** Writes changes of cases files, one after the other, as edits that can be undone in the file. */
export function createCasesWriter(services: Services) {
  let last: Promise<unknown> = Promise.resolve();
  return (prompt: PanelPrompt, change: CasesChange): Promise<CasesFile | undefined> => {
    const next = last.then(() => changeCases(prompt, change, services));
    last = next.catch(() => {});
    return next;
  };
}

/** Shows the cases file of a prompt in an editor, at a line counted from 1. */
export async function showCases(prompt: PanelPrompt, line: number, services: Services): Promise<void> {
  const { uri, text } = await casesPlace(prompt, services);
  if (text === undefined) return;
  const at = new vscode.Position(Math.max(0, line - 1), 0);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(at, at) });
}

async function changeCases(
  prompt: PanelPrompt,
  change: CasesChange,
  services: Services,
): Promise<CasesFile | undefined> {
  const place = await casesPlace(prompt, services);
  const isWritten = await write(place, prompt, change);
  if (isWritten) return readCases(prompt, services);
  void vscode.window.showWarningMessage(services.tell(texts.notWritten));
  return undefined;
}

async function write(
  { uri, format, text }: CasesPlace,
  { prompt }: PanelPrompt,
  change: CasesChange,
): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  if (text === undefined) {
    const contents = new TextEncoder().encode(await changedCases('', format, prompt, change));
    edit.createFile(uri, { contents });
    return vscode.workspace.applyEdit(edit);
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const { version } = document;
  const before = document.getText();
  const { span, newText } = smallestEdit(before, await changedCases(before, format, prompt, change));
  // What was typed meanwhile would be moved about by an edit that does not know of it.
  if (document.version !== version) return false;
  edit.replace(uri, rangeOf(document, span), newText);
  return (await vscode.workspace.applyEdit(edit)) && document.save();
}
