import { entryById } from '../base/registry.ts';
import { slice } from '../base/span.ts';
import type { Phrase } from '../base/text.ts';
import { priceOf as knownPrice } from '../models/prices.ts';
import type { ModelInfo, ModelRef } from '../models/types.ts';
import type { Case } from '../prompt/types.ts';
import { checksOf } from './checking/tally.ts';
import { comparers } from './comparers/index.ts';
import { normalised } from './comparers/normalised.ts';
import { autoExtractor, chooseExtractor, extractorOf, readAnswer } from './extract.ts';
import { lengthsOf } from './lengths.ts';
import { meansOf } from './means.ts';
import { stopRuleOf } from './stop.ts';
import type {
  CaseTally,
  Checker,
  Comparer,
  Extractor,
  Outcome,
  Reply,
  Report,
  RunEnding,
  Stopped,
  TrialPlan,
  Variant,
  VariantTotals,
} from './types.ts';
import { stopView, type Vote, voteOf } from './vote.ts';

/** What the outcomes alone do not tell. */
export interface ReportOptions {
  /** Why sampling ended, where that is known from the run itself. */
  stopped?(
    variant: string,
    testCase: string,
  ): { readonly stopped: Stopped; readonly reason?: Phrase } | undefined;
  /**
   * The run ended by itself. A case with fewer samples than planned was then decided, even where another way to read the
   * answers would not have decided it.
   */
  readonly finished?: boolean;
  /** Judges the replies by the plan's checks; without it the report says nothing of them. */
  readonly checker?: Checker;
  /** Prices other than the known ones. */
  price?(model: ModelRef): ModelInfo['price'];
}

/** Everything shown of a run, from its plan and outcomes alone: the same replies can be read again with another extractor. */
export function reportOf(plan: TrialPlan, outcomes: readonly Outcome[], options: ReportOptions = {}): Report {
  const current = latest(outcomes);
  const extractor = extractorFor(plan, current.filter(isReply));
  const comparer = comparerOf(plan.comparer);
  const units = groupBy(current, ({ variant, case: id }) => unitKey(variant, id));
  const cases = plan.variants.flatMap((variant) =>
    plan.cases.map((testCase) => {
      const found = units.get(unitKey(variant.id, testCase.id)) ?? [];
      return tallyOf(plan, { variant, testCase, outcomes: found, extractor, comparer }, options);
    }),
  );
  const byVariant = groupBy(current, ({ variant }) => variant);
  return {
    extractor: extractor.id,
    comparer: comparer.id,
    cases,
    totals: plan.variants.map((variant) =>
      totalsOf(variant, byVariant.get(variant.id) ?? [], cases, options),
    ),
    saved: cases.reduce((sum, tally) => sum + savedBy(tally, plan.samples), 0),
    planned: plan.variants.length * plan.cases.length * plan.samples,
  };
}

/** The plan's extractor, or the one that suits the replies where the plan leaves it open. */
export function extractorFor({ extractor, cases }: TrialPlan, replies: readonly Reply[]): Extractor {
  const named = extractor === autoExtractor ? undefined : extractorOf(extractor);
  if (named !== undefined) return named;
  const expected = cases.flatMap(({ expected: answer }) => (answer === undefined ? [] : [answer]));
  return chooseExtractor(
    replies.map(({ text }) => text),
    { expected },
  );
}

/** The comparer of that id, else the usual one. */
export function comparerOf(id: string): Comparer {
  return entryById(comparers, id) ?? normalised;
}

/** One outcome per sample: the reply where there is one, else the latest failure. */
export function latest(outcomes: readonly Outcome[]): readonly Outcome[] {
  const bySample = new Map<string, Outcome>();
  for (const outcome of outcomes) {
    const key = `${unitKey(outcome.variant, outcome.case)} ${outcome.slot}`;
    if (outcome.type === 'reply' || bySample.get(key)?.type !== 'reply') bySample.set(key, outcome);
  }
  return [...bySample.values()].sort((a, b) => a.slot - b.slot);
}

/** How the run of a report ended. */
export function endingOf({ cases }: Report): RunEnding {
  if (cases.some(({ stopped }) => stopped === 'cancelled')) return 'stopped';
  return cases.some(({ stopped }) => stopped === 'failed') ? 'failed' : 'finished';
}

/** A key for one variant on one case. */
export function unitKey(variant: string, testCase: string): string {
  return JSON.stringify([variant, testCase]);
}

interface Unit {
  readonly variant: Variant;
  readonly testCase: Case;
  readonly outcomes: readonly Outcome[];
  readonly extractor: Extractor;
  readonly comparer: Comparer;
}

