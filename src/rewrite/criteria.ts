import { instructionsOf, isUnconditional } from '../analyze/text/instructions.ts';
import { jsonAskedFor } from '../analyze/text/replyFormat.ts';
import type { Prompt, PromptLanguage } from '../prompt/types.ts';
import { choicesOf } from './choices.ts';
import { itemOrderOf } from './itemCount.ts';
import { jsonReplyOf } from './jsonReply.ts';
import { lengthLimitOf } from './lengthLimit.ts';

/**
 * What a prompt demands of its reply and can be read off it, as clauses in the prompt's language. Only demands that hold always
 * count.
 */
export function criteriaOf(prompt: Prompt): readonly string[] {
  if (prompt.kind === 'instructions') return [];
  const json = jsonCriterion(prompt);
  const labels = json.length > 0 ? [] : labelCriterion(prompt);
  const items = json.length > 0 ? undefined : itemOrderOf(prompt)?.criterion;
  const numbers = [items, lengthLimitOf(prompt)?.criterion].filter((each) => each !== undefined);
  return [...json, ...labels, ...numbers, ...languageCriterion(prompt)];
}

function jsonCriterion(prompt: Prompt): readonly string[] {
  if (!isAllJson(prompt)) return [];
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

/** Words after “JSON” or around it by which it is a part of the reply, or its subject, rather than the reply. */
const partly =
  /\b(?:JSON(?: [\w-]+)? (?:requests?|files?|payload|body|schema|snippets?|blocks?|code|documents?|strings? (?:in|inside|within))|(?:markdown|code) (?:block|fence|snippet)|inside|within|enclosed?|surrounded|wrapped|between|followed by|along with|as well as|in addition|before|after|first|then|per line|jsonl|each)\b|代码块|之后|然后|再|外加|放在|每行/i;
/** Labels of lines, and wishes, with which a reply holds more than one JSON value. */
const more =
  /```|^[ \t]*(?:\*\*)?(?:thought|action|observation|final answer|reasoning|answer|explanation)s?(?:\*\*)?:|<(?:think|thinking|reasoning|answer|json)>|\b(?:explain (?:your|why|how)|step[- ]by[- ]step|in addition to the json|only (?:return|respond|output)[^.\n]{0,40} when)\b|逐步|一步步|代码块|思考[：:]|行动[：:]/im;

/** True where the reply is one JSON value and nothing beside it, always. */
function isAllJson(prompt: Prompt): boolean {
  const asked = jsonAskedFor(prompt);
  if (asked === undefined) return prompt.settings.responseFormat === 'json';
  const own = instructionsOf(prompt).find(
    ({ turn, sentence: { start, end } }) =>
      turn === asked.turn && start <= asked.span.start && asked.span.end <= end,
  );
  if (own === undefined || !isUnconditional(own) || partly.test(own.sentence.text)) return false;
  return !prompt.messages.some(({ role, text }) => role !== 'assistant' && more.test(text));
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

const languages: Readonly<Record<PromptLanguage, RegExp>> = {
  en: /^(?:please |you (?:must|should) |always )?(?:answer|reply|respond|write)(?: only| always)?(?: your (?:answer|reply))? in (?<name>English|French|German|Spanish|Italian|Portuguese|Dutch|Polish|Russian|Chinese|Japanese|Korean|Arabic)(?: only)?[.!]?$/i,
  zh: /^(?:请|你)?(?:必须|始终|只|仅)*(?:用|以|使用)(?<name>(?:简体|繁体)?中文|英[文语]|日[文语]|法[文语]|德[文语]|韩[文语]|俄[文语]|西班牙[文语])(?:回答|回复|作答|输出)/u,
};

/** The one language in which the whole reply is to be. */
function languageCriterion(prompt: Prompt): readonly string[] {
  const { language } = prompt;
  const names = instructionsOf(prompt)
    .filter(isUnconditional)
    .flatMap(({ sentence: { text } }) => languages[language].exec(text)?.groups?.['name'] ?? []);
  const [name] = names;
  if (name === undefined || new Set(names).size > 1) return [];
  return [language === 'zh' ? `回复使用${name}` : `the reply is in ${name}`];
}
