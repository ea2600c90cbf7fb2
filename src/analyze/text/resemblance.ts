import { editDistance } from './nearestName.ts';

/** The words of a text in lower case; each Chinese character counts as one. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{Script=Han}|[^\P{L}\p{Script=Han}]+|\p{N}+/gu) ?? [];
}

/** Beyond that many words two texts that begin alike are no examples to be told apart by eye. */
const mostWords = 300;

/** True where at most one word in so many differs. */
export function differInOneOf(share: number, a: readonly string[], b: readonly string[]): boolean {
  const longer = Math.max(a.length, b.length);
  const allowed = Math.floor(longer / share);
  if (longer > mostWords || longer - Math.min(a.length, b.length) > allowed) return false;
  return missingIn(a, b) <= allowed && editDistance(a, b) <= allowed;
}

/** How many words of one text the other lacks: never more than the words to change, and quick to count. */
function missingIn(a: readonly string[], b: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const word of b) counts.set(word, (counts.get(word) ?? 0) + 1);
  return a.filter((word) => {
    const left = counts.get(word) ?? 0;
    counts.set(word, left - 1);
    return left <= 0;
  }).length;
}
