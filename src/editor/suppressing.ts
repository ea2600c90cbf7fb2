import * as vscode from 'vscode';
import { suppressionComment } from '../config/suppression.ts';
import type { LocatedFinding } from '../core.ts';
import { languageIdOf } from '../detect/handles.ts';
import { languageOfFile } from '../detect/languageOfFile.ts';
import type { Message } from '../prompt/types.ts';
import { pathInFolder } from './places.ts';

/** A comment that silences a finding, and how far. */
export interface Suppression {
  readonly scope: 'next-line' | 'file';
  readonly edit: vscode.TextEdit;
}

/**
 * The comment that silences a finding, and where it goes: above the literal in code, at the head of a prompt file; none
 * where the file cannot hold comments.
 */
export function suppressionEdit(
  document: vscode.TextDocument,
  { finding: { ruleId } }: LocatedFinding,
  message: Message | undefined,
): Suppression | undefined {
  const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const isCode = languageOfFile(document.uri.path, document.languageId) !== undefined;
  if (isCode && message !== undefined) {
    const line = document.positionAt(message.source.span.start).line;
    const indent = document.lineAt(line).text.match(/^[ \t]*/)?.[0] ?? '';
    const comment = suppressionComment(ruleId, document.languageId);
    const place = new vscode.Position(line, 0);
    return comment === undefined
      ? undefined
      : { scope: 'next-line', edit: vscode.TextEdit.insert(place, `${indent}${comment}${eol}`) };
  }
  const hasFrontMatter = document.lineAt(0).text.trimEnd() === '---';
  // Editors give prompt files ids of many names, so the file's name decides.
  const syntax = hasFrontMatter ? 'yaml' : languageIdOf(pathInFolder(document.uri));
  const comment = suppressionComment(ruleId, syntax, 'file');
  const place = new vscode.Position(hasFrontMatter ? 1 : 0, 0);
  return comment === undefined
    ? undefined
    : { scope: 'file', edit: vscode.TextEdit.insert(place, comment + eol) };
}
