import type { Span } from '../../base/span.ts';
import { trimSpan } from './trim.ts';

/** Where a reply comes to its point; `announced` where it says so ("the answer is …"), else it is the last line. */
export interface Conclusion {
  readonly span: Span;
  readonly announced: boolean;
}

/** Lines from the end in which an announcement counts; further up it belongs to the reasoning. */
const lastLines = 3;

const announcements =
  /\\boxed\{|#{4}\s*|\b(?:answer|result|conclusion)\b[^.。\n:：=]{0,40}?(?:\b(?:is|are)\b\s*[:：]?|[:：=])|(?:答案|结果|结论)[^。\n:：]{0,12}?(?:是|为|[:：])\s*[:：]?/gi;

/** Finds the concluding words of a reply, without quotes, emphasis and final punctuation; `undefined` for an empty reply. */
export function conclusionOf(reply: string): Conclusion | undefined {
  const lines = contentLines(reply);
  const last = lines.at(-1);
  if (last === undefined) return undefined;
  const tail = lines.slice(-lastLines);
  const announced = announcedIn(reply, tail[0] ?? last, last);
  if (announced) return { span: announced, announced: true };
  return { span: trimSpan(reply, last), announced: false };
}

/** The lines that hold at least one letter or digit. */
export function contentLines(reply: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of reply.matchAll(/[^\r\n]+/g)) {
    if (/[\p{L}\p{N}]/u.test(match[0]) && !match[0].startsWith('```'))
      spans.push({ start: match.index, end: match.index + match[0].length });
  }
  return spans;
}

function announcedIn(reply: string, first: Span, last: Span): Span | undefined {
  const region = reply.slice(first.start, last.end);
  const found = [...region.matchAll(announcements)].at(-1);
  if (found === undefined) return undefined;
  const start = first.start + found.index + found[0].length;
  const end = found[0].startsWith('\\boxed')
    ? closingBrace(reply, start)
    : sentenceEnd(reply, start, last.end);
  const span = trimSpan(reply, { start, end });
  return span.start < span.end ? span : undefined;
}

let segmenter: Intl.Segmenter | undefined;

/** Made when first needed: its tables take longer to load than all else here. */
function sentences(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' });
  return segmenter;
}

/** The end of the sentence or line that begins at or after `start`. */
function sentenceEnd(reply: string, start: number, limit: number): number {
  const rest = reply.slice(start, limit);
  const skipped = /^[\s*_]*/.exec(rest)?.[0].length ?? 0;
  const line = /^[^\r\n]*/.exec(rest.slice(skipped))?.[0] ?? '';
  // The segmenter is slow, and most conclusions are a single sentence.
  const length = /[.!?。！？…].*[\p{L}\p{N}]/u.test(line)
    ? sentences().segment(line).containing(0)?.segment.length
    : line.length;
  return start + skipped + (length ?? 0);
}

function closingBrace(reply: string, start: number): number {
  let depth = 1;
  for (let offset = start; offset < reply.length; offset++) {
    if (reply[offset] === '{') depth++;
    else if (reply[offset] === '}' && --depth === 0) return offset;
  }
  return reply.length;
}
