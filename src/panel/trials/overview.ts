import { oneLine, percent } from '../../base/format.ts';
import type { Locale } from '../../base/text.ts';
import { compareVariants } from '../../trials/compare.ts';
import type { CaseTally, Report } from '../../trials/types.ts';
import type { Teller } from '../teller.ts';
import type { CasesOverview, OverviewCell, RunView } from './protocol.ts';
import type { RunState } from './run.ts';
import { resultTexts } from './texts.ts';
import { majorityOf } from './verdict.ts';

const shownCases = 200;
const answerLength = 60;

/** The majority answers of all cases, one column per variant; nothing where there is one case. */
export function overviewOf(
  run: RunState,
  report: Report,
  tell: Teller,
  locale: Locale,
): Pick<RunView, 'overview'> {
  const { cases, variants } = run.plan;
  if (cases.length < 2) return {};
  const [first, second] = variants;
  const compared = first && second && compareVariants(report, first.id, second.id);
  const changed = new Set(compared?.cases.filter((each) => each.changed).map((each) => each.case));
  const rows = cases.slice(0, shownCases).map(({ id, expected }): CasesOverview['rows'][number] => {
    const tallies = variants.map((variant) =>
      report.cases.find((tally) => tally.variant === variant.id && tally.case === id),
    );
    return {
      case: id,
      label: id,
      ...(expected === undefined ? {} : { expected: oneLine(expected, answerLength) }),
      changed: changed.has(id),
      cells: tallies.map((tally) => cellOf(tally, tell, locale)),
    };
  });
  const columns = second === undefined ? [tell(resultTexts.majority)] : variants.map(({ title }) => title);
  return { overview: { columns, rows } };
}

function cellOf(tally: CaseTally | undefined, tell: Teller, locale: Locale): OverviewCell {
  if (tally === undefined || tally.samples === 0) return { answer: '', share: '' };
  const { majority, share, majorityCorrect } = tally;
  return {
    answer: majority === undefined ? majorityOf(tally, tell) : oneLine(majority, answerLength),
    share: percent(share, locale),
    ...(majority === undefined || majorityCorrect === undefined ? {} : { right: majorityCorrect }),
  };
}
