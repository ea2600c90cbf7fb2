import { slice } from '../../base/span.ts';
import { normalised } from '../comparers/normalised.ts';
import type { Extraction, ExtractorHints } from '../types.ts';

/** Fewer readable replies than this share do not speak for an extractor of a certain kind of answer. */
const enough = 0.6;

type Read = (reply: string) => Extraction | undefined;

/**
 * How well an extractor of one kind of answer suits: its share of readable replies times `weight`; nothing where most
 * replies cannot be read, or where a right answer is known to be of another kind. Where the right answers are known to be
 * of this kind, replies need not look like such an answer, nor most of them hold one: `readAny`, the extractor's own
 * reading, is what could find a right answer in them.
 */
export function suitability(
  replies: readonly string[],
  { expected = [] }: ExtractorHints,
  read: Read,
  weight: number,
  readAny: Read = read,
): number {
  if (!expected.every((answer) => isWholly(answer, read(answer)))) return 0;
  if (expected.length > 0) {
    const share = shareOf(replies, (reply) => readAny(reply) !== undefined);
    return share > 0 ? Math.max(share, enough) * weight : 0;
  }
  const share = shareOf(replies, (reply) => read(reply) !== undefined);
  return share >= enough ? share * weight : 0;
}

/** The share of texts with a property; 0 of none. */
export function shareOf(texts: readonly string[], has: (text: string) => boolean): number {
  return texts.length === 0 ? 0 : texts.filter(has).length / texts.length;
}

function isWholly(answer: string, extraction: Extraction | undefined): boolean {
  return (
    extraction !== undefined && normalised.key(slice(answer, extraction.span)) === normalised.key(answer)
  );
}
