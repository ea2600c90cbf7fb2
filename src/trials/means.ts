import { wilsonInterval } from './statistics/wilson.ts';
import type { CaseTally, VariantTotals } from './types.ts';

/** What is told of several cases together. */
export type Means = Pick<VariantTotals, 'cases' | 'agreement' | 'accuracy' | 'passRate'>;

/** Means of one variant over those of the cases that have replies. */
export function meansOf(tallies: readonly CaseTally[]): Means {
  const own = tallies.filter(({ samples }) => samples > 0);
  const accuracy = ofCases(
    own.flatMap(({ correct, samples }) => (correct === undefined ? [] : [correct / samples])),
  );
  const passRate = ofCases(own.flatMap((tally) => (isJudged(tally) ? [tally.checks.all.share] : [])));
  return {
    cases: own.length,
    ...(own.length > 0 && { agreement: mean(own.map(({ share }) => share)) }),
    ...(accuracy && { accuracy }),
    ...(passRate && { passRate }),
  };
}

/** Whether checks could judge any reply to the case. */
export function isJudged(tally: CaseTally): tally is CaseTally & Required<Pick<CaseTally, 'checks'>> {
  return tally.checks !== undefined && tally.checks.all.judged > 0;
}

/**
 * The mean over cases of a share of replies. Its unit is the case, since the claim is about new inputs: the interval is
 * Wilson's over the number of cases, which is on the safe side for scores between 0 and 1.
 */
function ofCases(shares: readonly number[]): Means['accuracy'] {
  if (shares.length === 0) return undefined;
  const share = mean(shares);
  return { share, interval: wilsonInterval(share * shares.length, shares.length), cases: shares.length };
}

/** The mean of at least one value. */
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
