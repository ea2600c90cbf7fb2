import * as vscode from 'vscode';
import { problemOf } from '../base/problem.ts';
import { entryById } from '../base/registry.ts';
import { applyEdits } from '../base/span.ts';
import { say, sentences } from '../base/text.ts';
import type { ModelRef } from '../models/types.ts';
import { applyPlacedEdits } from '../prompt/edit.ts';
import type { FileEdits, Prompt } from '../prompt/types.ts';
import { applicableTechniques, type Offer } from '../rewrite/propose.ts';
import { titleWithSource } from '../rewrite/summary.ts';
import { techniques } from '../rewrite/techniques/index.ts';
import type { Technique } from '../rewrite/types.ts';
import { readCases } from './cases.ts';
import { openDocument, stillStands, workspaceEdit } from './places.ts';
import { choosePromptOf, type PromptTarget } from './promptTarget.ts';
import type { Preview, RewritePreviews } from './rewritePreviews.ts';
import type { Services } from './services.ts';
import { editorTexts as texts } from './texts.ts';
import { promptsIn } from './variants.ts';
import { chooseWriter } from './writers.ts';

/** As last argument of the command: rewrites from the prompt's own text without asking who is to write. */
export const offline = 'offline';

export type Draft = Omit<Preview, 'uri' | 'again'>;

/** Asks how to rewrite a prompt, makes the rewrite and shows it in VS Code's diff. */
export async function rewritePrompt(
  services: Services,
  previews: RewritePreviews,
  args: readonly unknown[],
): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showInformationMessage(services.tell(texts.untrusted));
    return;
  }
  const target = await choosePromptOf(services, args);
  if (target === undefined) return;
  const technique = await chooseTechnique(target, services, args[2]);
  const writer = technique && (args[3] === offline ? {} : await chooseWriter(services, target.prompt));
  if (technique === undefined || writer === undefined) return;
  const draft = await makeDraft(target, technique, writer.model, services);
  if (draft === undefined) return;
  const again = async () => {
    const present = await presentPrompt(target, services);
    return present && makeDraft(present, technique, writer.model, services);
  };
  await showDiff(previews.add({ ...draft, again }), services);
}

/** Asks how to rewrite a prompt and makes the rewrite, without showing it. */
export async function draftRewrite(target: PromptTarget, services: Services): Promise<Draft | undefined> {
  const technique = await chooseTechnique(target, services, undefined);
  const writer = technique && (await chooseWriter(services, target.prompt));
  return technique && writer && makeDraft(target, technique, writer.model, services);
}

