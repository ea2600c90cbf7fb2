import type { Message } from '../../prompt/types.ts';
import { blankQuoted } from './blank.ts';

/** A sentence or list item of a message, without the spaces and bullets around it. */
export interface Sentence {
  /** As written, but each line break is one space, and quoted stretches and code are blanked: letters stay at their offsets. */
  readonly text: string;
  /** Offset in the message's text. */
  readonly start: number;
  readonly end: number;
  /** Counts the Markdown headings before it: sentences with equal numbers stand in one section. */
  readonly section: number;
}

const known = new WeakMap<Message, readonly Sentence[]>();

/** The sentences of a message in order; found once per message. */
export function sentencesOf(message: Message): readonly Sentence[] {
  const found = known.get(message) ?? findSentences(message.text);
  known.set(message, found);
  return found;
}

/** Where a sentence may end: closing punctuation before a space, Chinese closing punctuation, a line's end. */
const boundary = /[.!?]+["'”’)\]]*(?=\s)|[。！？；]+|\r\n|[\r\n]/g;
const bullet = /^(?:\s|[-*•>+]\s|\d{1,3}[.)、]\s*|\*\*|__)+/;

function findSentences(text: string): readonly Sentence[] {
  const blanked = blankQuoted(text);
  const sentences: Sentence[] = [];
  let section = 0;
  let start = 0;
  const close = (end: number) => {
    const raw = blanked.slice(start, end);
    const lead = raw.match(bullet)?.[0].length ?? 0;
    const body = raw.slice(lead).trimEnd();
    if (/^\s*#{1,6}\s/.test(raw)) section++;
    if (body !== '') {
      const from = start + lead;
      sentences.push({ text: body.replace(/\s/g, ' '), start: from, end: from + body.length, section });
    }
    start = end;
  };
  for (const { 0: mark, index } of blanked.matchAll(boundary)) {
    const end = index + mark.length;
    if (/[\r\n]/.test(mark) && continues(blanked, start, index, end)) continue;
    close(end);
  }
  close(blanked.length);
  return sentences;
}

/** True where a line break only wraps a line: the next line goes on in lower case and this one did not end. */
function continues(text: string, start: number, index: number, next: number): boolean {
  const last = text[index - 1] ?? '\n';
  return index > start && /[\p{L}\p{N},'")]/u.test(last) && /^\p{Ll}/u.test(text.slice(next, next + 2));
}
