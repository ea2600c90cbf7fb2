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

const count =
  '(?:\\d[\\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|fifty|a hundred)';
const units = '(?:words?|sentences?|characters|lines?|paragraphs?|bullet points|items)';
const limits: Readonly<Record<PromptLanguage, RegExp>> = {
  en: new RegExp(
    `\\b(?:at most|no more than|not more than|up to|(?:a )?max(?:imum)?(?: of)?|within|not exceed(?:ing)?) (?<count>${count}) (?<unit>${units})\\b`,
    'i',
  ),
  zh: /(?:不超过|最多|至多|控制在|限制在|不得超过|不多于)(?<count>[\d一二三四五六七八九十百千两]+)(?<unit>个?(?:字|词|句话?|行|段|条))/u,
};
/** Any other length that is named, whatever it applies to: beside one, a limit may be that of a part. */
const otherLengths: Readonly<Record<PromptLanguage, RegExp>> = {
  en: new RegExp(
    `\\b${count}\\+?(?: ?(?:-|–|to|and|or) ?${count})?(?: or more| or fewer| or less)?[ -]${units}\\b`,
    'gi',
  ),
  zh: /[\d一二三四五六七八九十百千两]+(?:(?:-|–|到|至|~)[\d一二三四五六七八九十百千两]+)?个?(?:字|词|句|行|段|条)/gu,
};
const minimum: Readonly<Record<PromptLanguage, RegExp>> = {
  en: new RegExp(
    `\\b(?:at least|no less than|no fewer than|(?<!not |no )more than|(?:a )?min(?:imum)?(?: of)?|over|(?<!not )exceeds?) ${count}\\b`,
    'i',
  ),
  zh: /至少|不少于|不低于|最少/u,
};
/** A limit on a part of the reply only, or on each of several, is no limit on the whole. */
const ofAPart =
  /\b(?:each|every|per|titles?|subject|names?|headings?|headlines?|labels?|captions?|summary field|questions?|description|keywords?|tags|introduction|variables?|paragraph should|sentence should|first|last|then|followed by|for the)\b|每|标题|主题|名称|字段|变量|首|开头|然后|再/i;
/** Sentences whose limit is that of the reply: they order it, speak of it, or are nothing but the limit. */
const ofTheReply: Readonly<Record<PromptLanguage, RegExp>> = {
  en: /^(?:please |you (?:must|should|will) |always )?(?:answer|respond|reply|summari[sz]e|write|give|keep|limit|use|provide|describe|explain|translate|generate|create|produce|draft|rewrite|compose|return|output|do not|don['’]t|never|at most|no more than|not more than|up to|max|maximum|within|in)\b|\b(?:your|the) (?:entire |whole |final |full )?(?:answer|response|reply|output|summary)\b/i,
  zh: /^(?:请|你)?(?:用|以|总结|概括|回答|回复|写|输出|生成|撰写|描述|介绍|说明|解释|把|将|最多|至多|不要|不得|不超过|控制|限制)|(?:回答|回复|输出|摘要|总结|全文|字数|篇幅|长度)/u,
};
/** Below this a number of characters is rather that of a code, a name or a line. */
const fewestCharacters = 40;

/** The one limit on the length of the whole reply; nothing where the prompt names other lengths or a minimum too. */
function lengthCriterion(prompt: Prompt): readonly string[] {
  const { language } = prompt;
  const sentences = instructionsOf(prompt).map(({ sentence }) => sentence.text);
  const lengths = sentences.flatMap((text) => text.match(otherLengths[language]) ?? []);
  if (lengths.length !== 1 || sentences.some((text) => minimum[language].test(text))) return [];
  for (const instruction of instructionsOf(prompt)) {
    const { text } = instruction.sentence;
    const groups = limits[language].exec(text)?.groups;
    if (groups === undefined || !isUnconditional(instruction) || ofAPart.test(text)) continue;
    if (!ofTheReply[language].test(text)) continue;
    const { count: number = '', unit = '' } = groups;
    if (unit === 'characters' && Number(number.replaceAll(',', '')) < fewestCharacters) continue;
    return [
      language === 'zh'
        ? `回复不超过${number}${unit}`
        : `the reply has at most ${number.toLowerCase()} ${unit}`,
    ];
  }
  return [];
}
