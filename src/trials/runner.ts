import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { ModelRef, Provider } from '../models/types.ts';
import { checkerFor } from './checking/checkerFor.ts';
import { reportOf } from './report.ts';
import { createEventQueue } from './run/eventQueue.ts';
import { createRun } from './run/run.ts';
import type { CheckerPorts, OutcomeStore, TrialEvent, TrialPlan } from './types.ts';

/** The outside worlds of a run. */
export interface TrialPorts {
  /** Names the run in the store; the same id again goes on with it. */
  readonly runId: string;
  readonly store: OutcomeStore;
  /** The provider of a model; a `ProblemError` it rejects with becomes the model's failure. */
  provider(model: ModelRef, signal: AbortSignal): Promise<Provider>;
  readonly clock: Clock;
  readonly random: Random;
  /** What the checks of the plan are judged with; without it nothing from files is run. */
  readonly checks?: CheckerPorts;
}

/**
 * Runs a plan and tells what happens; every outcome is stored before it is told. Ends with `finished`, also when the signal
 * aborts: what has arrived is kept, what was under way is neither a reply nor a failure. Asking again with the same run id
 * asks only what is missing, and what failed for reasons outside the request. Throws only where the store fails, or a
 * `ProblemError` where the plan cannot be run.
 */
export async function* runTrial(
  plan: TrialPlan,
  ports: TrialPorts,
  signal: AbortSignal,
): AsyncGenerator<TrialEvent> {
  const stop = new AbortController();
  const onAbort = () => stop.abort(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  const queue = createEventQueue();
  const work = createRun(plan, ports, queue, stop)
    .then(async ({ outcomes, stopped }) => {
      const checker = await checkerFor(plan, ports.checks);
      await checker?.judge(outcomes);
      const report = reportOf(plan, outcomes, { stopped, ...(checker && { checker }) });
      queue.push({ type: 'finished', report });
      queue.end();
    })
    .catch((thrown: unknown) => queue.end({ thrown }));
  try {
    yield* queue;
  } finally {
    stop.abort();
    queue.end();
    signal.removeEventListener('abort', onAbort);
    await work;
  }
}
