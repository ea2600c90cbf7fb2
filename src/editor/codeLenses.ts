import * as vscode from 'vscode';
import { calmly } from '../base/calm.ts';
import { isOnePrompt } from '../detect/handles.ts';
import type { Measurement } from '../history/types.ts';
import { findsOf } from '../prompt/ownText.ts';
import { countTokens } from '../prompt/tokens.ts';
import type { Prompt } from '../prompt/types.ts';
import type { Inspected } from './documents.ts';
import { followedFiles } from './followedFiles.ts';
import { measuredWords } from './measuredWords.ts';
import { folderOf, pathInFolder, rangeOf } from './places.ts';
import type { Services } from './services.ts';
import { editorTexts as texts } from './texts.ts';

/** During a run measurements may come in quickly; more than two refreshes a second would only flicker. */
const refreshMillis = 500;

/** Shows above each prompt its findings, tokens, rewriting, trials and last measurement. */
export function registerCodeLenses(services: Services, onMeasured: vscode.Event<void>): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document, token) {
      if (!services.settings(document.uri)['codeLens.enabled']) return [];
      const inspected = await services.documents.inspected(document);
      if (inspected === undefined || token.isCancellationRequested) return [];
      const measurements = await measurementsOf(inspected, services);
      const heads = new Set<number>();
      const rows = await Promise.all(
        inspected.prompts.map((prompt, index) => lensesOf(prompt, inspected, measurements[index], services)),
      );
      return rows.flatMap((lenses) => {
        const line = lenses[0]?.range.start.line;
        // A call that chooses between two texts on one line is two prompts; a second row of lenses there would only confuse.
        if (line === undefined || heads.has(line)) return [];
        heads.add(line);
        return lenses;
      });
    },
  };
  const calm = calmly(() => changed.fire(), refreshMillis);
  const refresh = calm.ask;
  return vscode.Disposable.from(
    changed,
    calm,
    vscode.languages.registerCodeLensProvider(followedFiles, provider),
    onMeasured(refresh),
    onInspectedAgain(services.documents, refresh),
    vscode.workspace.onDidChangeConfiguration(refresh),
    vscode.workspace.onDidGrantWorkspaceTrust(refresh),
  );
}

/** VS Code asks for lenses after every edit; `promptquorum.yml`, a mark or an imported text changes findings without one. */
function onInspectedAgain({ onInspected }: Services['documents'], refresh: () => void): vscode.Disposable {
  const versions = new WeakMap<vscode.TextDocument, number>();
  return onInspected(({ document, version }) => {
    if (versions.get(document) === version) refresh();
    versions.set(document, version);
  });
}

async function measurementsOf(
  { document, prompts }: Inspected,
  { core, log }: Services,
): Promise<readonly (Measurement | undefined)[]> {
  const known = prompts.map(({ lineage, contentHash, messages }) => ({
    lineage,
    contentHash,
    text: messages.map(({ text }) => text).join('\n\n'),
  }));
  try {
    return await core.history.measurements(folderOf(document.uri).toString(), known);
  } catch (thrown) {
    log.error('the history cannot be read', thrown);
    return [];
  }
}

async function lensesOf(
  prompt: Prompt,
  { document, findings }: Inspected,
  measurement: Measurement | undefined,
  services: Services,
): Promise<vscode.CodeLens[]> {
  const uri = document.uri.toString();
  const finds = findsOf(prompt);
  // A prompt whose texts all stand in other files has its lens at the call.
  const head = finds.find(({ source }) => source.uri === uri)?.source ?? prompt.site;
  if (finds.length === 0 || head === undefined) return [];
  const start = placeOf(document, head.span.start);
  const range = rangeOf(document, { start, end: start });
  const { tell, settings } = services;
  const parts = settings(document.uri)['codeLens.parts'];
  const isTrusted = vscode.workspace.isTrusted;
  const target = [document.uri, prompt.id];
  const count = findings.filter(({ finding }) => finding.promptId === prompt.id).length;
  const lens = (title: string, command: string, args: readonly unknown[] = target) =>
    new vscode.CodeLens(range, { title, command, arguments: [...args] });
  const findingLens = () =>
    count === 0
      ? lens(tell(texts.noFindings), '')
      : lens(tell(texts.findings, { count }), 'promptQuorum.showFindings');
  return [
    ...(parts.findings ? [findingLens()] : []),
    // Counted here, not once the lens is in view: a part that came later would push the others aside.
    ...(parts.tokens ? [lens(await tokenWords(prompt, services), '')] : []),
    ...(parts.rewrite && isTrusted ? [lens(tell(texts.rewrite), 'promptQuorum.rewrite')] : []),
    ...(parts.once && isTrusted ? [lens(tell(texts.runOnce), 'promptQuorum.runOnce')] : []),
    ...(parts.trials && isTrusted ? [lens(tell(texts.runTrials), 'promptQuorum.runTrials')] : []),
    ...(parts.notPrompt && !isOnePrompt(pathInFolder(document.uri))
      ? [lens(tell(texts.notAPrompt), 'promptQuorum.notAPrompt')]
      : []),
    ...(parts.measurement && measurement !== undefined
      ? [measured(range, prompt, measurement, services)]
      : []),
  ];
}

/** A file that is one prompt has its lens at its head; in others each stands above the prompt's text. */
function placeOf(document: vscode.TextDocument, textStart: number): number {
  return isOnePrompt(pathInFolder(document.uri)) ? 0 : textStart;
}

async function tokenWords(prompt: Prompt, { tell }: Services): Promise<string> {
  const text = prompt.messages.map((message) => message.text).join('\n');
  const { count, exact } = await countTokens(text, prompt.settings.modelId);
  return tell(exact ? texts.tokens : texts.tokensAbout, { count });
}

function measured(
  range: vscode.Range,
  { contentHash }: Prompt,
  measurement: Measurement,
  services: Services,
): vscode.CodeLens {
  const { tell, locale } = services;
  const { runId } = measurement;
  const words = measuredWords(measurement, Date.now(), locale());
  const isChanged = measurement.contentHash !== contentHash;
  return new vscode.CodeLens(range, {
    title: isChanged ? tell(texts.changed) : words,
    ...(isChanged ? { tooltip: tell(texts.measuredBefore, { measurement: words }) } : {}),
    command: 'promptQuorum.showRun',
    arguments: [runId],
  });
}
