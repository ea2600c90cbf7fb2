import { applyEdits, type TextEdit } from '../base/span.ts';
import { phrase } from '../base/text.ts';
import type { Prompt } from '../prompt/types.ts';
import { type AnswerOnly, answerOnlySentences } from './answerOnly.ts';
import { homeOf } from './home.ts';
import { jsonReplyOf, withReasoningField, withReasoningKey } from './jsonReply.ts';
import { appendSentences, blanksBefore } from './layout.ts';
import { replacedText } from './ruleEdits.ts';
import { closedBy, fieldSentence, instructionSentence, stepSentence } from './stepTexts.ts';
import type { Offline } from './withModel.ts';

/**
 * The prompt's texts with room to reason before the answer: a reasoning field where JSON is asked for, else an instruction that takes
 * the place of the first sentence that leaves no room, or of the label that ends the prompt, or follows the instructions.
 */
export function withSteps(prompt: Prompt): Offline {
  if (prompt.kind === 'instructions')
    return appended(prompt, instructionSentence(prompt.language), homeOf(prompt));
  return jsonReplyOf(prompt) === undefined ? withAnswerLine(prompt) : withJsonField(prompt);
}

function withJsonField(prompt: Prompt): Offline {
  const { turn, shapes } = jsonReplyOf(prompt) ?? { turn: -1, shapes: [] };
  const message = prompt.messages[turn];
  const [shape, ...others] = shapes;
  if (others.length > 0)
    return {
      refused: phrase({
        en: 'The prompt shows several JSON objects without reasoning; each would need its own. Choose a model to write them, or add a “reasoning” field by hand.',
        'zh-cn':
          '提示词里有多个不带推理的 JSON 对象，每个都需要各自的推理。请选择一个模型来撰写，或手动添加“reasoning”字段。',
      }),
    };
  if (message !== undefined && shape !== undefined)
    return { texts: replacedText(prompt, turn, withReasoningField(message, shape, prompt.language)) };
  const listed = message === undefined ? undefined : withReasoningKey(message, prompt.language);
  const sentence = fieldSentence(prompt.language);
  if (listed !== undefined) return { texts: replacedText(prompt, turn, listed) };
  if (/json (?:array|list)\b|json ?(?:数组|列表)/i.test(message?.text ?? ''))
    return {
      refused: phrase({
        en: 'The reply is a JSON array, which has no place for reasoning. Ask for an object that holds the array, then try again.',
        'zh-cn': '要求的回复是 JSON 数组，没有放推理的位置。请先改为要求一个包含该数组的对象，再试一次。',
      }),
    };
  return appended(prompt, sentence, turn >= 0 ? turn : homeOf(prompt));
}

function withAnswerLine(prompt: Prompt): Offline {
  const found = prompt.messages.map((message) =>
    message.role === 'assistant' || message.role === 'tool'
      ? []
      : answerOnlySentences(message, prompt.language),
  );
  const cue = cueOf(prompt);
  const all = found.flatMap((sentences, turn) => sentences.map((sentence) => ({ sentence, turn })));
  const main = all.find(({ sentence }) => sentence.payload !== undefined) ?? all[0];
  const texts = prompt.messages.map(({ text }, turn) => {
    const edits = (found[turn] ?? []).map((sentence) =>
      sentence === main?.sentence ? mainEdit(prompt, sentence, cue?.label) : restEdit(prompt, turn, sentence),
    );
    const edited = applyEdits(text, edits);
    return cue?.turn === turn && main !== undefined ? withoutCue(edited) : edited;
  });
  if (main !== undefined) return { texts };
  const home = cue?.turn ?? homeOf(prompt);
  const base = cue === undefined ? (texts[home] ?? '') : withoutCue(texts[home] ?? '');
  return {
    texts: texts.map((text, turn) =>
      turn === home ? appendSentences(base, stepSentence(prompt, cue?.label), prompt.language) : text,
    ),
  };
}

