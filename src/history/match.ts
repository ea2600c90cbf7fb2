import { matchLineage } from '../prompt/lineage.ts';
import type { Lineage } from '../prompt/types.ts';
import { fileKey } from './fileKey.ts';
import type { Measurement, SoughtPrompt } from './types.ts';

/** Where a prompt stands, by its file's key, and what it says. */
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

/**
 * The measurement to show for each prompt: from those of its own file, else from `elsewhere`, which is asked for only where
 * a prompt may have moved. Both are newest first.
 */
export function findMeasurements(
  prompts: readonly PlacedPrompt[],
  inFiles: readonly MeasuredPrompt[],
  elsewhere: () => readonly MeasuredPrompt[],
): readonly (Measurement | undefined)[] {
  const found = matchMeasurements(prompts, inFiles);
  const missing = prompts.filter((_, index) => found[index] === undefined);
  if (missing.length === 0) return found;
  const moved = matchMeasurements(missing, elsewhere()).values();
  return found.map((measurement) => measurement ?? moved.next().value);
}

/** A prompt of a workspace with its place over all workspaces. */
export function placedIn(
  workspace: string,
  { lineage: { path, symbol, ordinal }, contentHash, text }: SoughtPrompt,
): PlacedPrompt {
  return { file: fileKey(workspace, path), symbol, ordinal, contentHash, text };
}

/** Every measurement of a prompt, oldest first: from its own file, else from `elsewhere`. Both are newest first. */
export function seriesOf(
  prompt: PlacedPrompt,
  inFile: readonly MeasuredPrompt[],
  elsewhere: () => readonly MeasuredPrompt[],
): readonly Measurement[] {
  const [own = []] = matchSeries([prompt], inFile);
  if (own.length > 0) return own.toReversed();
  const [moved = []] = matchSeries([prompt], elsewhere());
  return moved.toReversed();
}

/**
 * The measurement to show for each prompt: of the prompt it continues (see {@link matchLineage}), that of equal text, else
 * the last. Where its run measured a text several times, it is that of the model named first. `known` is newest first.
 */
export function matchMeasurements(
  prompts: readonly PlacedPrompt[],
  known: readonly MeasuredPrompt[],
): readonly (Measurement | undefined)[] {
  return matchSeries(prompts, known).map((group, index) => {
    const hash = prompts[index]?.contentHash;
    const last = group.find(({ contentHash }) => contentHash === hash) ?? group[0];
    return group.findLast(
      ({ runId, contentHash }) => runId === last?.runId && contentHash === last.contentHash,
    );
  });
}

/** All measurements of the prompt that each one continues (see {@link matchLineage}); `known` is newest first, and so are they. */
export function matchSeries(
  prompts: readonly PlacedPrompt[],
  known: readonly MeasuredPrompt[],
): readonly (readonly Measurement[])[] {
  const hashes = new Set(prompts.map(({ contentHash }) => contentHash));
  const groups = Map.groupBy(known, (measured) => JSON.stringify(lineageOf(measured)));
  const stored = [...groups].flatMap(([key, group]) => {
    const shown = group.find(({ measurement }) => hashes.has(measurement.contentHash)) ?? group[0];
    if (shown === undefined) return [];
    const { contentHash } = shown.measurement;
    return [{ key, lineage: lineageOf(shown), contentHash, text: shown.text }];
  });
  const current = prompts.map(({ contentHash, text, ...place }, index) => ({
    ...{ id: String(index), lineage: lineageOf(place), contentHash, text },
  }));
  const matches = matchLineage(stored, current);
  return prompts.map((_, index) =>
    (groups.get(matches.get(String(index)) ?? '') ?? []).map(({ measurement }) => measurement),
  );
}

/** A lineage over all workspaces: its path is the file's key. */
function lineageOf({ file, symbol, ordinal }: Pick<PlacedPrompt, 'file' | 'symbol' | 'ordinal'>): Lineage {
  return { path: file, symbol, ordinal };
}
