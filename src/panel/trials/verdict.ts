import { oneLine, percent } from '../../base/format.ts';
import type { Locale, Text } from '../../base/text.ts';
import { compareVariants } from '../../trials/compare.ts';
import type { CaseTally, Report } from '../../trials/types.ts';
import type { Teller } from '../teller.ts';
import type { RunState } from './run.ts';
import { runTexts } from './texts.ts';

const answerLength = 80;

/**
 * The outcome of a run in one or two sentences. It speaks of stability alone: agreement says nothing of being right.
 */
export function verdictOf(run: RunState, report: Report, tell: Teller, locale: Locale): string {
  const [first, second] = run.plan.variants;
  if (first === undefined) return '';
  if (second !== undefined) return comparison(run, report, tell, locale);
  const tally = tallyOf(report, first.id, run.shownCase);
  const sentence = tally === undefined ? tell(runTexts.noReplies) : sentenceOf(run, tally, tell, locale);
  if (run.plan.cases.length < 2) return sentence;
  const totals = report.totals.find(({ variant }) => variant === first.id);
  if (totals?.agreement === undefined) return tell(runTexts.noReplies);
  const mean = { cases: totals.cases, share: percent(totals.agreement, locale) };
  return `${tell(runTexts.casesVerdict, mean)} ${tell(runTexts.inCase, { case: run.shownCase, sentence })}`;
}

function sentenceOf(run: RunState, tally: CaseTally, tell: Teller, locale: Locale): string {
  const leading = tally.clusters[0];
  if (tally.majority === undefined || leading === undefined) return majorityOf(tally, tell);
  return tell(run.status === 'running' ? runTexts.leads : runTexts.verdict, {
    answer: oneLine(tally.majority, answerLength),
    count: leading.slots.length,
    total: tally.samples,
    share: percent(tally.share, locale),
  });
}

function comparison(run: RunState, report: Report, tell: Teller, locale: Locale): string {
  const [first, second] = run.plan.variants;
  const before = first && tallyOf(report, first.id, run.shownCase);
  const after = second && tallyOf(report, second.id, run.shownCase);
  if (!before?.samples || !after?.samples) return tell(runTexts.noReplies);
  if (run.plan.cases.length > 1) return meanComparison(run, report, tell, locale);
  const values = { before: percent(before.share, locale), after: percent(after.share, locale) };
  const stability = tell(stabilityText(before, after), values);
  const changed =
    before.clusters[0]?.key !== after.clusters[0]?.key &&
    before.majority !== undefined &&
    after.majority !== undefined;
  if (!changed) return stability;
  const answers = {
    before: oneLine(before.majority ?? '', answerLength),
    after: oneLine(after.majority ?? '', answerLength),
  };
  return `${stability} ${tell(runTexts.answerChanged, answers)}`;
}

/** Intervals that overlap leave the difference open. */
function stabilityText(before: CaseTally, after: CaseTally): Text {
  if (after.interval[0] > before.interval[1]) return runTexts.moreStable;
  return after.interval[1] < before.interval[0] ? runTexts.lessStable : runTexts.sameStability;
}

function meanComparison(run: RunState, report: Report, tell: Teller, locale: Locale): string {
  const [before = [], after = []] = run.plan.variants.map(({ id }) =>
    report.cases.filter((tally) => tally.variant === id),
  );
  // Only cases that both were asked on tell them apart.
  const both = before.flatMap((tally) => {
    const other = after.find((each) => each.case === tally.case);
    return tally.samples > 0 && other !== undefined && other.samples > 0 ? [{ tally, other }] : [];
  });
  if (both.length === 0) return tell(runTexts.noReplies);
  const mean = (shares: readonly number[]) =>
    percent(shares.reduce((sum, share) => sum + share, 0) / shares.length, locale);
  const values = {
    cases: both.length,
    before: mean(both.map(({ tally }) => tally.share)),
    after: mean(both.map(({ other }) => other.share)),
  };
  return [tell(runTexts.meansOnly, values), ...differences(run, report, tell, locale)].join(' ');
}

function differences(run: RunState, report: Report, tell: Teller, locale: Locale): readonly string[] {
  const [first, second] = run.plan.variants.map(({ id }) => id);
  const compared = first && second && compareVariants(report, first, second);
  if (!compared) return [];
  const { changed, comparable } = compared;
  const before = compared.first.accuracy;
  const after = compared.second.accuracy;
  return [
    ...(comparable === 0 ? [] : [tell(runTexts.changedAnswers, { changed, comparable })]),
    ...(before === undefined || after === undefined
      ? []
      : [
          tell(runTexts.accuracies, {
            before: percent(before.share, locale),
            after: percent(after.share, locale),
          }),
        ]),
  ];
}

function tallyOf(report: Report, variant: string, caseId: string): CaseTally | undefined {
  return report.cases.find((each) => each.variant === variant && each.case === caseId);
}

/** The majority answer on one line, or why there is none. */
export function majorityOf(tally: CaseTally, tell: Teller): string {
  if (tally.majority !== undefined) return oneLine(tally.majority, 300);
  if (tally.samples === 0) return tell(tally.failures > 0 ? runTexts.allFailed : runTexts.noReplies);
  const lead = tally.clusters[0]?.slots.length ?? 0;
  if (lead === 0) return tell(runTexts.nothingRead);
  return tell(lead === 1 && tally.clusters.length > 2 ? runTexts.scattered : runTexts.tie);
}
