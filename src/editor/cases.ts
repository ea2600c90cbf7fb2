import * as vscode from 'vscode';
import { casesStem } from '../config/project.ts';
import { casesNames } from '../detect/handles.ts';
import type { CasesFile, PanelPrompt } from '../panel/ports.ts';
import { type CaseFormat, caseFormatOf, casesPathCandidates, parseCases } from '../trials/cases.ts';
import { inputNames } from '../trials/plan.ts';
import { folderOf } from './places.ts';
import type { Services } from './services.ts';

/** Where the cases of a prompt stand, or would stand: without a text there is no file yet. */
export interface CasesPlace {
  readonly uri: vscode.Uri;
  readonly format: CaseFormat;
  readonly text?: string;
}

type Located = Pick<PanelPrompt, 'uri' | 'prompt'>;

/**
 * The cases file of a prompt, in the project's cases folder or beside the prompt, read through VS Code so that unsaved rows
 * and remote folders count.
 */
export async function readCases(located: Located, services: Services): Promise<CasesFile | undefined> {
  const { uri, format, text } = await casesPlace(located, services);
  if (text === undefined) return undefined;
  return { name: nameOf(uri), ...(await parseCases(text, format, inputNames(located.prompt))) };
}

/** The first cases file there is, else the one that is made with the first case. */
export async function casesPlace(located: Located, services: Services): Promise<CasesPlace> {
  const places = candidates(located, services);
  for (const place of places) {
    const text = await readText(place.uri);
    if (text !== undefined) return { ...place, text };
  }
  return newPlace(places);
}

/** The name of the cases file that would be made for a prompt. */
export function newCasesName(located: Located, services: Services): string {
  return nameOf(newPlace(candidates(located, services)).uri);
}

function candidates({ uri, prompt }: Located, { projects }: Services): readonly CasesPlace[] {
  const file = vscode.Uri.parse(uri, true);
  const folder = folderOf(file);
  const { stem, symbol } = casesNames(prompt.lineage.path, prompt.lineage);
  const stems = [casesStem(stem, projects.of(file)), stem].filter((each) => each !== undefined);
  return stems.flatMap((each) =>
    casesPathCandidates(each, symbol).flatMap((path) => {
      const format = caseFormatOf(path);
      return format === undefined ? [] : [{ uri: vscode.Uri.joinPath(folder, path), format }];
    }),
  );
}

function newPlace([first]: readonly CasesPlace[]): CasesPlace {
  if (first === undefined) throw new RangeError('a prompt has no place for its cases');
  return first;
}

function nameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
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