/** Writes a rewrite into its file: one step of undo, nothing else touched. Made again where the file changed meanwhile. */
export async function acceptRewrite(
  services: Services,
  previews: RewritePreviews,
  uri: unknown,
): Promise<Preview | undefined> {
  const { tell } = services;
  const preview = previews.find(uri);
  if (preview === undefined) {
    void vscode.window.showInformationMessage(tell(texts.noRewriteOpen));
    return undefined;
  }
  const { document } = preview;
  if (document.getText() !== preview.basis || !stillStands(preview.original)) {
    await refresh(preview, previews, services);
    return undefined;
  }
  const edit = workspaceEdit(services.core.encode(preview.original, preview.edits), openDocument);
  if (edit === undefined || !(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showWarningMessage(tell(texts.notWritten));
    return undefined;
  }
  await previews.close(preview);
  await vscode.window.showTextDocument(document);
  return preview;
}

async function refresh(preview: Preview, previews: RewritePreviews, { tell }: Services): Promise<void> {
  const draft = await preview.again();
  if (draft === undefined) {
    void vscode.window.showWarningMessage(tell(texts.promptGone));
    return;
  }
  previews.replace({ ...preview, ...draft });
  void vscode.window.showInformationMessage(tell(texts.recomputed));
}

async function presentPrompt({ document, prompt }: PromptTarget, { documents }: Services) {
  const open = openDocument(document.uri.toString());
  const inspected = open && (await documents.inspected(open));
  const present = inspected?.prompts.find(({ id }) => id === prompt.id);
  return inspected === undefined || present === undefined ? undefined : { ...inspected, prompt: present };
}

interface TechniqueItem extends vscode.QuickPickItem {
  readonly technique?: Technique;
}

async function chooseTechnique(
  { prompt, findings }: PromptTarget,
  services: Services,
  wanted: unknown,
): Promise<Technique | undefined> {
  const { tell, locale } = services;
  if (typeof wanted === 'string') return entryById(techniques, wanted);
  const own = findings.filter(({ finding }) => finding.promptId === prompt.id).map(({ finding }) => finding);
  const cases =
    (await readCases({ uri: prompt.messages[0]?.source.uri ?? '', prompt }, services))?.cases ?? [];
  const offers = applicableTechniques(prompt, own, cases);
  const item = ({ technique, unsuited }: Offer): TechniqueItem => ({
    technique,
    label: technique.text.name[locale()],
    detail: unsuited === undefined ? titleWithSource(technique)[locale()] : say(unsuited, locale()),
  });
  const [suited, unsuited] = [true, false].map((fits) =>
    offers.filter((offer) => (offer.unsuited === undefined) === fits).map(item),
  );
  const line: TechniqueItem = { label: tell(texts.unsuited), kind: vscode.QuickPickItemKind.Separator };
  const items = [...(suited ?? []), line, ...(unsuited ?? [])];
  const title = tell(texts.chooseTechnique, { title: prompt.title });
  const chosen = await vscode.window.showQuickPick(items, { title, matchOnDetail: true });
  return chosen?.technique;
}

async function makeDraft(
  { document, prompt }: Pick<PromptTarget, 'document' | 'prompt'>,
  technique: Technique,
  model: ModelRef | undefined,
  services: Services,
): Promise<Draft | undefined> {
  const { core, locale, tell } = services;
  const cases = (await readCases({ uri: document.uri.toString(), prompt }, services))?.cases ?? [];
  const location = vscode.ProgressLocation.Notification;
  const options = { location, title: tell(texts.rewriting, { title: prompt.title }), cancellable: true };
  const propose = (signal: AbortSignal) =>
    core.propose(
      technique.id,
      prompt,
      { cases, ...(model === undefined ? {} : { ask: core.askOf(model) }) },
      signal,
    );
  try {
    const proposal =
      model === undefined ? await propose(new AbortController().signal) : await withAbort(options, propose);
    if (proposal === undefined) return undefined;
    if ('refused' in proposal) {
      void vscode.window.showInformationMessage(say(proposal.refused, locale()));
      return undefined;
    }
    const { edits, usedCaseIds = [], notes = [] } = proposal;
    const files = core.encode(prompt, edits);
    const shown = documentOfEdits(files, document);
    const basis = shown.getText();
    const text = applyEdits(basis, files.find(({ uri }) => uri === shown.uri.toString())?.edits ?? []);
    if (notes.length > 0) {
      vscode.window.showInformationMessage(
        sentences(
          notes.map((note) => say(note, locale())),
          locale(),
        ),
      );
    }
    const rewritten =
      shown === document
        ? await detectAgain(document, text, prompt, edits, services)
        : applyPlacedEdits(prompt, edits);
    const title = technique.text.name[locale()];
    return { document: shown, basis, text, original: prompt, rewritten, edits, title, usedCaseIds };
  } catch (thrown) {
    void vscode.window.showErrorMessage(say(problemOf(thrown).phrase, locale()));
    return undefined;
  }
}

/** The file whose change the diff shows: the prompt's own, or the one that all its changed texts come from. */
function documentOfEdits(files: readonly FileEdits[], own: vscode.TextDocument): vscode.TextDocument {
  const [first] = files;
  if (first === undefined || files.some(({ uri }) => uri === own.uri.toString())) return own;
  return openDocument(first.uri) ?? own;
}

/** The prompt as it will be found in the rewritten file, so that what is measured of it stays known once it is written. */
async function detectAgain(
  document: vscode.TextDocument,
  text: string,
  prompt: Prompt,
  edits: Draft['edits'],
  services: Services,
): Promise<Prompt> {
  const prompts = await promptsIn(document, text, services, 'draft');
  return prompts.find(({ id }) => id === prompt.id) ?? applyPlacedEdits(prompt, edits);
}

async function withAbort<T>(
  options: vscode.ProgressOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  return vscode.window.withProgress(options, async (_, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    try {
      return await work(abort.signal);
    } catch (thrown) {
      if (abort.signal.aborted) return undefined;
      throw thrown;
    }
  });
}

async function showDiff({ document, uri, title }: Preview, { tell }: Services): Promise<void> {
  const file = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
  const name = tell(texts.diffTitle, { file, technique: title });
  await vscode.commands.executeCommand('vscode.diff', document.uri, uri, name, { preview: false });
}
