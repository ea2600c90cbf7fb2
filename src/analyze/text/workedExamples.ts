import { contains, type Span } from '../../base/span.ts';
import type { Message, Place } from '../../prompt/types.ts';
import { fewShotOf } from './fewShot.ts';
import { listedExamples } from './listedExamples.ts';

/** An example with its answer: two parts of a text, or two turns of the conversation. */
export interface WorkedExample {
  readonly input: Place;
  readonly answer: Place;
}

/** The worked examples of a prompt in order, without the slot to be completed and without those that a hole fills. */
export function workedExamplesOf(messages: readonly Message[]): readonly WorkedExample[] {
  const all = [labelledExamples, listed, turnsOf].map((find) => find(messages));
  const [found = []] = all.filter(({ length }) => length > 0);
  return found.filter(({ input, answer }) => isFixed(input, messages) && isFixed(answer, messages));
}

function labelledExamples(messages: readonly Message[]): readonly WorkedExample[] {
  return fewShotOf(messages).map(({ input, output, outputText }) => {
    const end = input.turn === output.turn ? output.span.start : (messages[input.turn]?.text.length ?? 0);
    return {
      input: { turn: input.turn, span: trimmed({ start: input.span.end, end }, messages[input.turn]) },
      answer: { turn: output.turn, span: paragraph(outputText, messages[output.turn]) },
    };
  });
}

function listed(messages: readonly Message[]): readonly WorkedExample[] {
  return messages.flatMap((message, turn) =>
    message.role === 'assistant'
      ? []
      : listedExamples(message).map(({ input, answer }) => ({
          input: { turn, span: trimmed(input, message) },
          answer: { turn, span: trimmed(answer, message) },
        })),
  );
}

/** Each message of the user that the assistant answers at once. */
function turnsOf(messages: readonly Message[]): readonly WorkedExample[] {
  return messages.flatMap((message, turn): readonly WorkedExample[] => {
    const reply = messages[turn + 1];
    if (message.role !== 'user' || reply?.role !== 'assistant') return [];
    const whole = ({ text }: Message) => ({ start: 0, end: text.length });
    return [
      {
        input: { turn, span: trimmed(whole(message), message) },
        answer: { turn: turn + 1, span: trimmed(whole(reply), reply) },
      },
    ];
  });
}

/** What follows an answer's first empty line is no part of it: instructions may follow the last example. */
function paragraph(span: Span, message: Message | undefined): Span {
  const all = trimmed(span, message);
  const length = message?.text.slice(all.start, all.end).search(/\n[ \t\r]*\n/) ?? -1;
  return length < 0 ? all : trimmed({ start: all.start, end: all.start + length }, message);
}

function trimmed({ start, end }: Span, message: Message | undefined): Span {
  const text = message?.text.slice(start, end) ?? '';
  const from = start + text.length - text.trimStart().length;
  return { start: from, end: Math.max(from, start + text.trimEnd().length) };
}

function isFixed({ turn, span }: Place, messages: readonly Message[]): boolean {
  const holes = messages[turn]?.holes ?? [];
  return span.end > span.start && !holes.some((hole) => contains(span, hole.span));
}
