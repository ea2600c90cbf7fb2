import { entryById } from '../base/registry.ts';
import { extractors } from './extractors/index.ts';
import { wholeText } from './extractors/wholeText.ts';
import type { Extraction, Extractor, ExtractorHints, Reply } from './types.ts';

/** The id that leaves the choice of extractor to {@link chooseExtractor}. */
export const autoExtractor = 'auto';

/** The extractor named `ID` or `ID:PARAMETER`, such as `json-field:label`; `undefined` where there is none. */
export function extractorOf(id: string): Extractor | undefined {
  const known = entryById(extractors, id);
  const colon = id.indexOf(':');
  if (known !== undefined || colon < 0) return known;
  return entryById(extractors, id.slice(0, colon))?.withParameter?.(id.slice(colon + 1));
}

/** Replies the automatic choice looks at, spread evenly: more would not change it. */
const mostLookedAt = 200;

/** The extractor that best suits the replies together, with its best parameter where it takes one. */
export function chooseExtractor(replies: readonly string[], hints: ExtractorHints = {}): Extractor {
  const step = Math.max(1, Math.ceil(replies.length / mostLookedAt));
  const seen = replies.filter((_, index) => index % step === 0);
  const [best = wholeText] = extractors
    .map((extractor) => ({ extractor, score: extractor.suits(seen, hints) }))
    .sort((a, b) => b.score - a.score)
    .map(({ extractor }) => extractor);
  const parameter = best.parameters?.(seen, hints)[0];
  return (parameter !== undefined && best.withParameter?.(parameter)) || best;
}

/** The extractors worth offering for these replies: every one, and each parameter that suits them. */
export function offeredExtractors(
  replies: readonly string[],
  hints: ExtractorHints = {},
): readonly Extractor[] {
  return extractors.flatMap((extractor) => {
    const parameters = extractor.parameters?.(replies, hints) ?? [];
    const more = parameters.map((parameter) => extractor.withParameter?.(parameter));
    return [extractor, ...more.filter((one) => one !== undefined)];
  });
}

const readings = new WeakMap<Reply, Map<string, Extraction | undefined>>();

/** The answer of a stored reply; read once per reply and extractor. */
export function readAnswer(reply: Reply, extractor: Extractor): Extraction | undefined {
  const known = readings.get(reply) ?? new Map<string, Extraction | undefined>();
  readings.set(reply, known);
  if (!known.has(extractor.id)) known.set(extractor.id, extractor.extract(reply.text));
  return known.get(extractor.id);
}