/** The first sentence that leaves no room becomes the one that does; what it said before stays. */
function mainEdit(prompt: Prompt, sentence: AnswerOnly, label: string | undefined): TextEdit {
  const { start, end, before, payload, opensList } = sentence;
  const instruction = stepSentence(prompt, label, payload, opensList);
  return { span: { start, end }, newText: closedBy(before, instruction, prompt.language) };
}

/** Every further one goes, with its line where it has one to itself; what it said before, or wanted as the answer, stays. */
function restEdit(
  prompt: Prompt,
  turn: number,
  { start, end, before, payload, opensList }: AnswerOnly,
): TextEdit {
  const text = prompt.messages[turn]?.text ?? '';
  if (payload !== undefined) {
    const line = prompt.language === 'zh' ? `这一行应写${payload}` : `That line holds ${payload}`;
    const instruction = line + (opensList ? ':' : prompt.language === 'zh' ? '。' : '.');
    return { span: { start, end }, newText: closedBy(before, instruction, prompt.language) };
  }
  if (before !== '') return { span: { start, end }, newText: closedBy(before, '', prompt.language) };
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end);
  const alone =
    /^[ \t]*(?:[-*+•>]|\d{1,3}[.)、])?[ \t]*$/.test(text.slice(lineStart, start)) &&
    text.slice(end, lineEnd).trim() === '';
  if (alone && lineStart > 0) return { span: { start: lineStart - 1, end: lineEnd }, newText: '' };
  const gap = blanksBefore(text, start).length;
  return {
    span: { start: text.slice(lineStart, start).trim() === '' ? start : start - gap, end },
    newText: '',
  };
}

interface Cue {
  readonly turn: number;
  readonly label: string;
}

const cueLine = /^[ \t]*(?:\*\*)?([\p{L}][\p{L} ]{0,24})(?:\*\*)?[:：](?:\*\*)?$/u;

/** The last line of a text where it is a label alone: the label, and where the line break before it stands. */
function trailingCue(text: string): { readonly label: string; readonly index: number } | undefined {
  const body = text.trimEnd();
  const index = body.lastIndexOf('\n');
  const label = cueLine.exec(body.slice(index + 1))?.[1]?.trim();
  return index < 0 || label === undefined ? undefined : { label, index };
}

/** Labels that wait for an input to be joined on, not for an answer. */
const inputLabel =
  /^(?:(?:ai )?(?:assistant|chat ?bot|bot|ai|agent|model|(?:chat)?gpt)|q|inputs?|questions?|query|queries|user|human|text|context|document|passage|article|transcript|sentence|paragraph|message|problem|task|code|data|topic|输入|问题|文本|上下文|内容|用户|原文|句子|资料|代码|数据)$|(?:input|question|text|query|问题|输入|文本|内容)$/i;

/** The label that ends the last message of the user and waits to be completed, such as `Sentiment:`. */
function cueOf({ messages, language }: Prompt): Cue | undefined {
  const turn = messages.findLastIndex(({ role }) => role === 'user');
  const message = turn === messages.length - 1 ? messages[turn] : undefined;
  const match = trailingCue(message?.text ?? '');
  if (message === undefined || match === undefined) return undefined;
  const { label } = match;
  const before = message.text.slice(0, match.index).trimEnd();
  const completes = message.holes.some(({ span }) => span.start < match.index) && !/[:：]$/.test(before);
  if (!completes || label.split(/\s+/).length > 3 || inputLabel.test(label)) return undefined;
  const shown = new RegExp(`^[ \\t]*${label}[:：]`, 'mu').test(before);
  return { turn, label: label.length > 1 || shown ? label : language === 'zh' ? '答案' : 'Answer' };
}

function withoutCue(text: string): string {
  const cue = trailingCue(text);
  if (cue === undefined) return text;
  const before = text.slice(0, cue.index);
  const tail = text.slice(text.trimEnd().length);
  return before.trimEnd() + (tail.includes('\n') ? tail.slice(tail.lastIndexOf('\n')) : '');
}

function appended(prompt: Prompt, sentence: string, turn: number): Offline {
  const text = appendSentences(prompt.messages[turn]?.text ?? '', sentence, prompt.language);
  return { texts: replacedText(prompt, turn, text) };
}
