import { type Span, slice } from '../../base/span.ts';
import { conclusionOf, contentLines } from '../reading/conclusion.ts';
import { suitability } from '../reading/suitability.ts';
import { trimSpan } from '../reading/trim.ts';
import { defineExtractor, type Extraction } from '../types.ts';

/** Yes or no, 是 or 否, with which a reply concludes or begins; written in one way whatever words were used. */
export const yesNo = defineExtractor({
  id: 'yes-no',
  title: { en: 'Yes or no', 'zh-cn': '是或否' },
  extract: read,
  suits: (replies, hints) => suitability(replies, hints, read, 0.95),
});

const words: readonly (readonly [RegExp, string])[] = [
  [/^yes(?![\p{L}\p{N}])/iu, 'yes'],
  [/^no(?![\p{L}\p{N}])/iu, 'no'],
  [/^(?:不是的?|不对|不|否)(?![\p{L}\p{N}])/u, '否'],
  [/^(?:是的?|对的?)(?![\p{L}\p{N}])/u, '是'],
];

function read(reply: string): Extraction | undefined {
  const conclusion = conclusionOf(reply);
  const first = contentLines(reply)[0];
  const found = conclusion && readAt(reply, conclusion.span);
  if (found || conclusion?.announced) return found;
  return first && readAt(reply, trimSpan(reply, first));
}

function readAt(reply: string, { start, end }: Span): Extraction | undefined {
  const text = slice(reply, { start, end });
  const opening = /^\W*?(?=[\p{L}])/u.exec(text)?.[0].length ?? 0;
  for (const [word, answer] of words) {
    const found = word.exec(text.slice(opening))?.[0];
    if (found === undefined) continue;
    const from = start + opening;
    return { answer, span: { start: from, end: from + found.length } };
  }
  return undefined;
}
