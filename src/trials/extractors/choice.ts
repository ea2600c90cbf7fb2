import { type Span, slice } from '../../base/span.ts';
import { conclusionOf } from '../reading/conclusion.ts';
import { suitability } from '../reading/suitability.ts';
import { defineExtractor, type Extraction } from '../types.ts';

/** The letter, A to J, of a multiple-choice answer. */
export const choice = defineExtractor({
  id: 'choice',
  title: { en: 'Choice (A, B, C …)', 'zh-cn': '选项（A、B、C……）' },
  extract: read,
  suits: (replies, hints) => suitability(replies, hints, read, 0.93),
});

/**
 * Ways to name a choice, surest first; the letter is the first group. `A` alone is also an article, and `A:` opens any answer
 * to a `Q:`, so that letter must stand apart.
 */
const forms: readonly RegExp[] = [
  /^\W*([A-Ja-j])\W*$/d,
  /^\W*(?:option|choice|选项?|选择)\s*[(（]?([A-J])(?![\p{L}\p{N}])/diu,
  /^[^\p{L}\p{N}]*([A-J])\s*[).、）,，]/du,
  /^[^\p{L}\p{N}]*([B-J])\s*[:：]/du,
  /^[^\p{L}\p{N}]*([B-HJ])(?=\W*$|\s+(?:because|since|as|is)\b|\s*[-–—]\s|\s*[*_]{1,2}|\s*(?:因为|，))/du,
  /[(（]([A-J])[)）]/d,
  /(?:option|choice|选项?|选择)\s*(?:is|是|为|[:：])?\s*([A-J])(?![\p{L}\p{N}])/diu,
];

function read(reply: string): Extraction | undefined {
  const conclusion = conclusionOf(reply);
  const found = conclusion && readIn(reply, conclusion.span);
  if (found || conclusion?.announced) return found;
  return readIn(reply, { start: 0, end: lineEnd(reply) });
}

function readIn(reply: string, within: Span): Extraction | undefined {
  const text = slice(reply, within);
  for (const form of forms) {
    const range = form.exec(text)?.indices?.[1];
    if (range === undefined) continue;
    const span = { start: within.start + range[0], end: within.start + range[1] };
    return { answer: slice(reply, span).toUpperCase(), span };
  }
  return undefined;
}

function lineEnd(reply: string): number {
  return /[\r\n]|$/.exec(reply)?.index ?? reply.length;
}
