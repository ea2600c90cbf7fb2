/** Shannon entropy of counts, in nats: −Σ p ln p (C. E. Shannon, 1948); 0 of nothing. */
export function entropy(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const terms = counts.filter((count) => count > 0).map((count) => (count / total) * Math.log(total / count));
  return terms.reduce((sum, term) => sum + term, 0);
}

/**
 * Entropy over ln N, N being the sum of the counts: 0 where all agree, 1 where no two do. It depends on N: not to be
 * compared between different numbers of replies. 0 of fewer than two.
 */
export function normalisedEntropy(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return total < 2 ? 0 : Math.min(1, entropy(counts) / Math.log(total));
}
