import { oneLine, percent } from '../../base/format.ts';
import type { Locale, Text } from '../../base/text.ts';
import type { Case } from '../../prompt/types.ts';
import { compareToBases, isRight } from '../../trials/compare.ts';
import { isJudged } from '../../trials/means.ts';
import type { CaseTally, Report } from '../../trials/types.ts';
import type { Teller } from '../teller.ts';
import type { CasesOverview, OverviewCell, RunStatus, RunView } from './protocol.ts';
import { type RunState, tallyId } from './run.ts';
import { resultTexts, runTexts } from './texts.ts';
import { flipOf } from './verdict.ts';

const shownCases = 200;
const answerLength = 60;

/** What is shown of the cases of a run: a table and a list to choose from, both of the same cases. */
type ShownCases = Pick<RunView, 'overview' | 'cases'>;

/** The majority answers of the cases, one column per variant; no table where there is one case. */
export function overviewOf(run: RunState, report: Report, tell: Teller, locale: Locale): ShownCases {
  const { cases, variants } = run.plan;
  const isAlone = variants.length < 2;
  const flips = flipsOf(run, report);
  const isChanged = (id: string) =>
    variants.some((variant) => flips.get(tallyId(variant.id, id)) !== undefined);
  const shown = shownFirst(cases, isChanged);
  const tallies = Map.groupBy(report.cases, (tally) => tally.case);
  const rows = shown.map(({ id, expected }): CasesOverview['rows'][number] => {
    const cells = variants.map((variant) => {
      const tally = tallies.get(id)?.find((each) => each.variant === variant.id);
      return cellOf(tally, flips.get(tallyId(variant.id, id)), run.status, tell, locale);
    });
    return {
      case: id,
      label: id,
      ...(expected === undefined ? {} : { expected: oneLine(expected, answerLength) }),
      cells,
    };
  });
  const columns = isAlone ? [tell(resultTexts.majority)] : variants.map(({ title }) => title);
  const isCut = shown.length < cases.length;
  const values = { shown: shown.length, count: cases.length };
  const cut = isCut && { cut: tell(isAlone ? resultTexts.cut : resultTexts.cutChanged, values) };
  const atHand = shown.some(({ id }) => id === run.shownCase)
    ? shown
    : [...cases.filter(({ id }) => id === run.shownCase), ...shown];
  return {
    cases: atHand.map((each) => ({ id: each.id, label: caseLabel(each, tell) })),
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

function caseLabel({ id, inputs }: Case, tell: Teller): string {
  const values = Object.values(inputs).filter((value) => value.trim() !== '');
  return values.length === 0 ? id : oneLine(tell(runTexts.caseWith, { case: id, values }), 60 + id.length);
}

/** How each case of each variant turned out beside the variant's base. */
function flipsOf({ plan }: RunState, report: Report): ReadonlyMap<string, OverviewCell['flip']> {
  const compared = compareToBases(plan.variants, report);
  return new Map(
    compared.flatMap(({ second, cases }) =>
      cases.map((each) => [tallyId(second.variant, each.case), flipOf(each)] as const),
    ),
  );
}

function cellOf(
  tally: CaseTally | undefined,
  flip: OverviewCell['flip'],
  status: RunStatus,
  tell: Teller,
  locale: Locale,
): OverviewCell {
  if (tally === undefined || tally.samples === 0) return unanswered(tally, status, tell);
  const { majorityCorrect: asExpected, ...unexpected } = tally;
  const { majority, share, scattered } = tally;
  // Without an expected answer the checks alone decide.
  const passes = isRight(unexpected);
  const shares = [
    ...(scattered ? [] : [percent(share, locale)]),
    ...(isJudged(tally) ? [tell(resultTexts.passing, { ...tally.checks.all, interval: '' })] : []),
  ];
  return {
    answer: majority === undefined ? tell(whyNone(tally)) : oneLine(majority, answerLength),
    share: shares.join(' · '),
    ...(flip === undefined ? {} : { flip }),
    ...(asExpected === undefined ? {} : { asExpected }),
    ...(passes === undefined ? {} : { passes }),
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
