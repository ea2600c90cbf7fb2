import * as vscode from 'vscode';
import type { ProjectCompletion } from '../config/projectCompletion.ts';
import { projectFileName } from '../config/projectTable.ts';
import { rangeOf } from './places.ts';
import type { Services } from './services.ts';

const selector: vscode.DocumentSelector = { pattern: `**/${projectFileName}` };

/** Completes and explains keys, rules and severities of `promptquorum.yml`, unless the YAML extension does so from the file's schema. */
export function registerProjectAssistance(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(
      selector,
      {
        async provideCompletionItems(document, position) {
          if (isServed()) return undefined;
          const { projectCompletions, rules } = await load();
          const offset = document.offsetAt(position);
          const found = projectCompletions(document.getText(), offset, rules);
          return found.map((each, index) => itemOf(each, index, document, services));
        },
      },
      ' ',
    ),
    vscode.languages.registerHoverProvider(selector, {
      async provideHover(document, position) {
        if (isServed()) return undefined;
        const { projectExplanation, rules } = await load();
        const found = projectExplanation(document.getText(), document.offsetAt(position), rules);
        if (found === undefined) return undefined;
        return new vscode.Hover(
          new vscode.MarkdownString(services.tell(found.text)),
          rangeOf(document, found.span),
        );
      },
    }),
  );
}

function isServed(): boolean {
  return vscode.extensions.getExtension('redhat.vscode-yaml') !== undefined;
}

async function load() {
  const [{ projectCompletions, projectExplanation }, { rules }] = await Promise.all([
    import('../config/projectCompletion.ts'),
    import('../analyze/rules/index.ts'),
  ]);
  return { projectCompletions, projectExplanation, rules };
}

function itemOf(
  { label, newText, span, detail, goesOn }: ProjectCompletion,
  index: number,
  document: vscode.TextDocument,
  { tell }: Services,
): vscode.CompletionItem {
  const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Property);
  item.insertText = newText;
  item.range = rangeOf(document, span);
  item.sortText = String(index).padStart(3, '0');
  if (detail !== undefined) item.documentation = new vscode.MarkdownString(tell(detail));
  if (goesOn) item.command = { command: 'editor.action.triggerSuggest', title: '' };
  return item;
}
