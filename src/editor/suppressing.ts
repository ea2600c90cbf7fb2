import * as vscode from 'vscode';
import { suppressionComment } from '../config/suppression.ts';
import type { LocatedFinding } from '../core.ts';
import { languageOfFile } from '../detect/languageOfFile.ts';
import type { Message } from '../prompt/types.ts';

/** The comment that silences a finding, and where it goes: above the literal in code, at the head of a prompt file. */
export function suppressionEdit(
  document: vscode.TextDocument,
  { finding: { ruleId } }: LocatedFinding,
  message: Message | undefined,
): { readonly scope: 'next-line' | 'file'; readonly edit: vscode.TextEdit } {
  const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const isCode = languageOfFile(document.uri.path, document.languageId) !== undefined;
  if (isCode && message !== undefined) {
    const line = document.positionAt(message.source.span.start).line;
    const indent = document.lineAt(line).text.match(/^[ \t]*/)?.[0] ?? '';
    const text = `${indent}${suppressionComment(ruleId, document.languageId)}${eol}`;
    return { scope: 'next-line', edit: vscode.TextEdit.insert(new vscode.Position(line, 0), text) };
  }
  const hasFrontMatter = document.lineAt(0).text.trimEnd() === '---';
  const syntax = hasFrontMatter ? 'yaml' : syntaxOf(document);
  const comment = suppressionComment(ruleId, syntax, 'file');
  const place = new vscode.Position(hasFrontMatter ? 1 : 0, 0);
  return { scope: 'file', edit: vscode.TextEdit.insert(place, comment + eol) };
}

/** The language whose comments a prompt file takes: editors give such files ids of many names, so the name's end decides. */
function syntaxOf({ uri: { path } }: vscode.TextDocument): string {
  if (path.endsWith('.md')) return 'markdown';
  return path.endsWith('.prompt') ? 'dotprompt' : 'yaml';
}
