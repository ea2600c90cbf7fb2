import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { phrase } from '../base/text.ts';
import type { Case } from '../prompt/types.ts';
import { casesPathCandidates, parseCases } from '../trials/cases.ts';
import { inputNames } from '../trials/plan.ts';
import type { ChosenPrompt } from './choosePrompt.ts';
import { readNamedFile } from './files.ts';
import { type Terminal, tell, usageError } from './terminal.ts';
import { trialTexts } from './trialTexts.ts';

/** The rows of a cases file. */
export interface CasesFile {
  readonly path: string;
  readonly cases: readonly Case[];
}

/** The named cases file, else the one beside the prompt, if any. Rows that cannot be used are told. */
export async function casesFor(
  { prompt, file }: Pick<ChosenPrompt, 'prompt' | 'file'>,
  named: string | undefined,
  terminal: Terminal,
): Promise<CasesFile | undefined> {
  const path = named ?? besides(file.path, prompt.lineage.symbol, terminal);
  if (path === undefined) return undefined;
  const { source } = await readNamedFile(path, terminal);
  const { cases, problems } = await parseCases(source.text, path, { holes: inputNames(prompt) });
  for (const problem of problems) tell(terminal, problem.phrase);
  if (cases.length === 0 && named !== undefined) throw usageError(phrase(trialTexts.noCases, { path }));
  return { path, cases };
}

function besides(path: string, symbol: string, { cwd }: Terminal): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return casesPathCandidates(name, symbol)
    .map((candidate) => join(dirname(path), candidate))
    .find((candidate) => existsSync(join(cwd, candidate)) || existsSync(candidate));
}
