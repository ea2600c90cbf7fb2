import { slice } from '../../base/span.ts';
import { conclusionOf } from '../reading/conclusion.ts';
import { type Numeral, numeralsIn } from '../reading/numerals.ts';
import { suitability } from '../reading/suitability.ts';
import { defineExtractor, type Extraction } from '../types.ts';

/** The number a reply concludes with: after "the answer is", else the last one; nothing where it concludes with a date, a range … */
export const number = defineExtractor({
  id: 'number',
  title: { en: 'Number', 'zh-cn': '数字' },
  extract: (reply) => concludingOrLast(reply),
  suits: (replies, hints) => suitability(replies, hints, nearlyOnly, 0.9, concludingOrLast),
});

/** Words around a number in a conclusion that still is about that number: a unit, a currency, a short subject. */
const mostOtherCharacters = 24;

function concludingOrLast(reply: string): Extraction | undefined {
  return asNumber(concluding(reply) ?? lastOf(numeralsIn(reply)));
}

/** What with digits the conclusion of a reply comes to. */
function concluding(reply: string): Numeral | undefined {
  const conclusion = conclusionOf(reply);
  if (conclusion === undefined) return undefined;
  const { start } = conclusion.span;
  const text = slice(reply, conclusion.span);
  const found = numeralsIn(text);
  const numbers = found.filter(({ kind }) => kind !== 'name');
  const result = text.lastIndexOf('=');
  const first = numbers.find(({ span }) => span.start > result) ?? numbers[0] ?? found[0];
  const chosen = conclusion.announced ? first : lastOf(found);
  if (chosen === undefined) return undefined;
  const kind = numbers.length > 1 && isList.test(text) ? 'compound' : chosen.kind;
  return { ...chosen, kind, span: { start: start + chosen.span.start, end: start + chosen.span.end } };
}

const isList = /^[\s\d.,;%，、；+−-]+$/;

/** The last one; a name only where there is nothing else. */
function lastOf(numerals: readonly Numeral[]): Numeral | undefined {
  return numerals.findLast(({ kind }) => kind !== 'name') ?? numerals.at(-1);
}

function asNumber(numeral: Numeral | undefined): Extraction | undefined {
  return numeral?.kind === 'number' ? { answer: numeral.answer, span: numeral.span } : undefined;
}

/** The concluding number of a reply that says little else, or announces it as its answer. */
function nearlyOnly(reply: string): Extraction | undefined {
  const conclusion = conclusionOf(reply);
  const found = asNumber(concluding(reply));
  if (conclusion === undefined || found === undefined) return undefined;
  const others = conclusion.span.end - conclusion.span.start - (found.span.end - found.span.start);
  return others <= mostOtherCharacters ? found : undefined;
}
