import type { Measurement } from './types.ts';

/** Where a prompt stands, by {@link fileKey}, and what it says. */
export interface PlacedPrompt {
  readonly file: string;
  readonly symbol: string;
  readonly ordinal: number;
  readonly contentHash: string;
  readonly text: string;
}

/** A measurement with the prompt it was made of. */
export interface MeasuredPrompt extends Omit<PlacedPrompt, 'contentHash'> {
  readonly measurement: Measurement;
}

/** Least similarity at which an unequal text counts as the same prompt, moved. */
const leastSimilarity = 0.7;
/** Only so much of a text is compared. */
const comparedLength = 20_000;

/**
 * The measurement to show for each prompt. `known` is newest first. In order: one of the same text in the same file; the
 * newest of the same lineage; the most similar text whose lineage no other prompt took, which is how a move or a rename
 * outside the editor is followed. A lineage serves one prompt only, so that a prompt added above does not inherit it.
 */
export function matchMeasurements(
  prompts: readonly PlacedPrompt[],
  known: readonly MeasuredPrompt[],
): readonly (Measurement | undefined)[] {
  const found = prompts.map((prompt) => sameText(prompt, known));
  const taken = new Set(found.flatMap((match) => (match === undefined ? [] : [lineageKey(match)])));
  const take = (index: number, match: MeasuredPrompt | undefined) => {
    if (match === undefined) return;
    found[index] = match;
    taken.add(lineageKey(match));
  };
  const missing = () =>
    prompts.flatMap((prompt, index) => (found[index] === undefined ? [{ prompt, index }] : []));
  for (const { prompt, index } of missing()) {
    const key = lineageKey(prompt);
    if (!taken.has(key))
      take(
        index,
        known.find((candidate) => lineageKey(candidate) === key),
      );
  }
  for (const { index, candidate } of similarPairs(missing(), known)) {
    if (found[index] === undefined && !taken.has(lineageKey(candidate))) take(index, candidate);
  }
  return found.map((match) => match?.measurement);
}

/** Dice similarity of the texts' character trigrams (with repetitions), 0 to 1; works alike for English and Chinese. */
export function similarity(a: string, b: string): number {
  return a === b ? 1 : dice(trigrams(a), trigrams(b));
}

function sameText(prompt: PlacedPrompt, known: readonly MeasuredPrompt[]): MeasuredPrompt | undefined {
  const equal = known.filter(
    ({ file, measurement }) => file === prompt.file && measurement.contentHash === prompt.contentHash,
  );
  return equal.find((candidate) => lineageKey(candidate) === lineageKey(prompt)) ?? equal[0];
}

function similarPairs(
  missing: readonly { readonly prompt: PlacedPrompt; readonly index: number }[],
  known: readonly MeasuredPrompt[],
) {
  const candidates = known.map((candidate) => ({ candidate, grams: trigrams(candidate.text) }));
  return missing
    .flatMap(({ prompt, index }) => {
      const grams = trigrams(prompt.text);
      return candidates.map(({ candidate, grams: theirs }) => ({
        index,
        candidate,
        score: candidate.measurement.contentHash === prompt.contentHash ? 1 : dice(grams, theirs),
      }));
    })
    .filter(({ score }) => score >= leastSimilarity)
    .sort((a, b) => b.score - a.score);
}

interface Grams {
  readonly counts: ReadonlyMap<string, number>;
  readonly size: number;
}

function trigrams(text: string): Grams {
  const counts = new Map<string, number>();
  const characters = text.slice(0, comparedLength).replace(/\s+/g, ' ');
  const size = Math.max(0, characters.length - 2);
  for (let start = 0; start < size; start++) {
    const gram = characters.slice(start, start + 3);
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return { counts, size };
}

function dice(a: Grams, b: Grams): number {
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const [gram, count] of a.counts) shared += Math.min(count, b.counts.get(gram) ?? 0);
  return (2 * shared) / (a.size + b.size);
}

function lineageKey({ file, symbol, ordinal }: Pick<PlacedPrompt, 'file' | 'symbol' | 'ordinal'>): string {
  return JSON.stringify([file, symbol, ordinal]);
}
