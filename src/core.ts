import type { Finding, Severity } from './analyze/types.ts';
import type { Clock } from './base/clock.ts';
import type { Log } from './base/log.ts';
import type { Random } from './base/random.ts';
import type { TextEdit } from './base/span.ts';
import type { Detector } from './detect/types.ts';
import type { History, RunStart } from './history/types.ts';
import type { ModelRef, Provider } from './models/types.ts';
import type {
  Case,
  DetectionProblem,
  FileEdits,
  PlacedEdit,
  Prompt,
  SourceFile,
  SourceRange,
} from './prompt/types.ts';
import type { Ask, Proposal } from './rewrite/types.ts';
import type { TrialEvent, TrialPlan } from './trials/types.ts';

/** Outside worlds, given by each front end. */
export interface CorePorts {
  readonly detector: Detector;
  readonly history: History;
  /** The provider of a model; rejects with a `ProblemError` where it cannot be had (no key, not set up). */
  provider(ref: ModelRef, signal: AbortSignal): Promise<Provider>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** How findings are reported: severities by rule id, `off` silences a rule. */
export interface InspectOptions {
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
}

/** A finding with its place in the file. Suppressed findings are left out. */
export interface LocatedFinding {
  readonly finding: Finding;
  readonly source: SourceRange;
}

/** What is known of a file. Plain data. */
export interface Inspection {
  readonly prompts: readonly Prompt[];
  readonly problems: readonly DetectionProblem[];
  readonly findings: readonly LocatedFinding[];
}

/** A run to start or to resume: the plan, and which prompts its variants came from. */
export type TrialStart = Pick<RunStart, 'plan' | 'prompts' | 'workspace' | 'startedBy'>;

/** The front door for every front end: editor, panel and terminal. */
export interface Core {
  /** Detects and analyses a file; `workspacePath` is its path relative to the workspace. */
  inspect(file: SourceFile, workspacePath: string, options?: InspectOptions): Promise<Inspection>;
  /** The same after edits of an inspected file; `text` is the text after them. */
  reinspect(file: SourceFile, edits: readonly TextEdit[], options?: InspectOptions): Promise<Inspection>;
  /** Forgets a file. */
  close(uri: string): Promise<void>;
  /** Writes edits of a prompt's text as edits of its files; throws a `ProblemError` where they cannot be written. */
  encode(prompt: Prompt, edits: readonly PlacedEdit[]): readonly FileEdits[];
  /** All safe fixes of a prompt, applied until nothing is left to mend. */
  fixAll(prompt: Prompt, options?: InspectOptions): readonly PlacedEdit[];
  /** A rewrite; offline without `ask`. */
  propose(
    techniqueId: string,
    prompt: Prompt,
    context: { readonly cases: readonly Case[]; readonly ask?: Ask },
    signal: AbortSignal,
  ): Promise<Proposal>;
  /** An `ask` bound to a model, for rewriting; rejects with a `ProblemError` for models not fit for it. */
  askOf(model: ModelRef): Ask;
  /** Starts a run; the first event names it. Ends early, with everything kept, when the signal aborts. */
  runTrial(start: TrialStart, signal: AbortSignal): AsyncIterable<TrialRunEvent>;
  /** Goes on with a run that was cut off: samples already stored are not asked again. */
  resumeTrial(runId: string, signal: AbortSignal): AsyncIterable<TrialRunEvent>;
  readonly history: History;
}

export type TrialRunEvent =
  | { readonly type: 'started'; readonly runId: string; readonly plan: TrialPlan }
  | TrialEvent;
