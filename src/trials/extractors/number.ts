import { slice } from '../../base/span.ts';
import { conclusionOf } from '../reading/conclusion.ts';
import { suitability } from '../reading/suitability.ts';
import { defineExtractor, type Extraction } from '../types.ts';

/** The number a reply concludes with: after "the answer is", else the last number of the last line that has one. */
export const number = defineExtractor({
  id: 'number',
  title: { en: 'Number', 'zh-cn': '数字' },
  extract: (reply) => concludingOrLast(reply),
  suits: (replies, hints) => suitability(replies, hints, nearlyOnly, 0.9, concludingOrLast),
});

const numeral =
  /(?<![\p{L}\p{N}_.])(?:(?<=^|[\s(=:：,，$€£¥￥"'“*])[-+−])?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:%|(?![\p{L}\p{N}_]))/gu;
/** Words around a number in a conclusion that still is about that number: a unit, a currency, a short subject. */
const mostOtherCharacters = 24;

function concludingOrLast(reply: string): Extraction | undefined {
  return concluding(reply) ?? numbersIn(reply).at(-1);
}

function concluding(reply: string): Extraction | undefined {
  const conclusion = conclusionOf(reply);
  if (conclusion === undefined) return undefined;
  const { start } = conclusion.span;
  const text = slice(reply, conclusion.span);
  const found = numbersIn(text);
  const result = text.lastIndexOf('=');
  const chosen = conclusion.announced
    ? (found.find(({ span }) => span.start > result) ?? found[0])
    : found.at(-1);
  return chosen && { ...chosen, span: { start: start + chosen.span.start, end: start + chosen.span.end } };
}

/** The concluding number of a reply that says little else, or announces it as its answer. */
function nearlyOnly(reply: string): Extraction | undefined {
  const conclusion = conclusionOf(reply);
  const found = concluding(reply);
  if (conclusion === undefined || found === undefined) return undefined;
  const others = conclusion.span.end - conclusion.span.start - found.answer.length;
  return others <= mostOtherCharacters ? found : undefined;
}

function numbersIn(text: string): readonly Extraction[] {
  return [...halfWidth(text).matchAll(numeral)].map(({ 0: match, index }) => {
    const span = { start: index, end: index + match.length };
    return { answer: slice(text, span), span };
  });
}

/** Full-width digits and signs as plain ones; every character stays where it is. */
function halfWidth(text: string): string {
  return text.replace(/[０-９．，－＋％]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}
