import type { StoredRun } from '../../history/types.ts';
import type { RunStatus } from './protocol.ts';
import { bySample, newRun, type RunState } from './run.ts';

/** A run of the store as the panel shows it, looked at as `shown` was where that is the same run. */
export function runOfStore(
  stored: StoredRun,
  outcomes: Parameters<typeof bySample>[0],
  facts: Pick<RunState, 'modelTitle' | 'demonstration'>,
  shown: RunState | undefined,
): RunState {
  const { id, plan, startedAt, prompts, finishedAt } = stored;
  return newRun(
    { id, plan, startedAt, prompts, ...facts },
    {
      ...(shown?.id === id ? lookOf(shown) : {}),
      outcomes: bySample(outcomes),
      status: storedStatus(stored),
      ...(finishedAt === undefined ? {} : { finishedAt }),
    },
  );
}

/** A run in the store that neither ended nor is held by anybody was cut off. */
function storedStatus({ finishedAt, ending, heldUntil }: StoredRun): RunStatus {
  if (finishedAt !== undefined) return ending ?? 'finished';
  return heldUntil === undefined ? 'interrupted' : 'elsewhere';
}

/** What the user looks at in a run. */
function lookOf({ extractor, shownCase, selected, pages }: RunState) {
  return { extractor, shownCase, selected, pages };
}
