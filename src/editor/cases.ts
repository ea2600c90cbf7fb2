import * as vscode from 'vscode';
import { say } from '../base/text.ts';
import { languageOfFile } from '../detect/languageOfFile.ts';
import type { CasesFile, PanelPrompt } from '../panel/ports.ts';
import { caseFormatOf, casesPathCandidates, parseCases } from '../trials/cases.ts';
import { inputNames } from '../trials/plan.ts';
import { folderOf, openDocument } from './places.ts';
import type { Services } from './services.ts';

/** The cases file beside a prompt, read through VS Code so that unsaved rows and remote folders count. */
export async function readCases(
  { uri, prompt }: Pick<PanelPrompt, 'uri' | 'prompt'>,
  { locale }: Services,
): Promise<CasesFile | undefined> {
  const file = vscode.Uri.parse(uri, true);
  const folder = folderOf(file);
  const { path: own, symbol } = prompt.lineage;
  // A prompt in code has cases of its own symbol; a prompt file has those of its name.
  const isCode = languageOfFile(own, openDocument(uri)?.languageId ?? '') !== undefined;
  for (const path of casesPathCandidates(own, isCode ? symbol : undefined)) {
    const place = vscode.Uri.joinPath(folder, path);
    const text = await readText(place);
    const format = caseFormatOf(path);
    if (text === undefined || format === undefined) continue;
    const { cases, problems } = await parseCases(text, format, inputNames(prompt));
    const name = path.slice(path.lastIndexOf('/') + 1);
    return { name, cases, problems: problems.map((problem) => say(problem.phrase, locale())) };
  }
  return undefined;
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
