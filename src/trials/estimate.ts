import { priceOf } from '../models/prices.ts';
import type { ModelInfo, ModelRef } from '../models/types.ts';
import { renderRequest } from './plan.ts';
import type { TrialPlan, Variant } from './types.ts';

/** The size of a run before it begins: at most this much; early stopping and stored replies make it less. */
export interface Estimate {
  readonly samples: number;
  /** Tokens of all prompts, each sample counted with its own; servers that take several samples per request bill less. */
  readonly promptTokens: number;
  /** Tokens of all answers, at the limit where the sampling has one, else at {@link assumedAnswerTokens} each. */
  readonly completionTokens: number;
  readonly answersAssumed: boolean;
  /** US dollars; absent where a price is unknown. */
  readonly cost?: number;
}

/** Tokens of an answer where no limit is set: a short line of reasoning and the answer. */
export const assumedAnswerTokens = 300;

/** Tokens the chat format adds to each message, as OpenAI's models count. */
const tokensPerMessage = 4;

export interface EstimatePorts {
  countTokens(text: string): number;
  price?(model: ModelRef): ModelInfo['price'];
}

/** Estimates a plan; it must be one that can be run (see `planProblems`). */
export function estimatePlan(plan: TrialPlan, { countTokens, price = priceOf }: EstimatePorts): Estimate {
  const parts = plan.variants.map((variant) => estimateVariant(plan, variant, countTokens));
  const costs = parts.map(({ promptTokens, completionTokens, model }) => {
    const known = price(model);
    return known && (promptTokens * known.prompt + completionTokens * known.completion) / 1e6;
  });
  const cost = costs.every((one) => one !== undefined) ? sum(costs) : undefined;
  return {
    samples: plan.variants.length * plan.cases.length * plan.samples,
    promptTokens: sum(parts.map(({ promptTokens }) => promptTokens)),
    completionTokens: sum(parts.map(({ completionTokens }) => completionTokens)),
    answersAssumed: plan.variants.some(({ sampling }) => sampling.maxTokens === undefined),
    ...(cost !== undefined && { cost }),
  };
}

function estimateVariant(
  { cases, samples }: TrialPlan,
  variant: Variant,
  countTokens: EstimatePorts['countTokens'],
) {
  const perCase = cases.map((testCase) =>
    sum(
      renderRequest(variant, testCase).messages.map(({ content }) => countTokens(content) + tokensPerMessage),
    ),
  );
  const answer = variant.sampling.maxTokens ?? assumedAnswerTokens;
  return {
    model: variant.model,
    promptTokens: samples * sum(perCase),
    completionTokens: samples * cases.length * answer,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
