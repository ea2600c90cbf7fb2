import * as vscode from 'vscode';
import { systemClock } from '../base/clock.ts';
import { PanelController } from '../panel/controller.ts';
import { panelViewId } from '../panel/host.ts';
import type { PanelActions, PanelPrompt } from '../panel/ports.ts';
import type { RewritePair } from '../panel/setup/setup.ts';
import { countTokens } from '../prompt/tokens.ts';
import { readCases } from './cases.ts';
import { choosePromptOf } from './promptTarget.ts';
import type { Preview } from './rewritePreviews.ts';
import type { Services } from './services.ts';
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
    cases: (prompt) => readCases(prompt, services),
    models: (prompt, ask, signal) => models.offer(prompt, ask, signal),
    countTokens: async (text) => (await countTokens(text)).count,
  });
  return controller;
}

/** Tells the panel what changes around it. */
export function followWorld({ documents }: Services, controller: PanelController): vscode.Disposable {
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
  );
}

/** Shows the panel with a prompt chosen: the one of a code lens, else the one at the cursor. */
export async function openTrials(
  services: Services,
  controller: () => PanelController,
  args: readonly unknown[],
): Promise<void> {
  const isAnswered = args.length > 0 || vscode.window.activeTextEditor !== undefined;
  const target = isAnswered ? await choosePromptOf(services, args) : undefined;
  const chosen = target && panelPrompts(target).find(({ prompt }) => prompt.id === target.prompt.id);
  await showPanel();
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
  const pair: RewritePair = { original, rewritten, title, usedCaseIds };
  await showPanel();
  if (chosen !== undefined) await controller().open(chosen, pair);
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
  };
}
