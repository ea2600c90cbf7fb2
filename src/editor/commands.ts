import * as vscode from 'vscode';
import { problemOf } from '../base/problem.ts';
import { say } from '../base/text.ts';
import type { CommandId } from '../config/commands.ts';
import { settingsPrefix } from '../config/settings.ts';
import type { PanelController } from '../panel/controller.ts';
import { type SetUp, setUpBuiltInModel } from './builtInSetup.ts';
import { fixAllInActiveFile } from './fixAll.ts';
import { type HiddenPrompts, hidePrompt, showHidden } from './hidden.ts';
import { markSelection } from './marked.ts';
import { rangeOf } from './places.ts';
import { choosePromptOf } from './promptTarget.ts';
import type { RewritePreviews } from './rewritePreviews.ts';
import { showRulePage } from './rulePages.ts';
import { openSamples, showWalkthrough } from './samples.ts';
import { askForKey, type Keys, removeKey } from './secrets.ts';
import type { Services } from './services.ts';
import { editorTexts as texts } from './texts.ts';
import { compareRewrite, openPanel, showPanel } from './trials.ts';
import { browsePrompts } from './workspacePrompts.ts';

/** What commands act on besides the services. */
export interface CommandContext {
  readonly services: Services;
  readonly previews: RewritePreviews;
  readonly keys: Keys;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly setUp: SetUp;
  readonly hidden: HiddenPrompts;
  /** The extension's own folder, for the copy of the samples. */
  readonly storage: vscode.Uri;
  /** What is remembered for all windows. */
  readonly state: vscode.Memento;
  controller(): PanelController;
}

/** Techniques load when the first rewrite is asked for. */
const rewriting = () => import('./rewriting.ts');

type Handler = (context: CommandContext, args: readonly unknown[]) => Promise<unknown>;

const handlers: Readonly<Record<CommandId, Handler>> = {
  'promptQuorum.runTrials': ({ services, controller }, args) =>
    openPanel(services, controller, 'trials', args),
  'promptQuorum.runOnce': ({ services, controller }, args) => openPanel(services, controller, 'once', args),
  'promptQuorum.showCases': ({ services, controller }, args) =>
    openPanel(services, controller, 'cases', args),
  'promptQuorum.showHistory': ({ services, controller }, args) =>
    openPanel(services, controller, 'history', args),
  'promptQuorum.rewrite': async ({ services, previews }, args) =>
    (await rewriting()).rewritePrompt(services, previews, args),
  'promptQuorum.acceptRewrite': accept,
  'promptQuorum.discardRewrite': async ({ previews }, [uri]) => {
    const preview = previews.find(uri);
    if (preview !== undefined) await previews.close(preview);
  },
  'promptQuorum.compareRewrite': async ({ previews, controller }, [uri]) => {
    const preview = previews.find(uri);
    if (preview !== undefined) await compareRewrite(preview, controller);
  },
  'promptQuorum.fixAll': ({ services }) => fixAllInActiveFile(services),
  'promptQuorum.goToPrompt': ({ services }) => goToPrompt(services),
  'promptQuorum.notAPrompt': ({ services, hidden }, args) => hidePrompt(services, hidden, args),
  'promptQuorum.markSelection': ({ services }) => markSelection(services),
  'promptQuorum.showHidden': ({ services, hidden }) => showHidden(services, hidden),
  'promptQuorum.showFindings': ({ services }, args) => showFirstFinding(services, args),
  'promptQuorum.showRule': ({ services }, [ruleId]) => showRulePage(services, ruleId),
  'promptQuorum.switchOffRule': (_, [ruleId, uri]) => switchOffRule(ruleId, uri),
  'promptQuorum.showRun': async ({ controller }, [runId]) => {
    await showPanel();
    if (typeof runId === 'string') await controller().showRun(runId);
  },
  'promptQuorum.getStarted': () => showWalkthrough(),
  'promptQuorum.openSamples': ({ services, storage, state }) =>
    openSamples(services.extensionUri, storage, state),
  'promptQuorum.setUpBuiltInModel': async ({ services, setUp, controller }) => {
    if (await setUpBuiltInModel(setUp, services)) await controller().worldChanged();
  },
  'promptQuorum.setKey': async ({ keys, services, environment, controller }) => {
    await askForKey(keys, services, environment);
    await controller().worldChanged();
  },
  'promptQuorum.removeKey': async ({ keys, services, controller }) => {
    await removeKey(keys, services);
    await controller().worldChanged();
  },
};

/** Registers every command of the table; what goes wrong is told in one sentence. */
export function registerCommands(context: CommandContext): vscode.Disposable {
  const { log, locale } = context.services;
  const registrations = Object.entries(handlers).map(([id, handler]) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        await handler(context, args);
      } catch (thrown) {
        log.error(id, thrown);
        await vscode.window.showErrorMessage(say(problemOf(thrown).phrase, locale()));
      }
    }),
  );
  return vscode.Disposable.from(...registrations);
}

/** Writes the rewrite, and offers in the panel to compare it with what was. */
async function accept(
  { services, previews, controller }: CommandContext,
  [uri]: readonly unknown[],
): Promise<void> {
  const { acceptRewrite } = await rewriting();
  const preview = await acceptRewrite(services, previews, uri);
  if (preview === undefined) return;
  await services.documents.inspected(preview.document);
  const { original, usedCaseIds } = preview;
  await controller().offerComparison(preview.document.uri.toString(), original.id, {
    id: `before ${original.contentHash}`,
    title: services.tell(texts.original),
    prompt: original,
    earlier: true,
    usedCaseIds,
  });
}

async function goToPrompt(services: Services): Promise<void> {
  const chosen = await browsePrompts(services);
  if (chosen === undefined) return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(chosen.uri, true));
  const editor = await vscode.window.showTextDocument(document);
  const [first] = chosen.prompt.messages;
  if (first === undefined) return;
  const range = rangeOf(document, first.source.span);
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function showFirstFinding(services: Services, args: readonly unknown[]): Promise<void> {
  const target = await choosePromptOf(services, args);
  const own = target?.findings.filter(({ finding }) => finding.promptId === target.prompt.id) ?? [];
  const [first] = own.toSorted((a, b) => a.source.span.start - b.source.span.start);
  if (target === undefined || first === undefined) return;
  const editor = await vscode.window.showTextDocument(target.document);
  const { start } = rangeOf(target.document, first.source.span);
  editor.selection = new vscode.Selection(start, start);
  await vscode.commands.executeCommand('editor.action.marker.next');
}

async function switchOffRule(ruleId: unknown, uri: unknown): Promise<void> {
  if (typeof ruleId !== 'string') return;
  const resource = uri instanceof vscode.Uri ? uri : undefined;
  const configuration = vscode.workspace.getConfiguration(settingsPrefix, resource);
  const inWorkspace = vscode.workspace.workspaceFolders !== undefined;
  const target = inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  const { workspaceValue, globalValue } = configuration.inspect<object>('rules') ?? {};
  const present = inWorkspace ? workspaceValue : globalValue;
  await configuration.update('rules', { ...present, [ruleId]: 'off' }, target);
}
