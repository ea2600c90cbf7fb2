import { decimal, dollars } from '../base/format.ts';
import { phrase, say } from '../base/text.ts';
import { builtIn } from '../models/providers/builtIn.ts';
import { estimatePlan } from '../trials/estimate.ts';
import { renderRequest } from '../trials/plan.ts';
import type { TrialPlan } from '../trials/types.ts';
import { type Terminal, tell } from './terminal.ts';
import { trialTexts as texts } from './trialTexts.ts';

/** Says what is about to be asked, of whom, and how much that is at most. */
export async function tellSize(plan: TrialPlan, terminal: Terminal): Promise<void> {
  const { variants, cases, samples } = plan;
  const models = variants.map(({ model }) => model);
  const named = models.map(({ model, origin }) => (origin === undefined ? model : `${model} (${origin})`));
  const name = [...new Set(named)].join(', ');
  const requests = variants.length * cases.length * samples;
  tell(
    terminal,
    phrase(texts.size, { model: name, requests, variants: variants.length, cases: cases.length, samples }),
  );
  if (models.some(({ provider }) => provider === builtIn.id)) tell(terminal, phrase(texts.demonstration));
  if (models.some(({ provider }) => provider !== builtIn.id)) await tellTokens(plan, terminal);
}

async function tellTokens(plan: TrialPlan, terminal: Terminal): Promise<void> {
  const { locale } = terminal;
  const counts = await countsOf(plan);
  const { promptTokens, completionTokens, cost } = estimatePlan(plan, {
    countTokens: (text) => counts.get(text) ?? 0,
  });
  const price =
    cost === undefined ? '' : say(phrase(texts.sizeCost, { cost: dollars(cost, locale) }), locale);
  const [prompt, completion] = [promptTokens, completionTokens].map((count) => decimal(count, locale));
  tell(
    terminal,
    phrase(texts.sizeTokens, { prompt: prompt ?? '', completion: completion ?? '', cost: price }),
  );
}

/** Tokens of every text a plan sends, by text: counting loads its tables first. */
async function countsOf({ variants, cases }: TrialPlan): Promise<ReadonlyMap<string, number>> {
  const { countTokens } = await import('../prompt/tokens.ts');
  const counts = new Map<string, number>();
  for (const variant of variants)
    for (const testCase of cases)
      for (const { content } of renderRequest(variant, testCase).messages)
        if (!counts.has(content))
          counts.set(content, (await countTokens(content, variant.model.model)).count);
  return counts;
}
