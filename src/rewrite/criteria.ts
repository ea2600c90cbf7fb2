import { instructionsOf, isUnconditional } from '../analyze/text/instructions.ts';
import { jsonAskedFor } from '../analyze/text/replyFormat.ts';
import type { Prompt, PromptLanguage } from '../prompt/types.ts';
import { choicesOf } from './choices.ts';
import { jsonReplyOf } from './jsonReply.ts';

/**
 * What a prompt demands of its reply and can be read off it, as clauses in the prompt's language. Only demands that hold always
 * count.
 */
export function criteriaOf(prompt: Prompt): readonly string[] {
  if (prompt.kind === 'instructions') return [];
  const json = jsonCriterion(prompt);
  const labels = json.length > 0 ? [] : labelCriterion(prompt);
  return [...json, ...labels, ...lengthCriterion(prompt)];
}

function jsonCriterion(prompt: Prompt): readonly string[] {
  if (jsonAskedFor(prompt) === undefined && prompt.settings.responseFormat !== 'json') return [];
  const shapes = jsonReplyOf(prompt)?.shapes ?? [];
  const [shape] = shapes;
  const keys =
    shapes.length === 1 && shape !== undefined && shape.members.length <= 8
      ? shape.members.map(({ key }) => `"${key}"`)
      : [];
  if (prompt.language === 'zh')
    return [keys.length === 0 ? '回复是有效的 JSON' : `回复是有效的 JSON，且包含字段 ${keys.join('、')}`];
  return [
    keys.length === 0
      ? 'the reply is valid JSON'
      : `the reply is valid JSON with the ${keys.length === 1 ? 'key' : 'keys'} ${keys.join(', ')}`,
  ];
}

function labelCriterion(prompt: Prompt): readonly string[] {
  const choices = choicesOf(prompt);
  if (choices.length === 0) return [];
  return [
    prompt.language === 'zh'
      ? `答案恰好是其中之一：${choices.join('、')}`
      : `the answer is exactly one of ${choices.join(' / ')}`,
  ];
}

const count = '(?:\\d[\\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|fifty)';
const limits: Readonly<Record<PromptLanguage, RegExp>> = {
  en: new RegExp(
    `\\b(?:at most|no more than|not more than|up to|(?:a )?max(?:imum)?(?: of)?|within|not exceed(?:ing)?) (?<count>${count}) (?<unit>words?|sentences?|characters|lines?|paragraphs?|bullet points|items)\\b`,
    'i',
  ),
  zh: /(?:不超过|最多|至多|控制在|限制在|不得超过|不多于)(?<count>[\d一二三四五六七八九十百千两]+)(?<unit>个?(?:字|词|句话?|行|段|条))/u,
};
/** A limit on a part of the reply only, or on each of several, is no limit on the whole. */
const ofAPart =
  /\b(?:each|every|per|title|titles|subject|name|headline|summary field|question|questions|description|keyword|paragraph should|sentence should)\b|每|标题|主题|名称|字段/i;

function lengthCriterion(prompt: Prompt): readonly string[] {
  for (const instruction of instructionsOf(prompt)) {
    const { text } = instruction.sentence;
    const groups = limits[prompt.language].exec(text)?.groups;
    if (groups === undefined || !isUnconditional(instruction) || ofAPart.test(text)) continue;
    const { count: number = '', unit = '' } = groups;
    return [
      prompt.language === 'zh'
        ? `回复不超过${number}${unit}`
        : `the reply has at most ${number.toLowerCase()} ${unit}`,
    ];
  }
  return [];
}
