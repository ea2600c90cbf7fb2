import { existsSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { phrase, say } from '../base/text.ts';
import { casesNames } from '../detect/handles.ts';
import type { Case, CheckSpec } from '../prompt/types.ts';
import { acceptedCases, caseFormatOf, casesPathCandidates, parseCases } from '../trials/cases.ts';
import type { ChosenPrompt } from './choosePrompt.ts';
import { readNamedFile, type TextFile } from './files.ts';
import { type Terminal, tell, usageError } from './terminal.ts';
import { texts } from './texts.ts';
import { trialTexts } from './trialTexts.ts';

/** The rows of a cases file. */
export interface CasesFile {
  readonly path: string;
  readonly cases: readonly Case[];
  /** Checks of all cases. */
  readonly checks?: readonly CheckSpec[];
}

/** The named cases file, else the one beside the prompt, if any. Rows without the `inputs`, or not usable otherwise, are told. */
export async function casesFor(
  { prompt, file }: Pick<ChosenPrompt, 'prompt' | 'file'>,
  inputs: readonly string[],
  named: string | undefined,
  terminal: Terminal,
): Promise<CasesFile | undefined> {
  const path = named ?? fileBeside(file, prompt, terminal);
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

function fileBeside(
  { path }: TextFile,
  { lineage }: ChosenPrompt['prompt'],
  { cwd }: Terminal,
): string | undefined {
  const { stem, symbol } = casesNames(path, lineage);
  return casesPathCandidates(stem, symbol).find((candidate) => existsSync(resolve(cwd, candidate)));
}
