import { sentencesOf } from '../analyze/text/sentences.ts';
import type { Message, Prompt, PromptLanguage } from '../prompt/types.ts';
import { withoutHoles } from './labels.ts';

const item =
  '(?:"[^"\\n]{1,40}"|“[^”\\n]{1,40}”|\'[^\'\\n]{1,40}\'|`[^`\\n]{1,40}`|[\\p{L}\\p{N}_/-]{1,30}(?: [\\p{L}\\p{N}_/-]{1,30})?)';
const lists: Readonly<Record<PromptLanguage, RegExp>> = {
  en: new RegExp(
    `\\b(?:classif\\w+|categori[sz]e|label|sort|choose|pick|select|rate|mark)\\b[^.\\n]{0,80}?\\b(?:as|into|between|from|one of)(?: either| one of| exactly one of| the following)?:? (?<list>${item}(?:, ${item}){0,10},? (?:or|and) ${item}) *(?:[.;\\n]|$)`,
    'iu',
  ),
  zh: /(?:分类为|判断为|归为|归类为|标为|分为)[：: ]?(?<list>[\p{L}\p{N}_“”"「」]{1,14}(?:、[\p{L}\p{N}_“”"「」]{1,14}){1,10}(?:(?:或者?|和)[\p{L}\p{N}_“”"「」]{1,14})?)\s*(?:[。；;\n]|$)/u,
};
const fewest = 2;
const most = 12;

/** The answers among which a prompt has the model choose, as it writes them; empty where it does not list them in one sentence. */
export function choicesOf({ messages, language }: Prompt): readonly string[] {
  for (const message of messages) {
    if (message.role !== 'system' && message.role !== 'user') continue;
    const found = choicesIn(message, language);
    if (found.length >= fewest && found.length <= most) return found;
  }
  return [];
}

function choicesIn(message: Message, language: PromptLanguage): readonly string[] {
  const text = withoutHoles(message, '\n');
  for (const { start, end } of sentencesOf(message)) {
    const list =
      end - start > 400 ? undefined : lists[language].exec(text.slice(start, end))?.groups?.['list'];
    if (list !== undefined)
      return list
        .split(language === 'zh' ? /、|或者?|和/ : /, (?:or |and )?| (?:or|and) /)
        .map((each) => each.trim());
  }
  return [];
}
