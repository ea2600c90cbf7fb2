import { oneLine, percent } from '../../base/format.ts';
import { type Locale, sentences, type Text } from '../../base/text.ts';
import { type CaseDifference, compareToBases, type SideBySide } from '../../trials/compare.ts';
import type { CaseTally, Report, Variant } from '../../trials/types.ts';
import type { Teller } from '../teller.ts';
import type { RunState } from './run.ts';
import { runTexts } from './texts.ts';

const answerLength = 80;
const titleLength = 40;

/**
 * The outcome of a run in a paragraph, or in one per comparison. It speaks of stability alone: agreement says nothing of being
 * right.
 */
export function verdictOf(run: RunState, report: Report, tell: Teller, locale: Locale): readonly string[] {
  const [first, second] = run.plan.variants;
  if (first === undefined) return [];
  if (second !== undefined) return comparisons(run, report, tell, locale);
  return [ofOne(run, report, first, tell, locale)];
}

function ofOne(run: RunState, report: Report, first: Variant, tell: Teller, locale: Locale): string {
  const tally = tallyOf(report, first.id, run.shownCase);
  const sentence = tally === undefined ? tell(runTexts.noReplies) : sentenceOf(run, tally, tell, locale);
  if (run.plan.cases.length < 2) return sentence;
  const totals = report.totals.find(({ variant }) => variant === first.id);
  if (totals?.agreement === undefined) return tell(runTexts.noReplies);
  const mean = { cases: totals.cases, share: percent(totals.agreement, locale) };
  const inCase = tell(runTexts.inCase, { case: run.shownCase, sentence });
  return sentences([tell(runTexts.casesVerdict, mean), inCase], locale);
}

function sentenceOf(run: RunState, tally: CaseTally, tell: Teller, locale: Locale): string {
  const leading = tally.clusters[0];
  if (tally.scattered) return scatteredSentence(tally, tell, locale);
  if (tally.majority === undefined || leading === undefined) return majorityOf(tally, tell);
  return tell(run.status === 'running' ? runTexts.leads : runTexts.verdict, {
    answer: oneLine(tally.majority, answerLength),
    count: leading.slots.length,
    total: tally.samples,
    share: percent(tally.share, locale),
  });
}

/** Free text has no majority; what its checks and lengths say is said instead. */
function scatteredSentence({ checks, lengths }: CaseTally, tell: Teller, locale: Locale): string {
  const judged = checks !== undefined && checks.all.judged > 0 ? checks.all : undefined;
  const said = [
    tell(runTexts.scattered),
    ...(judged === undefined
      ? []
      : [tell(runTexts.passVerdict, { ...judged, interval: '', share: percent(judged.share, locale) })]),
    ...(lengths === undefined ? [] : [tell(runTexts.lengthVerdict, { ...lengths.words })]),
  ];
  return sentences(said, locale);
}

/** How many variants are compared in words; the table of cases shows all. */
const comparedInWords = 4;

/** Every variant beside its base. */
function comparisons(run: RunState, report: Report, tell: Teller, locale: Locale): readonly string[] {
  const compared = compareToBases(run.plan.variants, report).slice(0, comparedInWords);
  return [...new Set(compared.map((pair) => besideBase(run, pair, tell, locale)))];
}

/** How the two that are compared are called. */
interface Names {
  readonly base: string;
  readonly name: string;
}

function besideBase({ plan }: RunState, compared: SideBySide, tell: Teller, locale: Locale): string {
  if (compared.first.cases === 0) return tell(runTexts.noReplies);
  const names = namesOf(plan.variants, compared);
  const means =
    plan.cases.length > 1
      ? meanComparison(compared, names, tell, locale)
      : caseComparison(compared.cases[0], names, tell, locale);
  const flips = { fixed: compared.fixed.length, broken: compared.broken.length };
  const said = [
    ...means,
    ...rateComparison(compared, names, tell, locale),
    ...(flips.fixed + flips.broken === 0 ? [] : [tell(runTexts.flipped, flips)]),
  ];
  return sentences(said, locale);
}

/** Two that scatter both agree as little as they can: their agreement is no difference. */
function caseComparison(
  difference: CaseDifference | undefined,
  names: Names,
  tell: Teller,
  locale: Locale,
): readonly string[] {
  if (difference === undefined) return [];
  const { first: before, second: after, changed } = difference;
  if (before.scattered && after.scattered) return [tell(runTexts.scattered)];
  const shares = { before: percent(before.share, locale), after: percent(after.share, locale) };
  const stability = tell(stabilityText(before, after), { ...names, ...shares });
  if (!changed) return [stability];
  const answers = {
    before: oneLine(before.majority ?? '', answerLength),
    after: oneLine(after.majority ?? '', answerLength),
  };
  return [stability, tell(runTexts.answerChanged, answers)];
}

function namesOf(variants: readonly Variant[], { first, second }: SideBySide): Names {
  const titleOf = (wanted: string) => variants.find(({ id }) => id === wanted)?.title ?? wanted;
  const short = (id: string) => oneLine(titleOf(id), titleLength);
  return { base: short(first.variant), name: short(second.variant) };
}

/** Intervals that overlap leave the difference open. */
function stabilityText(before: CaseTally, after: CaseTally): Text {
  if (after.interval[0] > before.interval[1]) return runTexts.moreStable;
  return after.interval[1] < before.interval[0] ? runTexts.lessStable : runTexts.sameStability;
}

function meanComparison(
  { first, second, changed, comparable, cases }: SideBySide,
  names: Names,
  tell: Teller,
  locale: Locale,
): readonly string[] {
  const isFreeText = cases.every((each) => each.first.scattered && each.second.scattered);
  const shares = sharesOf({ share: first.agreement ?? 0 }, { share: second.agreement ?? 0 }, locale);
  const values = { ...names, ...shares, cases: first.cases };
  return [
    tell(isFreeText ? runTexts.scattered : runTexts.meansOnly, values),
    ...(comparable === 0 ? [] : [tell(runTexts.changedAnswers, { changed, comparable })]),
  ];
}

/** Accuracy and pass rate over the cases that both answered. */
function rateComparison(
  { first, second }: SideBySide,
  names: Names,
  tell: Teller,
  locale: Locale,
): readonly string[] {
  const rates = [
    [runTexts.accuracies, first.accuracy, second.accuracy],
    [runTexts.passRates, first.passRate, second.passRate],
  ] as const;
  return rates.flatMap(([text, before, after]) =>
    before === undefined || after === undefined
      ? []
      : [tell(text, { ...names, ...sharesOf(before, after, locale) })],
  );
}

interface Share {
  readonly share: number;
}

function sharesOf(before: Share, after: Share, locale: Locale) {
  return { before: percent(before.share, locale), after: percent(after.share, locale) };
}

/** How a case turned out beside the variant's base: its majority became right or wrong, or is another one. */
export function flipOf({ flip, changed }: CaseDifference): 'fixed' | 'broken' | 'changed' | undefined {
  return flip ?? (changed === true ? 'changed' : undefined);
}

function tallyOf(report: Report, variant: string, caseId: string): CaseTally | undefined {
  return report.cases.find((each) => each.variant === variant && each.case === caseId);
}

/** The majority answer on one line, or why there is none. */
export function majorityOf(tally: CaseTally, tell: Teller): string {
  if (tally.scattered) return tell(runTexts.scattered);
  if (tally.majority !== undefined) return oneLine(tally.majority, 300);
  if (tally.samples === 0) return tell(tally.failures > 0 ? runTexts.allFailed : runTexts.noReplies);
  return tell(tally.clusters.length === 0 ? runTexts.nothingRead : runTexts.tie);
}
