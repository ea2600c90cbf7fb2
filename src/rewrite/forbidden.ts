import { forbiddenForms } from '../analyze/text/positives.ts';
import { sentencesOf } from '../analyze/text/sentences.ts';
import { type Phrase, phrase } from '../base/text.ts';
import type { Prompt, PromptLanguage } from '../prompt/types.ts';
import { positiveForm } from './positiveForms.ts';

const prohibition =
  /^(?:please |and |also |you (?:must|should) )?(?:do not|don['’]t|never|must not|should not|avoid)\b|^(?:请|你)?(?:不要|不得|禁止|切勿|请勿|避免|不能|不可)/i;

/** A sentence that begins with a prohibition, as the prompt writes it. */
export interface Prohibition {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

/** The sentences of system and user messages that begin with a prohibition, in order. */
export function prohibitionsOf({ messages }: Prompt): readonly Prohibition[] {
  return messages.flatMap((message, turn) =>
    message.role === 'system' || message.role === 'user'
      ? sentencesOf(message)
          .filter(({ text }) => prohibition.test(text))
          .map(({ start, end }) => ({ turn, start, end, words: message.text.slice(start, end) }))
      : [],
  );
}

/** Says of each prohibition of `before` that `after` no longer holds it: neither its words, in one sentence, nor what is known to mean the same. */
export function lostProhibitions(before: Prompt, after: Prompt): readonly Phrase[] {
  return prohibitionsOf(before)
    .filter(({ words, turn }) => !isKept(words, before.language, sentenceTexts(after, turn)))
    .map(({ words }) =>
      phrase(
        { en: 'the prohibition “{words}” is lost', 'zh-cn': '丢失了禁令“{words}”' },
        { words: words.slice(0, longestShown) },
      ),
    );
}

/** True where a sentence is new that says what to do. */
export function saysWhatToDo(before: Prompt, after: Prompt): boolean {
  return after.messages.some((_, turn) => {
    const old = new Set(sentenceTexts(before, turn));
    return sentenceTexts(after, turn).some(
      (text) => !old.has(text) && (!prohibition.test(text) || otherSide.test(text)),
    );
  });
}

const longestShown = 120;
const otherSide = /[;:；：，]|\binstead\b|\bbut\b|\bonly\b|, /i;

function sentenceTexts({ messages }: Prompt, turn: number): readonly string[] {
  const message = messages[turn];
  return message === undefined
    ? []
    : sentencesOf(message).map(({ start, end }) => message.text.slice(start, end));
}

function isKept(words: string, language: PromptLanguage, sentences: readonly string[]): boolean {
  const positive = positiveForm(words, language);
  if (positive !== undefined && sentences.includes(positive)) return true;
  const content = contentOf(words, language);
  if (sentences.some((text) => content.every((word) => text.toLowerCase().includes(word)))) return true;
  const form = forbiddenForms.find((each) => each.form.test(words));
  return form !== undefined && sentences.some((text) => form.instead.test(text.replace(form.form, ' ')));
}

const empty =
  /^(?:please|also|and|you|must|should|do|don|don['’]t|not|never|avoid|use|using|write|output|return|reply|respond|include|say|give|provide|answer|with|any|anything|a|an|the|of|in|to|for|your|other|than|else|more|except|but|be|it|is|are|forget|exceed)$/;

/** The stems of the words that say what is forbidden. */
function contentOf(words: string, language: PromptLanguage): readonly string[] {
  if (language === 'zh')
    return (
      words.replace(prohibition, '').match(/\{\{[^{}]+\}\}|[\p{Script=Han}]{2}|[\p{L}\p{N}]{2,}/gu) ?? []
    );
  const all = words.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? [];
  return all.filter((word) => !empty.test(word)).map((word) => (word.length > 5 ? word.slice(0, 5) : word));
}
