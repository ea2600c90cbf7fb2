import { existsSync } from 'node:fs';
import { extname, posix, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { phrase, say } from '../base/text.ts';
import { casesStem } from '../config/project.ts';
import { casesNames } from '../detect/handles.ts';
import type { Case, CheckSpec } from '../prompt/types.ts';
import { acceptedCases, caseFormatOf, casesPathCandidates, parseCases } from '../trials/cases.ts';
import type { ChosenPrompt } from './choosePrompt.ts';
import { readNamedFile, slashed, type TextFile } from './files.ts';
import { projectOf } from './projects.ts';
import { type Terminal, tell, usageError } from './terminal.ts';
import { texts } from './texts.ts';
import { trialTexts } from './trialTexts.ts';
import { workspaceOf } from './workspace.ts';

/** The rows of a cases file. */
export interface CasesFile {
  readonly path: string;
  readonly cases: readonly Case[];
  /** Checks of all cases. */
  readonly checks?: readonly CheckSpec[];
}

/** The named cases file, else the one in the project's cases folder or beside the prompt, if any. Rows without the `inputs`, or not usable otherwise, are told. */
export async function casesFor(
  { prompt, file }: Pick<ChosenPrompt, 'prompt' | 'file'>,
  inputs: readonly string[],
  named: string | undefined,
  terminal: Terminal,
): Promise<CasesFile | undefined> {
  const path = named ?? (await fileOf(file, prompt, terminal));
  if (path === undefined) return undefined;
  // A file the user names need not be called `….cases.csv`.
  const format = caseFormatOf(`x.cases${extname(path)}`);
  if (format === undefined) throw usageError(phrase(trialTexts.casesFormat, { path }));
  const { source } = await readNamedFile(path, terminal);
  const { cases: all, problems, checks } = await parseCases(source.text, format, inputs);
  for (const { line, phrase: sentence } of problems) {
    tell(terminal, phrase(texts.problemAt, { path, line, message: say(sentence, terminal.locale) }));
  }
  const cases = acceptedCases(all);
  if (cases.length < all.length)
    tell(terminal, phrase(trialTexts.leavesProposed, { path, count: all.length - cases.length }));
  if (cases.length === 0) throw usageError(phrase(trialTexts.noCases, { path }));
  return { path, cases, ...(checks && { checks }) };
}

/** In the cases folder of `promptquorum.yml` where there is one, else beside the prompt. */
async function fileOf(
  file: TextFile,
  { lineage }: ChosenPrompt['prompt'],
  terminal: Terminal,
): Promise<string | undefined> {
  const { uri, path } = await workspaceOf(file, terminal.cwd);
  const inWorkspace = casesNames(path, lineage);
  const stem = casesStem(inWorkspace.stem, await projectOf(file, terminal));
  const root = slashed(relative(terminal.cwd, fileURLToPath(uri)));
  const inFolder = stem === undefined ? [] : casesPathCandidates(posix.join(root, stem), inWorkspace.symbol);
  const beside = casesNames(file.path, lineage);
  const candidates = [...inFolder, ...casesPathCandidates(beside.stem, beside.symbol)];
  return candidates.find((candidate) => existsSync(resolve(terminal.cwd, candidate)));
}
