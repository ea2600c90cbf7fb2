import { lengthOf } from './reading/count.ts';
import { withoutReasoning } from './reading/reasoning.ts';
import { spreadOf } from './statistics/spread.ts';
import type { LengthSpread, Reply } from './types.ts';

/** How long replies are, marked reasoning set aside; `undefined` where there is none. */
export function lengthsOf(replies: readonly Reply[]): LengthSpread | undefined {
  if (replies.length === 0) return undefined;
  const measured = replies.map(measure);
  return {
    characters: spreadOf(measured.map(({ characters }) => characters)),
    words: spreadOf(measured.map(({ words }) => words)),
  };
}

interface Measured {
  readonly characters: number;
  readonly words: number;
}

const lengths = new WeakMap<Reply, Measured>();

/** Measured once per reply: reports are made anew with every reply that arrives. */
function measure(reply: Reply): Measured {
  const known = lengths.get(reply);
  if (known !== undefined) return known;
  const text = withoutReasoning(reply.text);
  const measured = { characters: lengthOf(text, 'characters'), words: lengthOf(text, 'words') };
  lengths.set(reply, measured);
  return measured;
}
