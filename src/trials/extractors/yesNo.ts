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
  [/^no(?![\p{L}\p{N}]|[.:]?\s*#?\p{N})/iu, 'no'],
  [/^true(?![\p{L}\p{N}])/iu, 'true'],
  [/^false(?![\p{L}\p{N}])/iu, 'false'],
  [/^(?:不是的?|不对|错|不|否)(?![\p{L}\p{N}])/u, '否'],
  [/^(?:是的?|对的?)(?![\p{L}\p{N}])/u, '是'],
  [/^(?:不正确|错误的?|错的)(?![\p{L}\p{N}])/u, '错误'],
  [/^正确的?(?![\p{L}\p{N}])/u, '正确'],
  [/^(?:没有|无)(?![\p{L}\p{N}])/u, '没有'],
  [/^有的?(?![\p{L}\p{N}])/u, '有'],
  [/^(?:不可以|不能|不行)(?![\p{L}\p{N}])/u, '不可以'],
  [/^(?:可以的?|能|行)(?![\p{L}\p{N}])/u, '可以'],
];

/** A conclusion that comes to its word at the end: “I would say no”, “所以是否”; none that leaves it open or denies it. */
const atEnd =
  /(?:\b(?:say|is|be|conclude|therefore|thus|hence)\b(?: that)?|我认为|我觉得|我会说|因此|所以)[\s,:，：“"'*]*(?=(?:yes|no|true|false|是的?|不是|否|对的?|不对|错|正确|错误|没有|可以|不可以)$)/iu;
const leftOpen = /\b(?:whether|if|not|never|cannot|or|neither)\b|n['’]t\b|是否|还是|不确定|不知道/iu;

function read(reply: string): Extraction | undefined {
  const conclusion = conclusionOf(reply);
  const first = contentLines(reply)[0];
  const found = conclusion && (readAt(reply, conclusion.span) ?? readAtEnd(reply, conclusion.span));
  if (found || conclusion?.announced) return found;
  return first && readAt(reply, trimSpan(reply, first));
}

function readAtEnd(reply: string, span: Span): Extraction | undefined {
  const text = slice(reply, span);
  const sentence = /[^.!?。！？]*$/.exec(text)?.[0] ?? '';
  const lead = leftOpen.test(sentence) ? null : atEnd.exec(sentence);
  if (lead === null) return undefined;
  const start = span.end - sentence.length + lead.index + lead[0].length;
  return readAt(reply, { start, end: span.end });
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
