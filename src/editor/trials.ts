import * as vscode from 'vscode';
import { systemClock } from '../base/clock.ts';
import { builtInModel, isBuiltInName } from '../local/setup/builtInModel.ts';
import { PanelController } from '../panel/controller.ts';
import { panelViewId } from '../panel/host.ts';
import type { PanelActions, PanelPrompt } from '../panel/ports.ts';
import type { Tab } from '../panel/protocol.ts';
import type { TextVariant } from '../panel/setup/variants.ts';
import { countTokens } from '../prompt/tokens.ts';
import type { PlacedEdit } from '../prompt/types.ts';
import { caseFormatOf } from '../trials/cases.ts';
import { newCasesName, readCases } from './cases.ts';
import { createCasesWriter, showCases } from './casesWriting.ts';
import { openDocument, openSources, workspaceEdit } from './places.ts';
import { choosePromptOf, promptAtHand } from './promptTarget.ts';
import type { Preview } from './rewritePreviews.ts';
import type { Services } from './services.ts';
import { editorTexts as texts } from './texts.ts';
import { chooseVariant } from './variants.ts';
import { browsePrompts, knownPrompts, panelPrompts } from './workspacePrompts.ts';

/** The trials panel's controller over VS Code. */
export function createTrials(services: Services): PanelController {
  const { core, models, locale } = services;
  const controller: PanelController = new PanelController({
    core,
    clock: systemClock,
    actions: panelActions(services, (prompt) => controller.open(prompt)),
    locale,
    trusted: () => vscode.workspace.isTrusted,
    settings: () => services.settings(),
    prompts: () => knownPrompts(services),
    workspace: () => vscode.workspace.workspaceFolders?.[0]?.uri.toString(),
    exists: (folder, path) => exists(vscode.Uri.joinPath(vscode.Uri.parse(folder, true), path)),
    cases: (prompt) => readCases(prompt, services),
    newCasesName: (prompt) => newCasesName(prompt, services),
    models: ({ names, ...wish }, ...how) =>
      models.offer({ ...wish, names: names.filter((name) => !isBuiltInName(name)) }, ...how),
    projectModels: ({ uri }) => projectModels(vscode.Uri.parse(uri, true), services),
    lookForModels: (signal) => models.lookAgain(signal),
    countTokens: async (text) => (await countTokens(text)).count,
  });
  return controller;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

/** Tells the panel what changes around it. */
export function followWorld(
  { documents, projects }: Services,
  controller: PanelController,
): vscode.Disposable {
  const prompts = () => controller.promptsChanged();
  const world = () => controller.worldChanged();
  return vscode.Disposable.from(
    documents.onInspected(prompts),
    documents.onClosed(prompts),
    vscode.lm.onDidChangeChatModels(world),
    vscode.workspace.onDidGrantWorkspaceTrust(world),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('promptQuorum')) world();
    }),
    projects.onChanged(() => {
      world();
      controller.casesChanged();
    }),
    followCases(() => controller.casesChanged()),
  );
}

/** The models `promptquorum.yml` names for a file, the built-in one by its own name: no server has to offer it. */
function projectModels(uri: vscode.Uri, { projects }: Services): readonly string[] {
  return projects.of(uri).models.map((name) => (isBuiltInName(name) ? builtInModel.id : name));
}

/** Tells of cases files that were written, here or elsewhere, and of rows that are being typed. */
function followCases(changed: () => void): vscode.Disposable {
  const files = vscode.workspace.createFileSystemWatcher('**/*.cases.{jsonl,csv,yaml,yml}');
  return vscode.Disposable.from(
    files,
    files.onDidCreate(changed),
    files.onDidChange(changed),
    files.onDidDelete(changed),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && caseFormatOf(document.uri.path) !== undefined) changed();
    }),
  );
}

/**
 * Shows a room of the panel with a prompt chosen: the one of a code lens, else one at hand, else the one the panel has, else
 * the one the user chooses now.
 */
export async function openPanel(
  services: Services,
  controller: () => PanelController,
  tab: Tab,
  args: readonly unknown[],
): Promise<void> {
  const isKept = args.length === 0 && controller().hasPrompt;
  const target = isKept ? await promptAtHand(services) : await choosePromptOf(services, args);
  const chosen = target && panelPrompts(target).find(({ prompt }) => prompt.id === target.prompt.id);
  if (chosen === undefined && !isKept) return;
  await showPanel();
  controller().summon(tab);
  if (chosen !== undefined) await controller().open(chosen);
}

/** Shows the panel set up to compare a rewrite with its original. */
export async function compareRewrite(
  { document, original, rewritten, title, usedCaseIds }: Preview,
  controller: () => PanelController,
): Promise<void> {
  const [chosen] = panelPrompts({
    document,
    version: document.version,
    prompts: [original],
    problems: [],
    findings: [],
  });
  const beside: TextVariant = {
    id: `rewrite ${rewritten.contentHash}`,
    title,
    prompt: rewritten,
    earlier: false,
    usedCaseIds,
  };
  await showPanel();
  controller().summon('trials');
  if (chosen !== undefined) await controller().open(chosen, beside);
}

/** Brings the panel into view and the keyboard into it. */
export async function showPanel(): Promise<void> {
  await vscode.commands.executeCommand(`${panelViewId}.focus`);
}

function panelActions(services: Services, open: (prompt: PanelPrompt) => Promise<void>): PanelActions {
  return {
    async browsePrompts() {
      const chosen = await browsePrompts(services);
      if (chosen !== undefined) await open(chosen);
    },
    setUpModel: () => void vscode.commands.executeCommand('promptQuorum.setUpBuiltInModel'),
    setKey: () => void vscode.commands.executeCommand('promptQuorum.setKey'),
    copy: async (text) => vscode.env.clipboard.writeText(text),
    confirmDelete: (run) => confirmDelete(run, services),
    save: saveText,
    variant: (prompt, source) => chooseVariant(prompt, source, services),
    openCases: (prompt, line = 1) => showCases(prompt, line, services),
    changeCases: createCasesWriter(services),
    write: (prompt, edits) => writePrompt(prompt, edits, services),
  };
}

async function confirmDelete(run: string, { tell }: Services): Promise<boolean> {
  const yes = tell(texts.deleteRun);
  const message = tell(texts.deleteRunAsk, { run });
  return (await vscode.window.showWarningMessage(message, { modal: true }, yes)) === yes;
}

async function saveText(name: string, text: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const defaultUri = folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) };
  const uri = await vscode.window.showSaveDialog(defaultUri);
  if (uri !== undefined) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

/** Writes edits of a prompt's text into its files; where the prompt changed meanwhile nothing is written. */
async function writePrompt(
  { uri, prompt }: PanelPrompt,
  edits: readonly PlacedEdit[],
  { core, documents, tell }: Services,
): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  const inspected = await documents.inspected(document);
  const present = inspected?.prompts.find(({ id }) => id === prompt.id);
  if (present?.contentHash !== prompt.contentHash) {
    void vscode.window.showWarningMessage(tell(texts.changedMeanwhile));
    return false;
  }
  await openSources(present);
  const edit = workspaceEdit(core.encode(present, edits), openDocument);
  if (edit !== undefined && (await vscode.workspace.applyEdit(edit))) return true;
  void vscode.window.showWarningMessage(tell(texts.notWritten));
  return false;
}
