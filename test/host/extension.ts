import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import type { PanelController } from '../../src/panel/controller.ts';
import type { RunView } from '../../src/panel/trials/protocol.ts';
import { activateExtension, openFile, waitFor } from './support.ts';

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

/** The words of a document's code lenses, as they stand from the beginning. */
export async function lensesOf(uri: vscode.Uri): Promise<readonly string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
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

/** Opens a prompt in the panel and chooses a model whose name holds `model`. */
export async function tryPrompt(name: string, text: string, model: string): Promise<PanelController> {
  const { controller, services } = await extensionApi();
  const { document } = await openFile(name, text);
  const inspected = await services.documents.inspected(document);
  const [prompt] = inspected?.prompts ?? [];
  assert(prompt);
  await vscode.commands.executeCommand('promptQuorum.runTrials', document.uri, prompt.id);
  const panel = controller();
  const choice = await waitFor(`the model ${model}`, () =>
    panel.state().setup.models.find(({ label }) => label.includes(model)),
  );
  await panel.handle({ room: 'setup', type: 'chooseModel', id: choice.id });
  return panel;
}

/** Runs what the panel is set up for and returns what it shows at the end. */
export async function runToEnd(panel: PanelController): Promise<RunView> {
  await panel.handle({ room: 'trials', type: 'run' });
  const { run } = panel.state();
  assert(run);
  return run;
}
