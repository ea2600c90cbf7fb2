import { priceOf } from '../models/prices.ts';
import type { ModelInfo, ModelRef } from '../models/types.ts';
import { renderRequest } from './plan.ts';
import type { TrialPlan, Variant } from './types.ts';

/** The size of a run before it begins: at most this much; early stopping and stored replies make it less. */
export interface Estimate {
  readonly samples: number;
  /** Tokens of all prompts, each sample counted with its own; servers that take several samples per request bill less. */
  readonly promptTokens: number;
  /** Tokens of all answers, see {@link answerLength}. */
  readonly completionTokens: number;
  /** The weakest ground that the answers' length stands on. */
  readonly answers: AnswerLength['known'];
  /** US dollars; absent where a price is unknown. */
  readonly cost?: number;
}

/** Tokens of an answer of which nothing is known: a short line of reasoning and the answer. */
export const assumedAnswerTokens = 300;

/** How long an answer will be, and how that is known: measured, or at most the limit, or assumed. */
export interface AnswerLength {
  readonly tokens: number;
  readonly known: 'measured' | 'limit' | 'assumed';
}

/** The length to reckon with: that of earlier answers, never more than the limit, else the limit, else an assumed one. */
export function answerLength(limit: number | undefined, measured: number | undefined): AnswerLength {
  if (measured !== undefined) return { tokens: Math.min(measured, limit ?? measured), known: 'measured' };
  return limit === undefined
    ? { tokens: assumedAnswerTokens, known: 'assumed' }
    : { tokens: limit, known: 'limit' };
}

/** From the weakest ground to the firmest. */
const grounds = ['assumed', 'measured', 'limit'] as const;

/** Tokens the chat format adds to each message, as OpenAI's models count. */
const tokensPerMessage = 4;

export interface EstimatePorts {
  countTokens(text: string): number;
  price?(model: ModelRef): ModelInfo['price'];
  /** Mean tokens of earlier answers, where there are any. */
  measured?(model: ModelRef): number | undefined;
}

/** Estimates a plan; it must be one that can be run (see `planProblems`). */
export function estimatePlan(plan: TrialPlan, ports: EstimatePorts): Estimate {
  const { price = priceOf } = ports;
  const parts = plan.variants.map((variant) => estimateVariant(plan, variant, ports));
  const costs = parts.map(({ promptTokens, completionTokens, model }) => {
    const known = price(model);
    return known && (promptTokens * known.prompt + completionTokens * known.completion) / 1e6;
  });
  const cost = costs.every((one) => one !== undefined) ? sum(costs) : undefined;
  return {
    samples: plan.variants.length * plan.cases.length * plan.samples,
    promptTokens: sum(parts.map(({ promptTokens }) => promptTokens)),
    completionTokens: sum(parts.map(({ completionTokens }) => completionTokens)),
    answers: grounds.find((ground) => parts.some(({ known }) => known === ground)) ?? 'assumed',
    ...(cost !== undefined && { cost }),
  };
}

function estimateVariant(
  { cases, samples }: TrialPlan,
  variant: Variant,
  { countTokens, measured }: EstimatePorts,
) {
  const perCase = cases.map((testCase) =>
    sum(
      renderRequest(variant, testCase).messages.map(({ content }) => countTokens(content) + tokensPerMessage),
    ),
  );
  const { tokens, known } = answerLength(variant.sampling.maxTokens, measured?.(variant.model));
  return {
    model: variant.model,
    promptTokens: samples * sum(perCase),
    completionTokens: Math.round(samples * cases.length * tokens),
    known,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
