import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import { activateExtension } from './support.ts';

/** The extension's own services and panel, as `activate` returns them. */
export async function extensionApi(): Promise<TestApi> {
  return (await activateExtension()) as TestApi;
}

/** The control of the language model that the test extension brings. */
export async function testModel(): Promise<{
  answer: (index: number) => string | Error;
  readonly requests: { readonly role: string; readonly text: string }[][];
}> {
  const extension = vscode.extensions.getExtension('prompt-quorum-test.language-model');
  assert(extension, 'the test model is not loaded');
  return extension.activate();
}

/** The code lenses of a document, resolved. */
export async function lensesOf(uri: vscode.Uri): Promise<readonly string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    100,
  );
  return lenses.map(({ command }) => command?.title ?? '');
}

/** The code actions at a place, by title. */
export async function actionsAt(
  uri: vscode.Uri,
  range: vscode.Range,
): Promise<ReadonlyMap<string, vscode.CodeAction>> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
  );
  return new Map(actions.map((action) => [action.title, action]));
}
