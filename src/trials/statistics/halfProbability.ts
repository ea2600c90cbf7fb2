/**
 * P(p > ½) for p ~ Beta(a + 1, b + 1), a and b whole numbers of votes: 1 − I½(a + 1, b + 1). For whole numbers the
 * incomplete beta function at ½ is a binomial tail, P(X ≤ a) for X ~ Binomial(a + b + 1, ½), so a finite sum is exact
 * (Abramowitz and Stegun 26.5.24).
 */
export function probabilityAboveHalf(a: number, b: number): number {
  const trials = a + b + 1;
  let logTerm = -trials * Math.LN2;
  let sum = 0;
  for (let k = 0; k <= a; k++) {
    sum += Math.exp(logTerm);
    logTerm += Math.log((trials - k) / (k + 1));
  }
  return Math.min(1, sum);
}
