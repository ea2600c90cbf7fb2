import * as vscode from 'vscode';
import { commandLink } from './markdown.ts';
import type { Services } from './services.ts';

/** A link that opens the page of a rule. */
export function rulePageCommand(ruleId: string): vscode.Uri {
  return vscode.Uri.parse(commandLink('promptQuorum.showRule', [ruleId]), true);
}

/** Opens the page of a rule in VS Code's own Markdown preview. */
export async function showRulePage({ extensionUri, locale }: Services, ruleId: unknown): Promise<void> {
  if (typeof ruleId !== 'string' || !/^[\w-]+$/.test(ruleId)) return;
  const ending = locale() === 'en' ? 'md' : `${locale()}.md`;
  const page = vscode.Uri.joinPath(extensionUri, 'docs', 'rules', `${ruleId}.${ending}`);
  await vscode.commands.executeCommand('markdown.showPreview', page);
}
