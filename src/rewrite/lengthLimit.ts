import { type Instruction, instructionsOf, isUnconditional } from '../analyze/text/instructions.ts';
import type { Sentence } from '../analyze/text/sentences.ts';
import type { Prompt, PromptLanguage } from '../prompt/types.ts';
import { type ItemOrder, itemOrderOf } from './itemCount.ts';

const count =
  '(?:\\d[\\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|fifty|a hundred)';
const units = '(?:words?|sentences?|characters|lines?|paragraphs?|bullet points|items)';
const limits: Readonly<Record<PromptLanguage, RegExp>> = {
  en: new RegExp(
    `\\b(?:(?:at most|no more than|not more than|up to|(?:a )?max(?:imum)?(?: of)?|within|not exceed(?:ing)?) (?<count>${count})|(?:under|below|fewer than|less than|shorter than) (?<below>${count})) (?<unit>${units})\\b`,
    'i',
  ),
  zh: /(?:不超过|最多|至多|控制在|限制在|不得超过|不多于|(?<below>少于|低于))(?<count>[\d一二三四五六七八九十百千两]+)(?<unit>个?(?:字符?|单词|词|句话?|行|段|条))/u,
};
/** Any other length that is named, whatever it applies to: beside one, a limit may be that of a part. */
const otherLengths: Readonly<Record<PromptLanguage, RegExp>> = {
  en: new RegExp(
    `\\b${count}\\+?(?: ?(?:-|–|to|and|or) ?${count})?(?: or more| or fewer| or less)?[ -]${units}\\b`,
    'gi',
  ),
  zh: /[\d一二三四五六七八九十百千两]+(?:(?:-|–|到|至|~)[\d一二三四五六七八九十百千两]+)?个?(?:字|单词|词|句|行|段|条)/gu,
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
  /\b(?:each|every|per|titles?|subject|names?|headings?|headlines?|labels?|captions?|summary field|(?<!\banswer (?:[\w'’]+ ){0,3})questions?|description|keywords?|tags|introduction|variables?|paragraph should|sentence should|first|last|then|followed by|for the)\b|每|标题|主题|名称|字段|变量|首|开头|然后|再/i;
/** Sentences whose limit is that of the reply: they order it, speak of it, or are nothing but the limit. */
const ofTheReply: Readonly<Record<PromptLanguage, RegExp>> = {
  en: /^(?:please |you (?:must|should|will) |always )?(?:answer|respond|reply|summari[sz]e|write|give|keep|limit|use|provide|describe|explain|translate|generate|create|produce|draft|rewrite|compose|return|output|do not|don['’]t|never|at most|no more than|not more than|up to|max|maximum|within|in)\b|\b(?:your|the) (?:entire |whole |final |full )?(?:answer|response|reply|output|summary)\b/i,
  zh: /^(?:请|你)?(?:用|以|总结|概括|回答|回复|写|输出|生成|撰写|描述|介绍|说明|解释|把|将|最多|至多|不要|不得|不超过|控制|限制)|(?:回答|回复|输出|摘要|总结|全文|字数|篇幅|长度)|[，,](?:请|并)?(?:不超过|不得超过|最多|至多|控制在|限制在|少于)[^，,。]*[。！；]?$/u,
};
/** Below this a number of characters is rather that of a code, a name or a line. */
const fewestCharacters = 40;
/** Numbers below twenty: beside several things, they rather limit each. */
const fewForSeveral =
  /^(?:1?\d|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|[一二两三四五六七八九]|十[一二三四五六七八九]?)$/i;

/** A limit on the length of the whole reply. */
export interface LengthLimit {
  /** As the prompt writes it: `at most 50 words`. */
  readonly words: string;
  /** What holds of a reply that keeps to it, in the prompt's language. */
  readonly criterion: string;
}

/** The one limit on the length of the whole reply; nothing where the prompt names other lengths or a minimum too. */
export function lengthLimitOf(prompt: Prompt): LengthLimit | undefined {
  const { language } = prompt;
  const items = itemOrderOf(prompt);
  const instructions = instructionsOf(prompt);
  // The number of the things that are the reply is no other length, and what they are is no part.
  const rest = ({ sentence }: Instruction) =>
    isOf(items, sentence) ? sentence.text.replace(items?.words ?? '', '') : sentence.text;
  const lengths = instructions.flatMap((each) => rest(each).match(otherLengths[language]) ?? []);
  if (lengths.length !== 1 || instructions.some((each) => minimum[language].test(rest(each))))
    return undefined;
  for (const instruction of instructions) {
    const { text } = instruction.sentence;
    const ofItems = isOf(items, instruction.sentence);
    if (!isUnconditional(instruction) || ofAPart.test(rest(instruction))) continue;
    if (ofItems ? isOfEach(text, language) : !ofTheReply[language].test(text)) continue;
    const limit = limitIn(text, language);
    if (limit !== undefined) return limit;
  }
  return undefined;
}

function isOf(items: ItemOrder | undefined, { start, text }: Sentence): boolean {
  const own = items?.instruction.sentence;
  return own?.start === start && own.text === text;
}

/** True for a limit beside a number of things that is rather that of each: “3 tweets of at most 280 characters”. */
function isOfEach(text: string, language: PromptLanguage): boolean {
  const match = limits[language].exec(text);
  const { count: most, below, unit } = match?.groups ?? {};
  if (match === null || fewForSeveral.test(most ?? below ?? '')) return true;
  const before = text.slice(0, match.index);
  if (language === 'zh' || /^within/i.test(match[0])) return false;
  return !(unit === 'characters' ? /\bin $/i : /(?:\b(?:in|using)|,) $/i).test(before);
}

function limitIn(text: string, language: PromptLanguage): LengthLimit | undefined {
  const match = limits[language].exec(text);
  const { count: most, below, unit = '' } = match?.groups ?? {};
  const number = most ?? below ?? '';
  if (match === null || (unit === 'characters' && Number(number.replaceAll(',', '')) < fewestCharacters))
    return undefined;
  const [words] = match;
  if (language === 'zh')
    return { words, criterion: `回复${below === undefined ? '不超过' : below}${number}${unit}` };
  const relation = below === undefined ? 'at most' : 'fewer than';
  return { words, criterion: `the reply has ${relation} ${number.toLowerCase()} ${unit}` };
}
