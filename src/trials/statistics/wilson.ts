import type { Interval } from '../types.ts';

/** The 0.975 quantile of the standard normal distribution. */
const z = 1.959963984540054;

/**
 * Two-sided 95 % Wilson score interval of a proportion (E. B. Wilson, JASA 22, 1927); [0, 1] of no trials. Closed form, and
 * near its nominal coverage even for few trials and shares near 0 or 1 (Brown, Cai, DasGupta, Statistical Science 16, 2001).
 */
export function wilsonInterval(successes: number, trials: number): Interval {
  if (trials === 0) return [0, 1];
  const share = successes / trials;
  const weight = (z * z) / trials;
  const centre = (share + weight / 2) / (1 + weight);
  const half = (z * Math.sqrt((share * (1 - share)) / trials + weight / (4 * trials))) / (1 + weight);
  return [successes === 0 ? 0 : centre - half, successes === trials ? 1 : centre + half];
}
