import { decimal, dollars } from '../base/format.ts';
import { phrase, say } from '../base/text.ts';
import { builtIn } from '../models/providers/builtIn.ts';
import { countTokens } from '../prompt/tokens.ts';
import { estimate } from '../trials/estimate.ts';
import type { TrialPlan } from '../trials/types.ts';
import { type Terminal, tell } from './terminal.ts';
import { trialTexts as texts } from './trialTexts.ts';

/** Says what is about to be asked, of whom, and how much that is at most. */
export async function tellSize(plan: TrialPlan, terminal: Terminal): Promise<void> {
  const { variants, cases, samples } = plan;
  const model = variants[0]?.model;
  const name = model?.origin === undefined ? (model?.model ?? '') : `${model.model} (${model.origin})`;
  const requests = variants.length * cases.length * samples;
  tell(
    terminal,
    phrase(texts.size, { model: name, requests, variants: variants.length, cases: cases.length, samples }),
  );
  if (model?.provider === builtIn.id) tell(terminal, phrase(texts.demonstration));
}
