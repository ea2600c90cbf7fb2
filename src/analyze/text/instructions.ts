import type { Span } from '../../base/span.ts';
import type { Prompt } from '../../prompt/types.ts';
import { type Sentence, sentencesOf } from './sentences.ts';

/** A sentence of a system or user message. */
export interface Instruction {
  readonly turn: number;
  readonly sentence: Sentence;
}

const condition =
  /\b(?:if|when|whenever|unless|except|otherwise|until|in case|depending|for example|e\.g|instead of|rather than|where|while|but|or)\b|如果|若|当|除非|除了|否则|例如|比如|时，|而不是|或/i;

/** The sentences by which a prompt can demand something, in order. */
export function instructionsOf({ messages }: Prompt): readonly Instruction[] {
  return messages.flatMap((message, turn) =>
    message.role === 'system' || message.role === 'user'
      ? sentencesOf(message).map((sentence) => ({ turn, sentence }))
      : [],
  );
}

/** False for what holds only sometimes: two demands exclude each other only where both hold always. */
export function isUnconditional({ sentence: { text } }: Instruction): boolean {
  return text.length <= 400 && !condition.test(text);
}

/** True where both stand in one section, so that neither is about something else. */
export function inOneScope(a: Instruction, b: Instruction): boolean {
  return a.turn === b.turn
    ? a.sentence.section === b.sentence.section
    : a.sentence.section === 0 && b.sentence.section === 0;
}

/** The place of a match within an instruction. */
export function spanIn({ sentence }: Instruction, index: number, length: number): Span {
  return { start: sentence.start + index, end: sentence.start + index + length };
}
