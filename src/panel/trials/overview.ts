import { oneLine, percent } from '../../base/format.ts';
import type { Locale, Text } from '../../base/text.ts';
import type { Case } from '../../prompt/types.ts';
import { compareVariants, isRight } from '../../trials/compare.ts';
import { isJudged } from '../../trials/means.ts';
import type { CaseTally, Report, Variant } from '../../trials/types.ts';
import type { Teller } from '../teller.ts';
import type { CasesOverview, OverviewCell, RunStatus, RunView } from './protocol.ts';
import type { RunState } from './run.ts';
import { resultTexts, runTexts } from './texts.ts';
import { flipOf } from './verdict.ts';

const shownCases = 200;
const answerLength = 60;

/** What is shown of the cases of a run: a table and a list to choose from, both of the same cases. */
type ShownCases = Pick<RunView, 'overview' | 'cases'>;

/** The majority answers of the cases, one column per variant; no table where there is one case. */
export function overviewOf(run: RunState, report: Report, tell: Teller, locale: Locale): ShownCases {
  const { cases, variants } = run.plan;
  const [base, ...others] = variants;
  const flips = others.map((other) => base && flipsOf(report, base, other));
  const shown = shownFirst(cases, (id) => flips.some((flipped) => flipped?.get(id) !== undefined));
  const tallies = Map.groupBy(report.cases, (tally) => tally.case);
  const rows = shown.map(({ id, expected }): CasesOverview['rows'][number] => {
    const own = variants.map((variant) => tallies.get(id)?.find((tally) => tally.variant === variant.id));
    return {
      case: id,
      label: id,
      ...(expected === undefined ? {} : { expected: oneLine(expected, answerLength) }),
      cells: own.map((tally, index) => cellOf(tally, flips[index - 1]?.get(id), run.status, tell, locale)),
    };
  });
  const columns = others.length === 0 ? [tell(resultTexts.majority)] : variants.map(({ title }) => title);
  const isCut = shown.length < cases.length;
  const values = { shown: shown.length, count: cases.length };
  const cut = isCut && { cut: tell(others.length === 0 ? resultTexts.cut : resultTexts.cutChanged, values) };
  const atHand = shown.some(({ id }) => id === run.shownCase)
    ? shown
    : [...cases.filter(({ id }) => id === run.shownCase), ...shown];
  return {
    cases: atHand.map((each) => ({ id: each.id, label: caseLabel(each) })),
    ...(cases.length < 2 ? {} : { overview: { columns, rows, ...cut } }),
  };
}

/** As many cases as can be shown, in their order; where that is not all, those that turned out otherwise come first. */
function shownFirst(cases: readonly Case[], isChanged: (id: string) => boolean): readonly Case[] {
  if (cases.length <= shownCases) return cases;
  const changed = cases.filter(({ id }) => isChanged(id));
  const others = cases.filter(({ id }) => !isChanged(id));
  return [...changed, ...others].slice(0, shownCases);
}

function caseLabel({ id, inputs }: Case): string {
  const values = Object.values(inputs).join(', ');
  return values === '' ? id : `${id}: ${oneLine(values, 60)}`;
}

/** How each case turned out beside the first variant. */
function flipsOf(report: Report, base: Variant, other: Variant): ReadonlyMap<string, OverviewCell['flip']> {
  const compared = compareVariants(report, base.id, other.id);
  return new Map(compared?.cases.map((each) => [each.case, flipOf(each)]));
}

function cellOf(
  tally: CaseTally | undefined,
  flip: OverviewCell['flip'],
  status: RunStatus,
  tell: Teller,
  locale: Locale,
): OverviewCell {
  if (tally === undefined || tally.samples === 0) return unanswered(tally, status, tell);
  const { majority, share, scattered } = tally;
  const right = isRight(tally);
  const shares = [
    ...(scattered ? [] : [percent(share, locale)]),
    ...(isJudged(tally) ? [tell(resultTexts.passing, { ...tally.checks.all, interval: '' })] : []),
  ];
  return {
    answer: majority === undefined ? tell(whyNone(tally)) : oneLine(majority, answerLength),
    share: shares.join(' · '),
    ...(flip === undefined ? {} : { flip }),
    ...(right === undefined ? {} : { right }),
  };
}

/** A case that failed, or that a run left out, says so; one that is still to come is empty. */
function unanswered(tally: CaseTally | undefined, status: RunStatus, tell: Teller): OverviewCell {
  const isOver = !['running', 'stopping', 'elsewhere'].includes(status);
  if (tally !== undefined && tally.failures > 0)
    return { answer: tell(resultTexts.failed), share: '', failed: true };
  return { answer: isOver ? tell(resultTexts.notAsked) : '', share: '' };
}

/** Why a case has no majority, in a word or two. */
function whyNone({ scattered, clusters }: CaseTally): Text {
  if (scattered) return resultTexts.allDifferent;
  return clusters.length === 0 ? runTexts.noAnswer : resultTexts.tied;
}
