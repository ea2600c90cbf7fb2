import { ProblemError } from '../base/problem.ts';
import { phrase } from '../base/text.ts';
import { type RetryPorts, sampleWithRetry } from './retry.ts';
import type { ModelRef, Provider, Sampling } from './types.ts';

/** Asks a model for one text; rejects with a `ProblemError`, or with the signal's reason. */
export type AskModel = (
  question: { readonly system: string; readonly user: string },
  signal: AbortSignal,
) => Promise<string>;

/** An ask bound to a model, with the usual retries. Models not fit for rewriting are refused at the first question. */
export function createAsk(
  provider: Provider,
  model: ModelRef,
  ports: RetryPorts,
  sampling: Sampling = {},
): AskModel {
  return async ({ system, user }, signal) => {
    if (!provider.capabilities.rewriting)
      throw new ProblemError({ code: 'not-for-rewriting', phrase: phrase(unfit) });
    const messages = [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ] as const;
    for await (const event of sampleWithRetry(provider, { model, messages, sampling }, [0], ports, signal)) {
      if (event.type === 'end') return event.text;
      signal.throwIfAborted();
      if (event.type === 'failure') throw new ProblemError(event.failure);
    }
    throw new Error(`provider ${provider.id} ended without a reply`);
  };
}

const unfit = {
  en: 'The demonstration model is too small to rewrite prompts: choose another model, or rewrite without one.',
  'zh-cn': '演示模型太小，不能用来改写提示词：请选择其他模型，或不使用模型进行改写。',
};
