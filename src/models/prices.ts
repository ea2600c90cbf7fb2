import { prices, pricesAsOf } from './priceTable.ts';
import type { ModelInfo, ModelRef } from './types.ts';

type Price = NonNullable<ModelInfo['price']>;

/**
 * The price of a model, or `undefined` where it is not known; the built-in model costs nothing. A dated snapshot costs what
 * its model does, unless listed. Prices change: front ends show ≈ and the date.
 */
export function priceOf({ provider, model, origin }: ModelRef): Price | undefined {
  if (provider === 'built-in') return { prompt: 0, completion: 0, asOf: pricesAsOf };
  if (provider !== 'openai' || origin === undefined || !Object.hasOwn(prices, origin)) return undefined;
  const known = prices[origin] ?? {};
  const name = Object.hasOwn(known, model) ? model : model.replace(/-\d{4}-\d{2}-\d{2}$/, '');
  const price = Object.hasOwn(known, name) ? known[name] : undefined;
  return price && { prompt: price[0], completion: price[1], asOf: pricesAsOf };
}
