import * as vscode from 'vscode';
import type { Evidence, Rule } from '../analyze/types.ts';
import { entryById } from '../base/registry.ts';
import { followedFiles } from './followedFiles.ts';
import { commandLink, escapeMarkdown } from './markdown.ts';
import { rangeOf } from './places.ts';
import type { Services } from './services.ts';
import { editorTexts as texts } from './texts.ts';

/** Tells over a finding why it matters and on what evidence. */
export function registerHovers(services: Services): vscode.Disposable {
  return vscode.languages.registerHoverProvider(followedFiles, {
    async provideHover(document, position, token) {
      const inspected = await services.documents.inspected(document);
      if (inspected === undefined || token.isCancellationRequested) return undefined;
      const here = inspected.findings.filter(({ source }) =>
        rangeOf(document, source.span).contains(position),
      );
      const ids = [...new Set(here.map(({ finding }) => finding.ruleId))];
      if (ids.length === 0) return undefined;
      const { rules } = await import('../analyze/rules/index.ts');
      const shown = ids.flatMap((id) => entryById(rules, id) ?? []);
      const parts = shown.map((rule) => explanation(rule, services));
      return new vscode.Hover(parts);
    },
  });
}

function explanation(rule: Rule, { locale, tell }: Services): vscode.MarkdownString {
  const language = locale();
  const evidence = rule.evidence.map((each) => `- ${evidenceLine(each, { locale, tell })}`).join('\n');
  const link = commandLink('promptQuorum.showRule', [rule.id]);
  const markdown = new vscode.MarkdownString(
    [
      `**${tell(texts.why)}**: ${escapeMarkdown(rule.text.why[language])}`,
      evidence === '' ? '' : `**${tell(texts.evidence)}**\n\n${evidence}`,
      `[${tell(texts.openRule)}](${link})`,
    ].join('\n\n'),
  );
  // Only this one command may be run from the hover; the texts are the rule's own and are escaped all the same.
  markdown.isTrusted = { enabledCommands: ['promptQuorum.showRule'] };
  return markdown;
}

function evidenceLine(
  { finding, source, year, models }: Evidence,
  { locale, tell }: Pick<Services, 'locale' | 'tell'>,
): string {
  const holds = tell(texts.holdsFor, { models: models[locale()] });
  return `${escapeMarkdown(finding[locale()])} (${escapeMarkdown(`${source}, ${year}; ${holds}`)})`;
}
