import type { StopRule } from '../../src/trials/types.ts';

/** Takes answers in order until the rule is decided or none is left; says how many that were and which answer led. */
export function drawUntilDecided<T>(
  answers: readonly T[],
  rule: StopRule,
): { readonly drawn: number; readonly leader: T | undefined } {
  const counts = new Map<T, number>();
  let drawn = 0;
  for (const answer of answers) {
    drawn++;
    counts.set(answer, (counts.get(answer) ?? 0) + 1);
    const votes = [...counts.values()].sort((a, b) => b - a);
    if (rule.decided({ votes, drawn, planned: answers.length })) break;
  }
  return { drawn, leader: leaderOf(counts) };
}

/** The most frequent answer of all; among equals the one seen first. */
export function leadingAnswer<T>(answers: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  return leaderOf(counts);
}

function leaderOf<T>(counts: ReadonlyMap<T, number>): T | undefined {
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
