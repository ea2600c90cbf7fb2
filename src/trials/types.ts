import type { Json } from '../base/json.ts';
import type { Problem } from '../base/problem.ts';
import type { Span } from '../base/span.ts';
import type { Phrase, Text } from '../base/text.ts';
import type { Confirmed, FinishReason, ModelFailure, ModelRef, Sampling, Usage } from '../models/types.ts';
import type { Case, CheckSpec, Hole, Role } from '../prompt/types.ts';
import { withoutReasoning } from './reading/reasoning.ts';

/** Lower and upper end of a 95 % interval, 0 to 1. */
export type Interval = readonly [lower: number, upper: number];

/** A message of a variant, holes not yet filled. */
export interface VariantMessage {
  readonly role: Role;
  readonly text: string;
  readonly holes: readonly Pick<Hole, 'name' | 'span' | 'constant'>[];
}

/** One of the things compared: a text, a model and a way of sampling. */
export interface Variant {
  readonly id: string;
  readonly title: string;
  readonly messages: readonly VariantMessage[];
  readonly model: ModelRef;
  readonly sampling: Sampling;
  /** The sampling that the prompt's own file asks for, which may be another. */
  readonly declared?: Sampling;
}

/** Everything a run needs, as plain data: stored with the run, so that it can be resumed and replayed. */
export interface TrialPlan {
  readonly variants: readonly Variant[];
  readonly cases: readonly Case[];
  /** What replies to every case must satisfy, besides each case's own checks. */
  readonly checks?: readonly CheckSpec[];
  /** Most samples per variant and case. */
  readonly samples: number;
  /** Extractor id, or `auto`. */
  readonly extractor: string;
  /** Comparer id. */
  readonly comparer: string;
  /** Stop rule id, or `none`. */
  readonly stop: string;
  /** Requests under way at once. */
  readonly concurrency: number;
  /** Base of the slots' seeds, where the provider takes seeds. */
  readonly seed?: number;
  /** False asks every sample anew although equal ones are stored. */
  readonly useCache: boolean;
}

/** Names one sample of a run. */
export interface SampleKey {
  readonly variant: string;
  readonly case: string;
  readonly slot: number;
}

/** A reply as received. `requestHash` with `slot` identifies it over all runs. */
export interface Reply extends SampleKey {
  readonly type: 'reply';
  readonly requestHash: string;
  readonly requested: Sampling;
  readonly confirmed: Confirmed;
  readonly text: string;
  readonly finish: FinishReason;
  readonly usage?: Usage;
  readonly millis: number;
  /** True where it was taken from the store and cost nothing. */
  readonly cached: boolean;
}

/** A sample that ended without a reply, after all retries. */
export interface Failure extends SampleKey {
  readonly type: 'failure';
  readonly requestHash: string;
  readonly failure: ModelFailure;
  /** What it was billed all the same, where the provider told it. */
  readonly usage?: Usage;
  readonly millis: number;
}

export type Outcome = Reply | Failure;

/** The part of a reply that was read as its answer. */
export interface Extraction {
  readonly answer: string;
  readonly span: Span;
}

/** Reads answers out of replies. Pure and total. */
export interface Extractor {
  readonly id: string;
  readonly title: Text;
  /** The answer, or `undefined` where the reply holds none. */
  extract(reply: string): Extraction | undefined;
  /** How well it suits these replies together, 0 to 1; the automatic choice takes the best, earlier ones first on ties. */
  suits(replies: readonly string[], hints: ExtractorHints): number;
  /** Parameters worth offering for these replies, best first; `ID:PARAMETER` names the extractor with one. */
  parameters?(replies: readonly string[], hints: ExtractorHints): readonly string[];
  /** The extractor with a parameter, such as the field to read. */
  withParameter?(parameter: string): Extractor;
}

/** What is known of the answers besides the replies. */
export interface ExtractorHints {
  /** Right answers of the cases that have one. */
  readonly expected?: readonly string[];
}

/** Checks an extractor's shape at compile time, and sets reasoning marked as such aside before it reads a reply. */
export function defineExtractor(extractor: Extractor): Extractor {
  const { extract, suits, parameters, withParameter } = extractor;
  return {
    ...extractor,
    extract: (reply) => extract(withoutReasoning(reply)),
    suits: (replies, hints) => suits(replies.map(withoutReasoning), hints),
    ...(parameters && {
      parameters: (replies, hints) => parameters(replies.map(withoutReasoning), hints),
    }),
    ...(withParameter && { withParameter: (parameter) => defineExtractor(withParameter(parameter)) }),
  };
}

/** Says when two answers are equal: answers with the same key are. Pure and total. */
export interface Comparer {
  readonly id: string;
  readonly title: Text;
  key(answer: string): string;
}

/** Checks a comparer's shape at compile time. */
export function defineComparer(comparer: Comparer): Comparer {
  return comparer;
}

