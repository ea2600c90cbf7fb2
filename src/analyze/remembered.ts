import { canonicalJson } from '../base/hash.ts';
import type { Prompt } from '../prompt/types.ts';
import { type AnalyzeOptions, analyze } from './analyze.ts';
import type { Finding } from './types.ts';

/** The findings of one look at a file, by what the rules saw. */
export type Remembered = ReadonlyMap<string, readonly Finding[]>;

/**
 * Analyses the prompts of a file, taking over the findings of those that are the same to a rule as at the last look: a
 * keystroke costs the analysis of the prompt it is in. Findings count in message text, so a prompt that only moved keeps its own.
 */
export function analyzeAgain(
  prompts: readonly Prompt[],
  last: Remembered | undefined,
  options: AnalyzeOptions = {},
): { readonly findings: readonly (readonly Finding[])[]; readonly remembered: Remembered } {
  const remembered = new Map<string, readonly Finding[]>();
  const findings = prompts.map((prompt) => {
    const key = seenByRules(prompt, options);
    const found = last?.get(key) ?? analyze(prompt, options);
    remembered.set(key, found);
    return found;
  });
  return { findings, remembered };
}

/** Everything of a prompt that a rule may look at, or that a finding carries; the content hash stands for roles and texts. */
function seenByRules(prompt: Prompt, { severities }: AnalyzeOptions): string {
  const { id, contentHash, kind, language, settings, call, declaredInputs, valuedNames } = prompt;
  const declared = declaredInputs?.map(({ name }) => name);
  const holes = prompt.messages.map((message) => message.holes);
  return canonicalJson({
    id,
    contentHash,
    kind,
    language,
    settings,
    call,
    declared,
    valuedNames,
    holes,
    severities,
  });
}
