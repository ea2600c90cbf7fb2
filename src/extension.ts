import * as vscode from 'vscode';
import { systemClock } from './base/clock.ts';
import type { Log } from './base/log.ts';
import { say } from './base/text.ts';
import { createCore } from './core.ts';
import { createWorkerDetector } from './detect/client.ts';
import { nodeWorker } from './detect/node.ts';
import { registerCodeActions } from './editor/codeActions.ts';
import { registerCodeLenses } from './editor/codeLenses.ts';
import { registerCommands } from './editor/commands.ts';
import { registerDiagnostics } from './editor/diagnostics.ts';
import { Documents } from './editor/documents.ts';
import { workspaceFiles } from './editor/fileFinder.ts';
import { HiddenPrompts } from './editor/hidden.ts';
import { registerHovers } from './editor/hovers.ts';
import { MarkedSelections } from './editor/marked.ts';
import { createModels } from './editor/models.ts';
import { registerProjectAssistance } from './editor/projectAssistance.ts';
import { Projects } from './editor/projects.ts';
import { registerRenames } from './editor/renames.ts';
import { RewritePreviews } from './editor/rewritePreviews.ts';
import { goOnWithWalkthrough } from './editor/samples.ts';
import { createKeys } from './editor/secrets.ts';
import type { Services } from './editor/services.ts';
import { createSettingsReader, localeFrom } from './editor/settings.ts';
import { createTrials, followWorld } from './editor/trials.ts';
import { createWorkerHistory } from './history/client.ts';
import { historyFile } from './history/dataHome.ts';
import { startHistoryThread } from './history/thread.ts';
import type { LocalAccess } from './local/access.ts';
import type { PanelController } from './panel/controller.ts';
import { registerPanel } from './panel/host.ts';
import { createThreadJudge } from './trials/checking/client.ts';
import { startJudgeThread } from './trials/checking/thread.ts';

/** What `activate` returns: for tests inside the extension host, and for nobody else. */
export interface TestApi {
  readonly services: Services;
  /** The panel's controller; drives a run without the page. */
  controller(): PanelController;
  /** Milliseconds that `activate` took. */
  readonly activationMillis: number;
}

/** Builds the services and registers the features. Everything heavy waits for its first use. */
export function activate(context: vscode.ExtensionContext): TestApi {
  const begun = performance.now();
  const own = <T extends vscode.Disposable>(item: T): T => {
    context.subscriptions.push(item);
    return item;
  };
  const output = own(vscode.window.createOutputChannel('Prompt Quorum', { log: true }));
  const log: Log = {
    info: (message) => output.info(message),
    warn: (message) => output.warn(message),
    error: (message, cause) => output.error(cause === undefined ? message : `${message}: ${String(cause)}`),
  };
  const settings = createSettingsReader(log);
  const locale = () => localeFrom(settings());
  const environment = process.env;
  const dist = new URL('./', import.meta.url);
  const keys = createKeys(context.secrets);
  const local = once(async (): Promise<LocalAccess> => {
    const { createLocalAccess } = await import('./local/access.ts');
    const modelPath = () => settings()['local.model'] || undefined;
    return own(createLocalAccess({ serverEntry: new URL('localServer.js', dist), modelPath }));
  });
  const builtIn = {
    server: async () => (await local()).server(),
    required: async () => (await local()).required(),
  };
  const models = createModels({ keys, builtIn, environment, log, settings, locale });
  const start = nodeWorker({
    worker: new URL('detectWorker.js', dist),
    grammars: new URL('grammars/', dist),
  });
  const history = createWorkerHistory(
    () => startHistoryThread(new URL('historyWorker.js', dist), historyFile()),
    (problem) => void vscode.window.showWarningMessage(say(problem.phrase, locale())),
  );
  const checks = own(createThreadJudge(() => startJudgeThread(new URL('checksWorker.js', dist))));
  const core = createCore({
    detector: own(createWorkerDetector({ start, files: workspaceFiles })),
    history,
    provider: models.provider,
    clock: systemClock,
    random: Math.random,
    allowScripts: () => vscode.workspace.isTrusted,
    judge: checks.judge,
    log,
  });
  const hidden = own(new HiddenPrompts(context.workspaceState));
  const projects = own(new Projects(log, locale));
  const marked = own(new MarkedSelections(context.workspaceState));
  const projectOf = (uri: vscode.Uri) => hidden.over(projects.of(uri), uri);
  const documents = own(new Documents(core, settings, projectOf, (uri) => marked.of(uri), log));
  const tell: Services['tell'] = (text, values) =>
    say(values === undefined ? { text } : { text, values }, locale());
  const { extensionUri } = context;
  const services: Services = {
    core,
    documents,
    projects,
    marked,
    models,
    log,
    extensionUri,
    settings,
    locale,
    tell,
  };
  const previews = own(new RewritePreviews());
  const measured = own(new vscode.EventEmitter<void>());
  const controller = once(() => {
    const made = own(createTrials(services));
    own(followWorld(services, made));
    made.onMeasured(() => measured.fire());
    return made;
  });
  const setUp = async (options: Parameters<LocalAccess['setUp']>[0]) => (await local()).setUp(options);

  own(registerDiagnostics(services));
  own(registerHovers(services));
  own(registerProjectAssistance(services));
  own(registerCodeActions(services));
  own(registerCodeLenses(services, measured.event));
  const { globalStorageUri: storage, globalState: state } = context;
  own(registerCommands({ services, previews, keys, environment, setUp, hidden, storage, state, controller }));
  own(registerRenames(services));
  own(registerPanel(extensionUri, controller));
  own(followSettings(documents));
  own(hidden.onChanged(() => documents.again()));
  own(marked.onChanged(() => documents.again()));
  own(documents.onInspected((inspected) => marked.follow(inspected)));
  own(projects.onChanged(() => documents.again()));
  own({ dispose: () => void history.close() });
  documents.start();
  void goOnWithWalkthrough(state).catch((thrown) => log.error('the walkthrough cannot be shown', thrown));
  void projects.start().catch((thrown) => log.error('promptquorum.yml files cannot be looked for', thrown));
  return { services, controller, activationMillis: performance.now() - begun };
}

/** Severities and language show in findings, so a change of settings means to look again. */
function followSettings(documents: Documents): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('promptQuorum')) documents.again();
  });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
