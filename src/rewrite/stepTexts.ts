import type { Prompt, PromptLanguage } from '../prompt/types.ts';
import { deriveRole } from './roles.ts';

/** Answers that are longer than a line. */
const longAnswer =
  /\b(?:code|translat\w+|summar\w+|e-?mails?|letters?|stor(?:y|ies)|text|paragraphs?|articles?|essays?|lists?|tables?|markdown|html|xml|yaml|csv|quer(?:y|ies)|sql|scripts?|functions?|poems?|documents?|sentences|versions?|messages?|descriptions?|reports?|lines|items|questions)\b|代码|译文|翻译|摘要|总结|邮件|正文|文章|列表|表格|全文|段落|故事|文案|报告|语句/i;
const longActivities: ReadonlySet<string> = new Set([
  'review-code',
  'write-sql',
  'write-tests',
  'write-code',
  'translate',
  'proofread',
  'summarise',
  'extract',
  'reply-to-customers',
  'write-copy',
  'write-fiction',
  'write-letters',
  'plan-travel',
  'cook',
  'illustrate',
  'teach',
  'brainstorm',
]);

/**
 * The instruction to reason first, in the prompt's language: the answer goes on a last line after its label, or below a line
 * with the label where it is longer than a line. `payload` is what the answer consists of.
 */
export function stepSentence(prompt: Prompt, label?: string, payload?: string, opensList = false): string {
  const { language } = prompt;
  const asked = answerLabelIn(prompt);
  if (payload === undefined && asked !== undefined) return beforeLine(asked, language);
  const name = label ?? asked ?? (language === 'zh' ? '答案' : 'Answer');
  const long =
    payload === undefined
      ? longActivities.has(deriveRole(prompt)?.activity ?? '')
      : longAnswer.test(payload) && !/^(?:(?:exactly|either) )?(?:one|a single|1) |^一个/.test(payload);
  if (language === 'zh') {
    const end = closingOf(payload, opensList ? '：' : '。');
    return long
      ? `请先逐步思考，然后单独写一行“${name}：”，再在下面写出${payload ?? '最终结果'}${end}`
      : `请先逐步思考，最后单独一行以“${name}：”开头写出${payload ?? '最终答案'}${end}`;
  }
  const end = closingOf(payload, opensList ? ':' : '.');
  return long
    ? `Think step by step first; then write "${name}:" on a line of its own and, below it, ${payload ?? 'the finished result'}${end}`
    : `Think step by step first; then end with one last line: "${name}:" followed by ${payload ?? 'the final answer'}${end}`;
}

/** The prompt asks for a line with the answer already: only the steps are missing. */
function beforeLine(label: string, language: PromptLanguage): string {
  return language === 'zh'
    ? `写“${label}：”这一行之前，请先逐步思考。`
    : `Think step by step before you write the line "${label}:".`;
}

/** A payload that ends in a question keeps its mark. */
function closingOf(payload: string | undefined, mark: string): string {
  return /[?？]$/.test(payload ?? '') ? '' : mark;
}

/** The instruction for a JSON reply whose fields the prompt does not show. */
export function fieldSentence(language: PromptLanguage): string {
  return language === 'zh'
    ? '在 JSON 对象的最前面加一个 "reasoning" 字段，先在其中逐步推理，再填写其他字段。'
    : 'Put a "reasoning" field first in the JSON object and think step by step there before you fill in the other fields.';
}

/** The instruction for a file of standing instructions, whose tasks are not known. */
export function instructionSentence(language: PromptLanguage): string {
  return language === 'zh'
    ? '处理每项任务时，请先逐步思考，再给出结果，并把结果写在最后。'
    : 'Think each task through step by step before you give its result, and put the result last.';
}

/** Joins what a sentence said first and an instruction into sentences of their own. */
export function closedBy(before: string, instruction: string, language: PromptLanguage): string {
  if (before === '') return instruction;
  return language === 'zh'
    ? `${before}。${instruction}`
    : `${before}.${instruction === '' ? '' : ` ${instruction}`}`;
}

/** A label that the prompt already asks the answer to follow. */
export function answerLabelIn({ messages }: Prompt): string | undefined {
  for (const { text, role } of messages) {
    const match = role === 'assistant' ? null : /["“'`]((?:final )?answer|答案|最终答案)[:：]/i.exec(text);
    if (match?.[1] !== undefined) return match[1];
  }
  return undefined;
}
