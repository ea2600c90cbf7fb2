import { keyLists } from '../analyze/text/keyLists.ts';
import { readAs } from '../analyze/text/replyFormat.ts';
import { type Phrase, phrase } from '../base/text.ts';
import type { Prompt } from '../prompt/types.ts';
import { jsonReplyOf } from './jsonReply.ts';
import { answerLabelIn } from './stepTexts.ts';

/** Readers that look for the answer in a reply, wherever it stands. */
const searches = /^(?:(?:re|regex)\.)?(?:search|findall|finditer|matchAll)$|^match$/;

/** Why the code that is known to read the reply would no longer read it with reasoning in front of the answer. */
export function stepsBreakReader(prompt: Prompt): Phrase | undefined {
  const reader = prompt.call?.parsedBy;
  if (reader === undefined) return undefined;
  if (searches.test(reader) && answerLabelIn(prompt) !== undefined) return undefined;
  const reading = readAs(prompt);
  if (reading !== 'number' && reading !== 'parts' && namesKeys(prompt)) return undefined;
  return phrase(reading === 'json' ? noKeys : wholeReply, { reader });
}

/** Why the code that is known to read the reply may no longer find the answer behind its reasons. */
export function orderBreaksReader({ call }: Prompt): Phrase | undefined {
  return call?.parsedBy === undefined ? undefined : phrase(answerFirst, { reader: call.parsedBy });
}

function namesKeys(prompt: Prompt): boolean {
  const reply = jsonReplyOf(prompt);
  const text = prompt.messages[reply?.turn ?? -1]?.text ?? '';
  return reply !== undefined && (reply.shapes.length > 0 || keyLists(text).length > 0);
}

const wholeReply = {
  en: 'The code reads the reply with “{reader}”, and reasoning before the answer would break that. To make room for it, have the prompt ask for JSON, name its keys, and parse the reply as JSON.',
  'zh-cn':
    '代码用“{reader}”读取回复，在答案之前加入推理会使读取失败。若要留出推理的位置，请让提示词要求 JSON 并写明字段，再按 JSON 解析回复。',
};
const noKeys = {
  en: 'The code parses the reply with “{reader}”, and the prompt names no keys of a JSON object that a field for reasoning could stand before. Name them, then try again.',
  'zh-cn':
    '代码用“{reader}”解析回复，而提示词没有写明 JSON 的字段，无处放置推理字段。请先写明字段，再试一次。',
};
const answerFirst = {
  en: 'The code reads the reply with “{reader}” and may count on the answer where it stands now. Have the prompt ask for JSON by its keys, whose order no parser minds, then try again.',
  'zh-cn':
    '代码用“{reader}”读取回复，可能依赖答案现在的位置。请让提示词要求写明字段的 JSON（解析时与字段顺序无关），再试一次。',
};
