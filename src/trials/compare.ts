import { comparerOf } from './report.ts';
import type { CaseTally, Report, VariantTotals } from './types.ts';

/** Two variants on the same cases, side by side. Shares tell stability, never correctness. */
export interface SideBySide {
  readonly first: VariantTotals;
  readonly second: VariantTotals;
  readonly cases: readonly CaseDifference[];
  /** Cases whose leading answer is another one. */
  readonly changed: number;
  /** Cases in which both have a leading answer. */
  readonly comparable: number;
  /** Cases whose leading answer was wrong and is right, and the other way round, by id. */
  readonly fixed: readonly string[];
  readonly broken: readonly string[];
}

export interface CaseDifference {
  readonly case: string;
  readonly first: CaseTally;
  readonly second: CaseTally;
  /** Whether the leading answers differ; absent where one of them has none. */
  readonly changed?: boolean;
  /** There where one leading answer is right and the other is not. */
  readonly flip?: 'fixed' | 'broken';
}

/** Every other variant of a report beside one of them. */
export function compareToBaseline(report: Report, baseline: string): readonly SideBySide[] {
  const others = report.totals.filter(({ variant }) => variant !== baseline);
  return others.flatMap(({ variant }) => compareVariants(report, baseline, variant) ?? []);
}

/** The report's variants `first` and `second` case by case; `undefined` where the report lacks one of them. */
export function compareVariants(report: Report, first: string, second: string): SideBySide | undefined {
  const totals = [first, second].map((id) => report.totals.find(({ variant }) => variant === id));
  const [firstTotals, secondTotals] = totals;
  if (firstTotals === undefined || secondTotals === undefined) return undefined;
  const comparer = comparerOf(report.comparer);
  const tallies = report.cases.filter(({ variant }) => variant === first);
  const cases = tallies.flatMap((tally): readonly CaseDifference[] => {
    const other = report.cases.find((one) => one.variant === second && one.case === tally.case);
    if (other === undefined) return [];
    const flip = flipOf(tally, other);
    const pair = { case: tally.case, first: tally, second: other, ...(flip && { flip }) };
    if (tally.majority === undefined || other.majority === undefined) return [pair];
    return [{ ...pair, changed: comparer.key(tally.majority) !== comparer.key(other.majority) }];
  });
  const comparable = cases.filter(({ changed }) => changed !== undefined);
  return {
    first: firstTotals,
    second: secondTotals,
    cases,
    changed: comparable.filter(({ changed }) => changed).length,
    comparable: comparable.length,
    fixed: flipped(cases, 'fixed'),
    broken: flipped(cases, 'broken'),
  };
}

function flipOf(before: CaseTally, after: CaseTally): CaseDifference['flip'] {
  if (before.majorityCorrect === undefined || after.majorityCorrect === undefined) return undefined;
  if (before.majorityCorrect === after.majorityCorrect) return undefined;
  return after.majorityCorrect ? 'fixed' : 'broken';
}

function flipped(cases: readonly CaseDifference[], way: CaseDifference['flip']): readonly string[] {
  return cases.filter(({ flip }) => flip === way).map((one) => one.case);
}
