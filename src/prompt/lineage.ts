import type { Lineage } from './types.ts';

/** A lineage as history keeps it, with the last text seen under it. */
export interface StoredLineage {
  /** Whatever names the entry in the store. */
  readonly key: string;
  readonly lineage: Lineage;
  readonly contentHash: string;
  /** The prompt's text at that time: all messages joined by line breaks. */
  readonly text: string;
}

/** A prompt as it is now. `id` names it in the result; `text` is joined as in {@link StoredLineage}. */
export interface CurrentLineage extends Omit<StoredLineage, 'key'> {
  readonly id: string;
}

/** Texts less alike than this are different prompts. */
const leastSimilarity = 0.6;

/**
 * Finds for each current prompt the stored one it continues, by prompt id: the same place first, else the same text
 * elsewhere, else the most similar text (Dice coefficient of word pairs). Each stored entry is used at most once.
 */
export function matchLineage(
  stored: readonly StoredLineage[],
  current: readonly CurrentLineage[],
): ReadonlyMap<string, string> {
  const matches = new Map<string, string>();
  const free = new Set(stored);
  const take = (prompt: CurrentLineage, entry: StoredLineage | undefined) => {
    if (entry === undefined) return;
    matches.set(prompt.id, entry.key);
    free.delete(entry);
  };
  const open = () => current.filter(({ id }) => !matches.has(id));
  const find = (test: (entry: StoredLineage) => boolean) => [...free].find(test);
  for (const prompt of open()) {
    take(
      prompt,
      find((entry) => sameLineage(entry.lineage, prompt.lineage) && entry.contentHash === prompt.contentHash),
    );
  }
  for (const prompt of open())
    take(
      prompt,
      find((entry) => entry.contentHash === prompt.contentHash),
    );
  for (const { prompt, entry } of similarPairs(open(), [...free])) {
    if (!matches.has(prompt.id) && free.has(entry)) take(prompt, entry);
  }
  for (const prompt of open())
    take(
      prompt,
      find((entry) => sameLineage(entry.lineage, prompt.lineage)),
    );
  return matches;
}

/** True where both name the same place: path, symbol and ordinal. */
export function sameLineage(a: Lineage, b: Lineage): boolean {
  return a.path === b.path && a.symbol === b.symbol && a.ordinal === b.ordinal;
}

/** Likely continuations, most alike first; keeping its place counts a little more than the wording alone. */
function similarPairs(prompts: readonly CurrentLineage[], entries: readonly StoredLineage[]) {
  const shinglesOf = new Map(entries.map((entry) => [entry, shingles(entry.text)]));
  const pairs = prompts.flatMap((prompt) => {
    const own = shingles(prompt.text);
    return entries.map((entry) => {
      const bonus = sameLineage(entry.lineage, prompt.lineage) ? 0.2 : 0;
      return { prompt, entry, score: dice(own, shinglesOf.get(entry) ?? new Set()) + bonus };
    });
  });
  return pairs.filter(({ score }) => score >= leastSimilarity).sort((a, b) => b.score - a.score);
}

/** How alike two texts are, from 0 to 1: Dice coefficient of their word pairs. */
export function similarity(a: string, b: string): number {
  return dice(shingles(a), shingles(b));
}

/** Pairs of neighbouring words and where they stand, the last word paired with nothing; Han characters count as words. */
export function wordPairs(
  text: string,
): readonly { readonly pair: string; readonly start: number; readonly end: number }[] {
  const words = [...text.matchAll(/\p{Script=Han}|[\p{L}\p{N}_]+/gu)];
  return words.map((first, at) => {
    const last = words[at + 1] ?? first;
    const pair = `${first[0]} ${words[at + 1]?.[0] ?? ''}`.toLowerCase();
    return { pair, start: first.index, end: last.index + last[0].length };
  });
}

function shingles(text: string): ReadonlySet<string> {
  return new Set(wordPairs(text).map(({ pair }) => pair));
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 1;
  let shared = 0;
  for (const item of a) if (b.has(item)) shared++;
  return (2 * shared) / (a.size + b.size);
}
