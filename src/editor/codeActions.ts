import * as vscode from 'vscode';
import type { Fix, Rule } from '../analyze/types.ts';
import { entryById } from '../base/registry.ts';
import { touches } from '../base/span.ts';
import { say } from '../base/text.ts';
import type { LocatedFinding } from '../core.ts';
import type { PlacedEdit, Prompt } from '../prompt/types.ts';
import { diagnosticSource } from './diagnostics.ts';
import type { Inspected } from './documents.ts';
import { fixAllEdit } from './fixAll.ts';
import { followedFiles } from './followedFiles.ts';
import { openDocument, placesIn, rangeOf, workspaceEdit } from './places.ts';
import type { Services } from './services.ts';
import { suppressionEdit } from './suppressing.ts';
import { editorTexts as texts } from './texts.ts';

export const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('promptQuorum');

/** Offers quick fixes, suppression, fix all and rewrites. */
export function registerCodeActions(services: Services): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, range, context, token) {
      const inspected = await services.documents.inspected(document);
      if (inspected === undefined || token.isCancellationRequested) return [];
      const wants = (kind: vscode.CodeActionKind) =>
        context.only === undefined || context.only.contains(kind);
      return [
        ...(wants(vscode.CodeActionKind.QuickFix)
          ? await quickFixes(inspected, range, context, services)
          : []),
        ...(context.only?.intersects(fixAllKind) ? await fixAll(inspected, services) : []),
        ...(wants(vscode.CodeActionKind.RefactorRewrite) ? await rewrites(inspected, range, services) : []),
      ];
    },
  };
  const providedCodeActionKinds = [
    vscode.CodeActionKind.QuickFix,
    vscode.CodeActionKind.RefactorRewrite,
    fixAllKind,
  ];
  return vscode.languages.registerCodeActionsProvider(followedFiles, provider, { providedCodeActionKinds });
}

async function quickFixes(
  inspected: Inspected,
  range: vscode.Range,
  context: vscode.CodeActionContext,
  services: Services,
): Promise<vscode.CodeAction[]> {
  const { document } = inspected;
  const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  const here = inspected.findings.filter(({ source }) => touches(source.span, span));
  if (here.length === 0) return [];
  const { rules } = await import('../analyze/rules/index.ts');
  return here.flatMap((located) => {
    const diagnostics = context.diagnostics.filter((diagnostic) => isOf(diagnostic, located, document));
    const actions = [
      ...fixesOf(inspected, located, services),
      ...silencersOf(inspected, located, rules, services),
    ];
    for (const action of actions) action.diagnostics = diagnostics;
    return actions;
  });
}

function isOf(
  { source, code, range }: vscode.Diagnostic,
  located: LocatedFinding,
  document: vscode.TextDocument,
): boolean {
  const id = typeof code === 'object' ? code.value : code;
  const place = rangeOf(document, located.source.span);
  return source === diagnosticSource && id === located.finding.ruleId && range.isEqual(place);
}

function fixesOf(inspected: Inspected, { finding }: LocatedFinding, services: Services): vscode.CodeAction[] {
  const prompt = inspected.prompts.find(({ id }) => id === finding.promptId);
  if (prompt === undefined) return [];
  return finding.fixes.flatMap((fix) => {
    const edit = encoded(prompt, fix, services);
    if (edit === undefined) return [];
    const action = new vscode.CodeAction(say(fix.title, services.locale()), vscode.CodeActionKind.QuickFix);
    action.edit = edit;
    action.isPreferred = fix.safe;
    return [action];
  });
}

/** Edits of a prompt as edits of its files; nothing where the place cannot hold them, because then there is no fix to offer. */
function encoded(prompt: Prompt, { edits }: Pick<Fix, 'edits'>, { core, log }: Services) {
  return tryEncode(prompt, edits, core, log);
}

function tryEncode(
  prompt: Prompt,
  edits: readonly PlacedEdit[],
  core: Services['core'],
  log: Services['log'],
): vscode.WorkspaceEdit | undefined {
  try {
    return workspaceEdit(core.encode(prompt, edits), openDocument);
  } catch (thrown) {
    log.info(`a fix of ${prompt.title} cannot be written: ${String(thrown)}`);
    return undefined;
  }
}

function silencersOf(
  inspected: Inspected,
  located: LocatedFinding,
  rules: readonly Rule[],
  { tell, locale }: Services,
): vscode.CodeAction[] {
  const { finding } = located;
  const prompt = inspected.prompts.find(({ id }) => id === finding.promptId);
  const rule = entryById(rules, finding.ruleId)?.text.title[locale()] ?? finding.ruleId;
  const message = prompt?.messages[finding.place.turn];
  const suppression = suppressionEdit(inspected.document, located, message);
  const off = new vscode.CodeAction(tell(texts.switchOff, { rule }), vscode.CodeActionKind.QuickFix);
  off.command = {
    command: 'promptQuorum.switchOffRule',
    title: off.title,
    arguments: [finding.ruleId, inspected.document.uri],
  };
  if (suppression === undefined) return [off];
  const { scope, edit } = suppression;
  const title = tell(scope === 'file' ? texts.suppressFile : texts.suppressNext, { rule });
  const comment = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  comment.edit = new vscode.WorkspaceEdit();
  comment.edit.set(inspected.document.uri, [edit]);
  return [comment, off];
}

async function fixAll(inspected: Inspected, services: Services): Promise<vscode.CodeAction[]> {
  const edit = await fixAllEdit(inspected, services);
  if (edit === undefined) return [];
  const action = new vscode.CodeAction(services.tell(texts.fixAllPrompt), fixAllKind);
  action.edit = edit;
  return [action];
}

async function rewrites(
  inspected: Inspected,
  range: vscode.Range,
  services: Services,
): Promise<vscode.CodeAction[]> {
  if (!vscode.workspace.isTrusted) return [];
  const { document, findings } = inspected;
  const offset = document.offsetAt(range.start);
  const prompt = inspected.prompts.find((each) =>
    placesIn(each, document).some(({ start, end }) => start <= offset && offset <= end),
  );
  if (prompt === undefined) return [];
  const own = findings.filter(({ finding }) => finding.promptId === prompt.id).map(({ finding }) => finding);
  const { applicableTechniques } = await import('../rewrite/propose.ts');
  return applicableTechniques(prompt, own, []).flatMap(({ technique, unsuited }) => {
    if (unsuited !== undefined && technique.id !== 'few-shot') return [];
    const title = services.tell(texts.rewriteWith, { name: technique.text.name[services.locale()] });
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.RefactorRewrite);
    const args = [document.uri, prompt.id, technique.id];
    action.command = { command: 'promptQuorum.rewrite', title, arguments: args };
    return [action];
  });
}
