import type { Lineage } from '../prompt/types.ts';
import type { Outcome, Reply, RunEnding, TrialPlan } from '../trials/types.ts';

/** A run as it begins. `prompts` says which prompt each variant came from, with the content it had. */
export interface RunStart {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly plan: TrialPlan;
  readonly prompts: readonly {
    readonly variant: string;
    readonly lineage: Lineage;
    readonly contentHash: string;
    readonly text: string;
  }[];
  /** The folder the lineage's paths are relative to, as a URI. */
  readonly workspace: string;
  readonly startedBy: 'editor' | 'terminal';
}

/** A run as read back; `finishedAt` and `ending` are absent where it goes on or was cut off. Totals are always derived from the outcomes. */
export interface StoredRun extends RunStart {
  readonly finishedAt?: number;
  readonly ending?: RunEnding;
  /** There where a window or terminal is running it: until when it holds the run, in milliseconds since 1970. */
  readonly heldUntil?: number;
  readonly outcomes: number;
  /** What was measured of its variants, in their order; empty before its end. */
  readonly measured: readonly Measurement[];
}

/** The last measurement of a prompt, enough for the code lens. */
export interface Measurement {
  readonly runId: string;
  readonly at: number;
  readonly contentHash: string;
  readonly modelTitle: string;
  readonly samples: number;
  /** Mean share of the leading answer. */
  readonly agreement: number;
  /** Mean share of right replies, where cases had expected answers. */
  readonly accuracy?: number;
  /** Mean share of replies that passed every check, where there were checks. */
  readonly passRate?: number;
  /** There where nearly every reply to every case is another answer, as with free text: agreement says nothing then. */
  readonly scattered?: true;
}

/** A prompt as it is now, to be found again in the history though it was moved or edited. */
export interface SoughtPrompt {
  readonly lineage: Lineage;
  readonly contentHash: string;
  readonly text: string;
}

/** The store of runs and raw replies, shared by every window and terminal of a user. */
export interface History {
  begin(run: RunStart): Promise<void>;
  /** Durable before it resolves: survives a kill of the process. */
  append(runId: string, outcome: Outcome): Promise<void>;
  finish(
    runId: string,
    measurements: readonly (Measurement & { readonly lineage: Lineage; readonly workspace: string })[],
    ending?: RunEnding,
  ): Promise<void>;
  /**
   * Holds a run for `owner` for so many milliseconds, so that no other window or terminal goes on with it; 0 gives it up.
   * A run that is held has not ended. False where another owner holds it.
   */
  hold(runId: string, owner: string, millis: number): Promise<boolean>;
  /** Newest first. */
  runs(filter: {
    readonly workspace?: string;
    readonly lineage?: Lineage;
    readonly limit?: number;
  }): Promise<readonly StoredRun[]>;
  run(runId: string): Promise<StoredRun | undefined>;
  outcomes(runId: string): Promise<readonly Outcome[]>;
  /** Stored replies to an equal request, by slot. */
  replies(requestHash: string): Promise<readonly Reply[]>;
  /** Last measurements of these prompts, by index; a moved prompt is found again by its text. */
  measurements(
    workspace: string,
    prompts: readonly SoughtPrompt[],
  ): Promise<readonly (Measurement | undefined)[]>;
  /** Every measurement of a prompt over its versions, oldest first; a moved prompt is found again by its text. */
  series(workspace: string, prompt: SoughtPrompt): Promise<readonly Measurement[]>;
  /**
   * Deletes a run with its replies and measurements. Other runs keep their own copies of replies they took from it. Rejects
   * where the run is going on.
   */
  remove(runId: string): Promise<void>;
  /** Follows a rename or move of a file. */
  rename(workspace: string, from: string, to: string): Promise<void>;
  close(): Promise<void>;
}
