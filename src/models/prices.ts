import { openAiBaseUrl, originOf } from './keys.ts';
import type { ModelInfo, ModelRef } from './types.ts';

type Price = NonNullable<ModelInfo['price']>;

/** When the table was last compared with its source. */
export const pricesAsOf = '2025-08';
/** Where the prices come from. */
export const pricesSource = 'https://platform.openai.com/docs/pricing';

/** US dollars per million prompt and completion tokens, standard tier, not cached. Prices change: front ends show ≈ and the date. */
const openAiPrices: Readonly<Record<string, readonly [prompt: number, completion: number]>> = {
  'gpt-3.5-turbo': [0.5, 1.5],
  'gpt-4o': [2.5, 10],
  'gpt-4o-2024-05-13': [5, 15],
  'gpt-4o-mini': [0.15, 0.6],
  'gpt-4.1': [2, 8],
  'gpt-4.1-mini': [0.4, 1.6],
  'gpt-4.1-nano': [0.1, 0.4],
  'gpt-5': [1.25, 10],
  'gpt-5-mini': [0.25, 2],
  'gpt-5-nano': [0.05, 0.4],
  o3: [2, 8],
  'o4-mini': [1.1, 4.4],
};

/** The price of a model, or `undefined` where it is not known; the built-in model costs nothing. A dated snapshot costs what its model does, unless listed. */
export function priceOf({ provider, model, origin }: ModelRef): Price | undefined {
  if (provider === 'built-in') return { prompt: 0, completion: 0, asOf: pricesAsOf };
  if (provider !== 'openai' || origin !== originOf(openAiBaseUrl)) return undefined;
  const name = model in openAiPrices ? model : model.replace(/-\d{4}-\d{2}-\d{2}$/, '');
  const price = Object.hasOwn(openAiPrices, name) ? openAiPrices[name] : undefined;
  return price && { prompt: price[0], completion: price[1], asOf: pricesAsOf };
}
