import * as vscode from 'vscode';
import { say } from '../base/text.ts';
import { casesStem } from '../config/project.ts';
import { casesNames } from '../detect/handles.ts';
import type { CasesFile, PanelPrompt } from '../panel/ports.ts';
import { caseFormatOf, casesPathCandidates, parseCases } from '../trials/cases.ts';
import { inputNames } from '../trials/plan.ts';
import { folderOf } from './places.ts';
import type { Services } from './services.ts';

/**
 * The cases file of a prompt, in the project's cases folder or beside the prompt, read through VS Code so that unsaved rows
 * and remote folders count.
 */
export async function readCases(
  { uri, prompt }: Pick<PanelPrompt, 'uri' | 'prompt'>,
  { locale, projects }: Services,
): Promise<CasesFile | undefined> {
  const file = vscode.Uri.parse(uri, true);
  const folder = folderOf(file);
  const { stem, symbol } = casesNames(prompt.lineage.path, prompt.lineage);
  const stems = [casesStem(stem, projects.of(file)), stem].filter((each) => each !== undefined);
  for (const path of stems.flatMap((each) => casesPathCandidates(each, symbol))) {
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
