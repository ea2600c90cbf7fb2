import type { Problem } from '../../base/problem.ts';
import type { Phrase } from '../../base/text.ts';
import type { TrialRunEvent } from '../../core.ts';
import type { RunStart } from '../../history/types.ts';
import { endingOf as reportEnding } from '../../trials/report.ts';
import type { Checker, Outcome, Report, SampleKey, Stopped, TrialPlan } from '../../trials/types.ts';
import type { RunStatus } from './protocol.ts';

/** A run as the panel follows it: outcomes by sample, what is being written, and what the user looks at. */
export interface RunState {
  readonly id: string;
  readonly plan: TrialPlan;
  readonly startedAt: number;
  readonly finishedAt?: number;
  readonly status: RunStatus;
  /** The three maps grow in place while the run goes on: copying them for every reply would cost the square of a run. */
  readonly outcomes: Map<string, Outcome>;
  readonly streaming: Map<string, Streaming>;
  readonly stopped: Map<string, Ending>;
  /** The last retry, until something arrives. */
  readonly retry?: { readonly problem: Problem; readonly waits: number };
  /** Why the run as a whole ended early. */
  readonly problem?: Problem;
  readonly modelTitle: string;
  readonly demonstration: boolean;
  /** Judges the replies, once it is ready and where there are checks. */
  readonly checker?: Checker;
  /** Which prompt each variant came from, as it read then. */
  readonly prompts: RunStart['prompts'];
  /** Extractor id the user chose, or `auto`. */
  readonly extractor: string;
  readonly shownCase: string;
  /** Answer the samples are narrowed to, by variant. */
  readonly selected: Readonly<Record<string, string>>;
  /** Page of samples, by variant. */
  readonly pages: Readonly<Record<string, number>>;
  /** The report that came with the end of the run. */
  readonly finalReport?: Report;
}

/** Why sampling of a case ended, and what was said of it. */
export interface Ending {
  readonly stopped: Stopped;
  readonly reason?: Phrase;
}

export interface Streaming {
  readonly key: SampleKey;
  readonly text: string;
}

/** A run before its first event, or as read back from the history. */
export function newRun(
  base: Pick<RunState, 'id' | 'plan' | 'startedAt' | 'prompts' | 'modelTitle' | 'demonstration'>,
  rest: Partial<RunState> = {},
): RunState {
  return {
    status: 'running',
    outcomes: new Map(),
    streaming: new Map(),
    stopped: new Map(),
    extractor: base.plan.extractor,
    shownCase: base.plan.cases[0]?.id ?? '',
    selected: {},
    pages: {},
    ...base,
    ...rest,
  };
}

/** Gathers stored outcomes by sample. */
export function bySample(outcomes: readonly Outcome[]): Map<string, Outcome> {
  return new Map(outcomes.map((outcome) => [sampleId(outcome), outcome]));
}

/** One string per sample of a run. */
export function sampleId({ variant, case: caseId, slot }: SampleKey): string {
  return `${variant}\0${caseId}\0${slot}`;
}

/** One string per variant and case. */
export function tallyId(variant: string, caseId: string): string {
  return `${variant}\0${caseId}`;
}

const streamedCharacters = 400;

/** The run after one event; its maps are changed in place. */
export function afterEvent(run: RunState, event: TrialRunEvent, now: number): RunState {
  switch (event.type) {
    case 'started':
      return { ...run, id: event.runId, plan: event.plan };
    case 'delta': {
      const id = sampleId(event.key);
      const text = ((run.streaming.get(id)?.text ?? '') + event.text).slice(-streamedCharacters);
      run.streaming.set(id, { key: event.key, text });
      return withoutRetry(run);
    }
    case 'outcome':
      run.streaming.delete(sampleId(event.outcome));
      run.outcomes.set(sampleId(event.outcome), event.outcome);
      return withoutRetry(run);
    case 'retry':
      run.streaming.delete(sampleId(event.key));
      return { ...run, retry: { problem: event.failure, waits: event.waits } };
    case 'stopped':
      run.stopped.set(tallyId(event.variant, event.case), endingOf(event));
      return run;
    case 'finished': {
      run.streaming.clear();
      const status = reportEnding(event.report);
      return { ...withoutRetry(run), finishedAt: now, finalReport: event.report, status };
    }
  }
}

function endingOf({ stopped, reason }: Ending): Ending {
  return reason === undefined ? { stopped } : { stopped, reason };
}

function withoutRetry(run: RunState): RunState {
  if (run.retry === undefined) return run;
  const { retry: _, ...rest } = run;
  return rest;
}