/** What a compiled check sees besides the reply. */
export type CheckedCase = Pick<Case, 'inputs' | 'expected'>;

/** Whether a reply passes; where it does not, or could not be judged, `reason` says why in a sentence. */
export interface CheckVerdict {
  readonly outcome: 'passed' | 'failed' | 'not-run';
  readonly reason?: Phrase;
  /** The check took too much: it is not run again, and what it has not judged yet is not judged. */
  readonly final?: true;
}

/** The verdict of one check on one reply. */
export interface CheckResult extends CheckVerdict {
  readonly spec: CheckSpec;
}

/** A check with its parameter, ready to judge replies. Synchronous, and throws for no reply. May run long: see {@link Judge}. */
export type CompiledCheck = (reply: string, testCase: CheckedCase) => CheckVerdict;

/** What compiling a check may use. */
export interface CheckPorts {
  /** False in a workspace that is not trusted: what would run code from its files is not run. */
  readonly allowScripts: boolean;
}

/** A reply to judge, without the rest of what is known of it. */
export interface CheckedReply {
  readonly text: string;
  readonly testCase: CheckedCase;
}

/**
 * The verdicts of one check on replies, in their order; where the last one is final there may be fewer. A front end runs it in
 * a thread that can be ended, since expressions and schemas from files may run for any length of time.
 */
export type Judge = (
  spec: CheckSpec,
  replies: readonly CheckedReply[],
  ports: CheckPorts,
) => Promise<readonly CheckVerdict[]>;

/** What a checker needs of the outside. */
export interface CheckerPorts extends CheckPorts {
  readonly judge: Judge;
}

/** Judges replies whose answer is free text. */
export interface Check {
  readonly id: string;
  readonly title: Text;
  /** A parameter as it is written, for documentation and editors. */
  readonly example: Json;
  /** The same for readers of Chinese, where the example has words of a language. */
  readonly chineseExample?: Json;
  /** JSON Schema of the parameter. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** The requirement in words, for a parameter that compiles. */
  describe(parameter: Json): Phrase;
  /**
   * The check ready to judge, or what is wrong with its parameter. Loads what it needs; rejects for no parameter. Runs nothing
   * of the check yet, since this happens where nothing may take long.
   */
  compile(parameter: Json, ports: CheckPorts): Promise<CompiledCheck | Problem>;
}

/** Checks a check's shape at compile time, and sets reasoning marked as such aside before it judges a reply. */
export function defineCheck(check: Check): Check {
  return {
    ...check,
    async compile(parameter, ports) {
      const compiled = await check.compile(parameter, ports);
      if (typeof compiled !== 'function') return compiled;
      return (reply, testCase) => compiled(withoutReasoning(reply).trim(), testCase);
    },
  };
}

/** Judges replies by a plan's checks, and remembers the verdicts. */
export interface Checker {
  /** The checks of the plan and then those of the case, without the unusable. */
  specs(testCase: Case): readonly CheckSpec[];
  /** Judges the replies among outcomes that were not judged before. */
  judge(outcomes: readonly Outcome[]): Promise<void>;
  /** One result per check of {@link specs}; `undefined` until the reply is judged. */
  results(reply: string, testCase: Case): readonly CheckResult[] | undefined;
  /** Checks that cannot be used, each with its next step; they judge nothing. */
  readonly problems: readonly Problem[];
}

/** How many replies passed, of those that could be judged. */
export interface PassRate {
  readonly passed: number;
  readonly judged: number;
  /** `passed / judged`; 0 where nothing was judged, which is no measurement. */
  readonly share: number;
  readonly interval: Interval;
}

/** The replies to one case under one check. */
export interface CheckTally extends PassRate {
  readonly spec: CheckSpec;
  /** Replies the check could not judge, and why. */
  readonly notRun: number;
  readonly reason?: Phrase;
  /** Why replies do not pass: what was said of most of them, and of how many. */
  readonly failing?: { readonly reason: Phrase; readonly count: number };
}

/** The replies to one case under its checks. */
export interface CaseChecks {
  /** Replies that passed every check. */
  readonly all: PassRate;
  readonly each: readonly CheckTally[];
}

/** Least, middle and most. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** How long replies are, in characters as readers count them and in words. */
export interface LengthSpread {
  readonly characters: Spread;
  readonly words: Spread;
}

/** What a stop rule sees of one variant on one case. */
export interface StopView {
  /** Votes per distinct answer, largest first. */
  readonly votes: readonly number[];
  readonly drawn: number;
  readonly planned: number;
}

/** Decides when more samples would not change the outcome. Pure and total. */
export interface StopRule {
  readonly id: string;
  readonly title: Text;
  /** Why it stops, or `undefined` to go on. */
  decided(view: StopView): Phrase | undefined;
  /** Fewest further votes after which the rule could decide, at least 1: how large the next round may be. */
  nextRound(view: StopView): number;
}

