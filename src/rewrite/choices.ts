import { sentencesOf } from '../analyze/text/sentences.ts';
import type { Message, Prompt, PromptLanguage } from '../prompt/types.ts';
import { withoutHoles } from './labels.ts';

const quoted = '"[^"\\n]{1,40}"|“[^”\\n]{1,40}”|\'[^\'\\n]{1,40}\'|`[^`\\n]{1,40}`';
const item = `(?:${quoted}|[\\p{L}\\p{N}_/-]{1,30}(?: [\\p{L}\\p{N}_/-]{1,30})?)`;
const orList = `${item}(?:, ${item}){0,10},? or ${item}`;
const word = '[\\p{L}\\p{N}_-]{1,30}';
const end = ' *(?:[.;?\\n]|$)';
const hanItem = '[\\p{L}\\p{N}_“”"「」]{1,14}';
const hanList = `${hanItem}(?:、${hanItem}){0,10}(?:、|或者?|还是)${hanItem}`;
/** What a single answer names, so that a list behind it is one of answers. */
const aspect =
  '(?:which|sentiment|category|intent|priority|severity|urgency|tone|class|type|label|topic|emotion|stance|status)';

/** How prompts list the answers of which one is wanted. */
const lists: Readonly<Record<PromptLanguage, readonly RegExp[]>> = {
  en: [
    new RegExp(
      `\\b(?:classif(?:y|ies|ying)|categori[sz](?:e|es|ing)|label(?:s|ling|ing)?|rate[sd]?|mark(?:s|ing)?)\\b[^.\\n]{0,80}?\\b(?:as|into|one of)(?: either)?(?: (?:exactly )?one of)?(?: (?:the following|these)(?: \\w+)?)?:? (?<list>${orList})${end}`,
      'iu',
    ),
    new RegExp(
      `\\bone of(?: (?:the following|these)(?: \\w+)?)?: (?<list>${item}(?:, (?:or )?${item}){1,11})${end}`,
      'iu',
    ),
    new RegExp(
      `\\b${aspect}\\b[^.:(\\n]{0,60}(?:: |\\((?=[^()\\n]*\\)${end}))(?<list>${orList})\\)?${end}`,
      'iu',
    ),
    new RegExp(
      `^(?:is|are) (?:the|this) (?:[\\p{L}-]+ ){1,2}?(?<list>${word}(?:, ${word}){0,10},? or ${word})\\?$`,
      'iu',
    ),
    new RegExp(
      `\\b(?:answer|reply|respond)(?: only| just)?(?: with)?(?: only| just)?(?: either)? (?<list>(?:yes|true)(?:, no|, false)?,? or (?:no|false|unknown|unsure|unclear)|(?:${quoted})(?:, (?:${quoted})){0,10},? or (?:${quoted}))(?: only)?${end}`,
      'iu',
    ),
  ],
  zh: [
    new RegExp(
      `(?:分类为|判断为|判定为|归为|归类为|标为|标记为|(?:分为|分成|归入)(?=[：:]))(?:以下(?:之一|其中之一|一项))?[：: ]?(?<list>${hanList})\\s*(?:[。；;\\n]|$)`,
      'u',
    ),
    new RegExp(
      `(?:判断|判定|识别|确定|分析|说明)[^。，：\\n]{0,30}?(?:是|属于)(?<list>${hanItem}(?:、${hanItem}){0,10}(?:还是|或者?)${hanItem})\\s*(?:[，。；？?;\\n]|$)`,
      'u',
    ),
    /(?:回答|回复|输出)(?<list>(?:[“"「]?(?:是|对|真|有|通过)[”"」]?)(?:或者?|还是|\/|、)(?:[“"「]?(?:否|不是|错|假|无|没有|不通过)[”"」]?))(?:即可)?\s*(?:[，。；\n]|$)/u,
    /(?:回答|回复|输出)(?<list>[“「][^”」\n]{1,14}[”」](?:、[“「][^”」\n]{1,14}[”」]){0,10}(?:或者?|、)[“「][^”」\n]{1,14}[”」])\s*(?:[，。；\n]|$)/u,
  ],
};
const joints: Readonly<Record<PromptLanguage, RegExp>> = {
  en: /, (?:or )?| or /,
  zh: /、|或者?|还是|\//,
};
const fewest = 2;
const most = 12;

/** Words beside a list by which it is no list of answers: for several things or answers, in some cases, or forbidden. */
const notOne =
  /\b(?:inputs?|them|all that apply|one or more|multiple|several|more than one|not(?! (?:explain|add|give|include|justify))|never|don['’]t(?! (?:explain|add|give|include|justify))|if|when|whether|each|every)\b|这些|它们|多个|多项|如果|若|不要(?!.{0,4}(?:解释|说明|理由|其他|多余))|每/iu;
/** Words in a list that name kinds of things or how many there are, rather than answers. */
const noLabel = /\b(?:one|more|multiple|several|many|lists|groups|categories|classes|types)\b/i;

/**
 * The answers of which a prompt has the model give one, as it writes them; empty where it does not list them in one sentence, or
 * where it lists different ones.
 */
export function choicesOf({ messages, language }: Prompt): readonly string[] {
  const found = messages
    .filter(({ role }) => role === 'system' || role === 'user')
    .flatMap((message) => choicesIn(message, language));
  const [choices = []] = found;
  const different = new Set(found.map(nameOf));
  return different.size === 1 && choices.length >= fewest && choices.length <= most ? choices : [];
}

/** Equal for lists of the same answers, in quotes or not. */
function nameOf(choices: readonly string[]): string {
  return choices
    .map((each) => each.replace(/["“”'`「」]/g, '').toLowerCase())
    .toSorted()
    .join('\n');
}

function choicesIn(message: Message, language: PromptLanguage): readonly (readonly string[])[] {
  const text = withoutHoles(message, '\n');
  return sentencesOf(message).flatMap(({ start, end: to }) => {
    const sentence = text.slice(start, to);
    if (sentence.length > 400) return [];
    const list = lists[language]
      .map((pattern) => pattern.exec(sentence)?.groups?.['list'])
      .find((each) => each !== undefined);
    if (list === undefined || noLabel.test(list) || notOne.test(sentence.replace(list, ' '))) return [];
    return [list.split(joints[language]).map((each) => each.trim())];
  });
}
