import { hashData } from '../base/hash.ts';
import { isJudged, type Means, meansOf } from './means.ts';
import { comparerOf } from './report.ts';
import type { CaseTally, Report, Variant } from './types.ts';

/** A variant with its means over the cases that both of two variants answered: only those tell the two apart. */
export type Compared = Means & { readonly variant: string };

/** Two variants on the same cases, side by side. Shares tell stability, never correctness. */
export interface SideBySide {
  readonly first: Compared;
  readonly second: Compared;
  readonly cases: readonly CaseDifference[];
  /** Cases whose leading answer is another one. */
  readonly changed: number;
  /** Cases in which both have a leading answer. */
  readonly comparable: number;
  /** Cases that were wrong and are right, and the other way round, by id; see {@link isRight}. */
  readonly fixed: readonly string[];
  readonly broken: readonly string[];
}

export interface CaseDifference {
  readonly case: string;
  readonly first: CaseTally;
  readonly second: CaseTally;
  /** Whether the leading answers differ; absent where one of them has none. */
  readonly changed?: boolean;
  /** There where one of the two is right and the other is not; see {@link isRight}. */
  readonly flip?: 'fixed' | 'broken';
}

/**
 * Every variant beside its base: the first text with the same model, so that a difference is the text's alone; a model that begins
 * with this variant, or has no other, beside the first of all.
 */
export function compareToBases(variants: readonly Variant[], report: Report): readonly SideBySide[] {
  return variants.slice(1).flatMap((variant) => {
    const base = baseOf(variants, variant);
    return (base && compareVariants(report, base.id, variant.id)) ?? [];
  });
}

function baseOf(variants: readonly Variant[], { id, model }: Variant): Variant | undefined {
  const asked = hashData(model);
  const [first] = variants;
  const sameModel = variants.find((each) => hashData(each.model) === asked);
  return sameModel?.id === id ? first : sameModel;
}

/** The report's variants `first` and `second` case by case; `undefined` where the report lacks one of them. */
export function compareVariants(report: Report, first: string, second: string): SideBySide | undefined {
  const known = report.totals.map(({ variant }) => variant);
  if (!known.includes(first) || !known.includes(second)) return undefined;
  const comparer = comparerOf(report.comparer);
  const tallies = report.cases.filter(({ variant }) => variant === first);
  const others = new Map(
    report.cases.filter(({ variant }) => variant === second).map((tally) => [tally.case, tally]),
  );
  const cases = tallies.flatMap((tally): readonly CaseDifference[] => {
    const other = others.get(tally.case);
    if (other === undefined) return [];
    const flip = flipOf(tally, other);
    const pair = { case: tally.case, first: tally, second: other, ...(flip && { flip }) };
    if (tally.majority === undefined || other.majority === undefined) return [pair];
    return [{ ...pair, changed: comparer.key(tally.majority) !== comparer.key(other.majority) }];
  });
  const comparable = cases.filter(({ changed }) => changed !== undefined);
  return {
    first: { variant: first, ...sharedMeans(cases, 'first') },
    second: { variant: second, ...sharedMeans(cases, 'second') },
    cases,
    changed: comparable.filter(({ changed }) => changed).length,
    comparable: comparable.length,
    fixed: flipped(cases, 'fixed'),
    broken: flipped(cases, 'broken'),
  };
}

/**
 * Whether a case turned out right: its leading answer is the expected one, and most of its replies pass the checks.
 * `undefined` where neither was asked for, or nothing could be judged.
 */
export function isRight(tally: CaseTally): boolean | undefined {
  const passes = isJudged(tally) ? tally.checks.all.share > 0.5 : undefined;
  const said = [tally.majorityCorrect, passes].filter((each) => each !== undefined);
  return said.length === 0 ? undefined : said.every((each) => each);
}

/** Means over the cases both have replies to, and pass rates over those that checks could judge for both. */
function sharedMeans(cases: readonly CaseDifference[], side: 'first' | 'second'): Means {
  const both = cases.filter(({ first, second }) => first.samples > 0 && second.samples > 0);
  const judged = both.filter(({ first, second }) => isJudged(first) && isJudged(second));
  const { passRate: _, ...means } = meansOf(both.map((each) => each[side]));
  const { passRate } = meansOf(judged.map((each) => each[side]));
  return { ...means, ...(passRate && { passRate }) };
}

function flipOf(before: CaseTally, after: CaseTally): CaseDifference['flip'] {
  const [was, is] = [isRight(before), isRight(after)];
  if (was === undefined || is === undefined || was === is) return undefined;
  return is ? 'fixed' : 'broken';
}

function flipped(cases: readonly CaseDifference[], way: CaseDifference['flip']): readonly string[] {
  return cases.filter(({ flip }) => flip === way).map((one) => one.case);
}