function tallyOf(plan: TrialPlan, unit: Unit, options: ReportOptions): CaseTally {
  const { variant, testCase, outcomes, extractor, comparer } = unit;
  const replies = outcomes.filter(isReply);
  const vote = voteOf(replies, extractor, comparer);
  const view = stopView(vote, outcomes.length, plan.samples);
  const ended =
    options.stopped?.(variant.id, testCase.id) ??
    endOf(plan, view.drawn, stopRuleOf(plan.stop).decided(view), options.finished === true);
  return {
    variant: variant.id,
    case: testCase.id,
    ...vote,
    failures: outcomes.length - replies.length,
    ...ended,
    ...rightOf(testCase, replies, vote.majority, extractor, comparer),
    ...(isScattered(vote) && { scattered: true }),
    ...shapeOf(testCase, replies, options.checker),
  };
}

/** Fewer replies than this tell nothing of whether more would agree. */
const fewestScattered = 4;

/** Nearly every reply another answer: at most one in five repeats one that was there. */
function isScattered({ clusters, samples, withoutAnswer }: Vote): boolean {
  const answered = samples - withoutAnswer;
  return answered >= fewestScattered && clusters.length >= 0.8 * answered;
}

function shapeOf(
  testCase: Case,
  replies: readonly Reply[],
  checker: Checker | undefined,
): Pick<CaseTally, 'checks' | 'lengths'> {
  const checks = checker && checksOf(testCase, replies, checker);
  const lengths = lengthsOf(replies);
  return { ...(checks && { checks }), ...(lengths && { lengths }) };
}

function endOf(
  plan: TrialPlan,
  drawn: number,
  reason: Phrase | undefined,
  finished: boolean,
): Pick<CaseTally, 'stopped' | 'reason'> {
  if (drawn >= plan.samples) return { stopped: 'complete' };
  if (reason !== undefined) return { stopped: 'decided', reason };
  return finished ? { stopped: 'decided' } : {};
}

function rightOf(
  { expected }: Case,
  replies: readonly Reply[],
  majority: string | undefined,
  extractor: Extractor,
  comparer: Comparer,
): Pick<CaseTally, 'expected' | 'majorityCorrect' | 'correct'> {
  if (expected === undefined) return {};
  const right = rightKeys(expected, extractor, comparer);
  const isRight = (answer: string | undefined) => answer !== undefined && right.has(comparer.key(answer));
  const correct = replies.filter((reply) => isRight(readAnswer(reply, extractor)?.answer)).length;
  return { expected, correct, ...(replies.length > 0 && { majorityCorrect: isRight(majority) }) };
}

/** The keys of a right answer: as written, and as the extractor writes it where it reads it wholly, such as 对 as 是. */
function rightKeys(expected: string, extractor: Extractor, comparer: Comparer): ReadonlySet<string> {
  const own = comparer.key(expected);
  const read = extractor.extract(expected);
  const isWhole = read !== undefined && comparer.key(slice(expected, read.span)) === own;
  return new Set(isWhole ? [own, comparer.key(read.answer)] : [own]);
}

function totalsOf(
  variant: Variant,
  outcomes: readonly Outcome[],
  tallies: readonly CaseTally[],
  options: ReportOptions,
): VariantTotals {
  const replies = outcomes.filter(isReply);
  const asked = replies.filter(({ cached }) => !cached);
  const billed = [...asked, ...outcomes.filter((outcome) => outcome.type === 'failure')];
  const own = tallies.filter((tally) => tally.variant === variant.id);
  const sum = (part: 'promptTokens' | 'completionTokens') =>
    billed.reduce((total, { usage }) => total + (usage?.[part] ?? 0), 0);
  const totals = {
    variant: variant.id,
    replies: replies.length,
    failures: outcomes.length - replies.length,
    cached: replies.length - asked.length,
    promptTokens: sum('promptTokens'),
    completionTokens: sum('completionTokens'),
    usageUnknown: asked.filter(({ usage }) => usage === undefined).length,
    scattered: own.filter(({ scattered }) => scattered).length,
  };
  const price = (options.price ?? knownPrice)(variant.model);
  const cost =
    price && (totals.promptTokens * price.prompt + totals.completionTokens * price.completion) / 1e6;
  return {
    ...totals,
    ...(cost !== undefined && (totals.usageUnknown === 0 || cost === 0) && { cost }),
    ...meansOf(own),
  };
}

function savedBy({ stopped, samples, failures }: CaseTally, planned: number): number {
  return stopped === 'decided' ? Math.max(0, planned - samples - failures) : 0;
}

function isReply(outcome: Outcome): outcome is Reply {
  return outcome.type === 'reply';
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  return Map.groupBy(items, keyOf);
}