/** Checks a stop rule's shape at compile time. */
export function defineStopRule(rule: StopRule): StopRule {
  return rule;
}

/** Replies whose answers are equal. */
export interface Cluster {
  readonly key: string;
  /** The answer as most replies of the cluster wrote it. */
  readonly answer: string;
  readonly slots: readonly number[];
  /** Share of all replies read, those without an answer included. */
  readonly share: number;
  /** 95 % interval of the share. */
  readonly interval: Interval;
}

/** Why sampling of a case ended. */
export type Stopped = 'decided' | 'complete' | 'cancelled' | 'failed';

/** How a run ended: as planned, by the user, or because a model could not be asked any more. */
export type RunEnding = 'finished' | 'stopped' | 'failed';

/** The vote of one variant on one case; always derived from outcomes, never counted on the side. */
export interface CaseTally {
  readonly variant: string;
  readonly case: string;
  /** Largest first. */
  readonly clusters: readonly Cluster[];
  /** The leading answer, absent on a tie for the lead or where nothing was read. */
  readonly majority?: string;
  /**
   * Share and 95 % interval of the leading cluster; 0 and [0, 1] where there is none. With `samples` 0 they are no
   * measurement and not to be shown as one, nor is `entropy`.
   */
  readonly share: number;
  readonly interval: Interval;
  /**
   * Shannon entropy of the answers over ln(number of replies), 0 to 1; replies without an answer count as one more answer.
   * Not comparable between different numbers of replies.
   */
  readonly entropy: number;
  /** Replies received. */
  readonly samples: number;
  /** Replies in which no answer was found. */
  readonly withoutAnswer: number;
  readonly failures: number;
  readonly stopped?: Stopped;
  /** What the stop rule said. */
  readonly reason?: Phrase;
  readonly expected?: string;
  /** Whether the majority equals `expected`; absent where the case has none. */
  readonly majorityCorrect?: boolean;
  /** Replies whose answer equals `expected`. */
  readonly correct?: number;
  /** There where the plan or the case has checks and the report was given a checker. */
  readonly checks?: CaseChecks;
  /** How long the replies are; absent where there is none. */
  readonly lengths?: LengthSpread;
  /**
   * True where nearly every reply is another answer, as with free text: there is no majority to speak of, `share` says
   * nothing, and pass rates and lengths are what to show.
   */
  readonly scattered?: true;
}

/** Sums over the outcomes of one variant. */
export interface VariantTotals {
  readonly variant: string;
  readonly replies: number;
  /** Cases with at least one reply: those that `agreement` is about. */
  readonly cases: number;
  readonly failures: number;
  readonly cached: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Replies for which the provider told no usage. */
  readonly usageUnknown: number;
  /** US dollars, absent where a price or usage is unknown. */
  readonly cost?: number;
  /** Mean stability over cases: mean share of the leading answer. Absent where there is no reply to measure. */
  readonly agreement?: number;
  /** Share of right replies over cases with `expected`, absent where there is none. */
  readonly accuracy?: {
    readonly share: number;
    readonly interval: Interval;
    readonly cases: number;
  };
  /** Mean over cases of the share of replies that passed every check; absent where nothing was judged. The unit is the case. */
  readonly passRate?: {
    readonly share: number;
    readonly interval: Interval;
    readonly cases: number;
  };
  /** Cases whose replies are scattered; see {@link CaseTally.scattered}. */
  readonly scattered: number;
}

/** Everything a front end shows of a run. Plain data. */
export interface Report {
  readonly extractor: string;
  readonly comparer: string;
  readonly cases: readonly CaseTally[];
  readonly totals: readonly VariantTotals[];
  /** Samples that early stopping made unnecessary. */
  readonly saved: number;
  readonly planned: number;
}

/** The part of the history a run needs: outcomes of this run, and replies to equal requests of any run. */
export interface OutcomeStore {
  /** Durable before it resolves; a second outcome of the same sample of the same run takes the first one's place. */
  append(runId: string, outcome: Outcome): Promise<void>;
  outcomes(runId: string): Promise<readonly Outcome[]>;
  replies(requestHash: string): Promise<readonly Reply[]>;
}

/**
 * What a run tells while it goes on. `delta` is display only and appends to what the sample has shown so far; `retry` takes
 * that back; `outcome` is final and already stored.
 */
export type TrialEvent =
  | { readonly type: 'delta'; readonly key: SampleKey; readonly text: string }
  | { readonly type: 'outcome'; readonly outcome: Outcome }
  | {
      readonly type: 'retry';
      readonly key: SampleKey;
      readonly failure: ModelFailure;
      /** Milliseconds until it is asked again. */
      readonly waits: number;
    }
  | {
      readonly type: 'stopped';
      readonly variant: string;
      readonly case: string;
      readonly stopped: Stopped;
      readonly reason?: Phrase;
    }
  | { readonly type: 'finished'; readonly report: Report };
