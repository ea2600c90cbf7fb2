import { applyPlacedEdits, composePlacedEdits, editsCollide } from '../prompt/edit.ts';
import type { PlacedEdit, Prompt } from '../prompt/types.ts';
import { type AnalyzeOptions, analyze } from './analyze.ts';
import type { Finding, Fix } from './types.ts';

/** More rounds than any chain of fixes needs; a bound, so that a faulty rule cannot make it run for ever. */
const maximumRounds = 10;

export interface FixOptions extends AnalyzeOptions {
  /** Fingerprints of findings to leave alone, because a comment silences them. */
  readonly except?: ReadonlySet<string>;
}

/** All safe fixes, applied round after round until none is left, as one set of edits of the given prompt. */
export function fixAll(
  prompt: Prompt,
  { except = new Set(), ...options }: FixOptions = {},
): readonly PlacedEdit[] {
  const rounds: (readonly PlacedEdit[])[] = [];
  let current = prompt;
  while (rounds.length < maximumRounds) {
    const edits = safeEdits(analyze(current, options).filter(({ fingerprint }) => !except.has(fingerprint)));
    if (edits.length === 0) break;
    rounds.push(edits);
    current = applyPlacedEdits(current, edits);
  }
  return composePlacedEdits(prompt, rounds);
}

/** The edits of one safe fix per finding, first come first served where two meet. */
export function safeEdits(findings: readonly Finding[]): readonly PlacedEdit[] {
  const chosen: PlacedEdit[] = [];
  for (const { edits } of findings.flatMap(safeFix)) {
    if (!editsCollide(chosen, edits)) chosen.push(...edits);
  }
  return chosen;
}

function safeFix({ fixes }: Finding): readonly Fix[] {
  const fix = fixes.find(({ safe }) => safe);
  return fix === undefined ? [] : [fix];
}
