/** The words of a text in lower case; each Chinese character counts as one. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{Script=Han}|[^\P{L}\p{Script=Han}]+|\p{N}+/gu) ?? [];
}

/** Share of pairs of neighbouring words that two texts have in common (Jaccard), from 0 to 1. */
export function resemblance(a: readonly string[], b: readonly string[]): number {
  const short = Math.min(a.length, b.length);
  if (short < Math.max(a.length, b.length) / 2) return 0;
  const first = pairsOf(a);
  const second = pairsOf(b);
  const shared = [...first].filter((pair) => second.has(pair)).length;
  return shared / (first.size + second.size - shared || 1);
}

function pairsOf(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.slice(1).map((word, index) => `${words[index]} ${word}`));
}
