import type { StoredRun } from '../../history/types.ts';
import { sameLineage } from '../../prompt/lineage.ts';
import type { Lineage } from '../../prompt/types.ts';
import { isPresent } from '../setup/variants.ts';
import type { PromptHistory } from './view.ts';

/** The prompt whose history is shown. */
export interface ShownPrompt {
  readonly lineage: Lineage;
  readonly contentHash: string;
}

/** The text that stood in the file when a run began; `undefined` where the run was of other prompts alone. */
export function fileText(run: StoredRun, history: PromptHistory, prompt: ShownPrompt): string | undefined {
  const own = run.prompts.filter(
    ({ lineage, contentHash }) =>
      sameLineage(lineage, prompt.lineage) ||
      history.series.some((each) => each.runId === run.id && each.contentHash === contentHash),
  );
  return (own.find(({ variant }) => isPresent(variant)) ?? own[0])?.contentHash;
}

/** Earlier texts of the file in order of first use, from 1; the present one has no number. */
export function versionsOf(history: PromptHistory, prompt: ShownPrompt): ReadonlyMap<string, number> {
  const hashes = history.runs.toReversed().map((run) => fileText(run, history, prompt));
  const earlier = new Set(hashes.filter((hash) => hash !== undefined && hash !== prompt.contentHash));
  return new Map([...earlier].map((hash, index) => [hash ?? '', index + 1]));
}
