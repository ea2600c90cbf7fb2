import * as vscode from 'vscode';
import type { LocatedFinding } from '../core.ts';
import type { Message } from '../prompt/types.ts';

const codeLanguages: Readonly<Record<string, string>> = {
  python: '#',
  typescript: '//',
  typescriptreact: '//',
  javascript: '//',
  javascriptreact: '//',
};

/** The comment that silences a finding, and where it goes: above the literal in code, at the head of a prompt file. */
export function suppressionEdit(
  document: vscode.TextDocument,
  { finding }: LocatedFinding,
  message: Message | undefined,
): { readonly scope: 'next-line' | 'file'; readonly edit: vscode.TextEdit } {
  const sign = codeLanguages[document.languageId];
  const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  if (sign !== undefined && message !== undefined) {
    const line = document.positionAt(message.source.span.start).line;
    const indent = document.lineAt(line).text.match(/^[ \t]*/)?.[0] ?? '';
    const text = `${indent}${sign} prompt-quorum-disable-next-line ${finding.ruleId}${eol}`;
    return { scope: 'next-line', edit: vscode.TextEdit.insert(new vscode.Position(line, 0), text) };
  }
  const hasFrontMatter = document.lineAt(0).text.trimEnd() === '---';
  const comment = fileComment(document, hasFrontMatter)(`prompt-quorum-disable-file ${finding.ruleId}`);
  const place = new vscode.Position(hasFrontMatter ? 1 : 0, 0);
  return { scope: 'file', edit: vscode.TextEdit.insert(place, comment + eol) };
}

function fileComment(document: vscode.TextDocument, hasFrontMatter: boolean): (directive: string) => string {
  if (hasFrontMatter || document.languageId === 'yaml') return (directive) => `# ${directive}`;
  if (document.uri.path.endsWith('.md')) return (directive) => `<!-- ${directive} -->`;
  if (document.uri.path.endsWith('.prompt')) return (directive) => `{{! ${directive} }}`;
  return (directive) => `# ${directive}`;
}
