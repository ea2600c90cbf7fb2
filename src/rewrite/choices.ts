import { sentencesOf } from '../analyze/text/sentences.ts';
import type { Message, Prompt, PromptLanguage } from '../prompt/types.ts';
import { withoutHoles } from './labels.ts';

const item =
  '(?:"[^"\\n]{1,40}"|“[^”\\n]{1,40}”|\'[^\'\\n]{1,40}\'|`[^`\\n]{1,40}`|[\\p{L}\\p{N}_/-]{1,30}(?: [\\p{L}\\p{N}_/-]{1,30})?)';
const lists: Readonly<Record<PromptLanguage, RegExp>> = {
  en: new RegExp(
    `\\b(?:classif(?:y|ies|ying)|categori[sz](?:e|es|ing)|label(?:s|ling|ing)?|rate[sd]?|mark(?:s|ing)?)\\b[^.\\n]{0,80}?\\b(?:as|into|one of)(?: either)?(?: (?:exactly )?one of)?(?: (?:the following|these)(?: \\w+)?)?:? (?<list>${item}(?:, ${item}){0,10},? or ${item}) *(?:[.;\\n]|$)`,
    'iu',
  ),
  zh: /(?:分类为|判断为|判定为|归为|归类为|标为|标记为)(?:以下(?:之一|其中之一|一项))?[：: ]?(?<list>[\p{L}\p{N}_“”"「」]{1,14}(?:、[\p{L}\p{N}_“”"「」]{1,14}){0,10}(?:、|或者?)[\p{L}\p{N}_“”"「」]{1,14})\s*(?:[。；;\n]|$)/u,
};
const fewest = 2;
const most = 12;

/** Words beside a list by which it is no list of answers: for several things or answers, in some cases, or forbidden. */
const notOne =
  /\b(?:them|all that apply|one or more|multiple|several|more than one|not|never|don['’]t|if|when|whether|each|every)\b|这些|它们|多个|多项|如果|若|不要|每/iu;
/** Words in a list that name kinds of things or how many there are, rather than answers. */
const noLabel = /\b(?:one|more|multiple|several|many|lists|groups|categories|classes|types)\b/i;

/**
 * The answers into which a prompt has the model classify, as it writes them; empty where it does not list them in one sentence, or
 * where it lists them for two things at once.
 */
export function choicesOf({ messages, language }: Prompt): readonly string[] {
  const found = messages
    .filter(({ role }) => role === 'system' || role === 'user')
    .flatMap((message) => choicesIn(message, language));
  const [choices = []] = found;
  return found.length === 1 && choices.length >= fewest && choices.length <= most ? choices : [];
}

function choicesIn(message: Message, language: PromptLanguage): readonly (readonly string[])[] {
  const text = withoutHoles(message, '\n');
  return sentencesOf(message).flatMap(({ start, end }) => {
    const sentence = text.slice(start, end);
    const list = sentence.length > 400 ? undefined : lists[language].exec(sentence)?.groups?.['list'];
    if (list === undefined || noLabel.test(list) || notOne.test(sentence.replace(list, ' '))) return [];
    const choices = list.split(language === 'zh' ? /、|或者?/ : /, (?:or )?| or /).map((each) => each.trim());
    return [choices];
  });
}
