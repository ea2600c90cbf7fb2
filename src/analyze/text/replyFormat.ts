import type { Span } from '../../base/span.ts';
import type { Message, Prompt } from '../../prompt/types.ts';
import { instructionsOf, spanIn } from './instructions.ts';

/** What code makes of a reply: JSON, a number, or parts cut out of its text. */
export type ReadAs = 'json' | 'number' | 'parts';

/** How the code behind a prompt reads the reply, as far as that is known. */
export function readAs({ call }: Prompt): ReadAs | undefined {
  const reader = call?.parsedBy;
  if (reader === undefined) return undefined;
  if (/(?:^|\.)(?:loads|parse|safeParse|model_validate_json)$/.test(reader)) return 'json';
  if (/^(?:int|float|Number|parseInt|parseFloat)$/.test(reader)) return 'number';
  return /^(?:re\.\w+|regex\.\w+|split|splitlines|search|match|matchAll|fullmatch|findall|finditer)$/.test(
    reader,
  )
    ? 'parts'
    : undefined;
}

/** A place of a message, and the words there. */
export interface Wording {
  readonly turn: number;
  readonly span: Span;
  readonly words: string;
}

const jsonRequest =
  /\b(?:respond|reply|answer|return|output|provide|produce|generate|give|write)\b(?:(?!\b(?:based|from|found|about|according)\b)[^.!?:]){0,60}?\bJSON\b(?! ?(?:is|was|below|above|file|data you))|(?:返回|输出|回复|回答|给出|生成|以|用|使用|按)[^。！？]{0,20}JSON/i;
const otherForms: readonly RegExp[] = [
  /\b(?:respond|reply|answer)(?: only| just)?(?: with| in| using)?(?: only| just)? (?:a single word|one word|one sentence|a single sentence|plain text|prose|a (?:single )?paragraph|yes or no|["'“]?yes["'”]? or ["'“]?no["'”]?)/i,
  /\b(?:return|output|provide|produce|give|write|respond with|reply with|answer with)(?: me)?(?: only| just)? (?:an? |the )?(?:(?!is |are |of )[\w-]+ ){0,2}?(?:comma[- ]separated (?:list|values)|bullet(?:ed)?[ -](?:point )?list|numbered list|Markdown (?:table|list|document)|CSV|YAML|XML)\b/i,
  /(?:只|仅)?(?:用|以|返回|输出|回答|回复)(?:一个词|一句话|纯文本|逗号分隔|编号列表|Markdown|YAML|XML|CSV)/i,
];
const denial = /\b(?:not|never|without|don['’]t|avoid|no)\b|不要|不用|不得|请勿|无需/i;

/** The first sentence that asks for JSON. */
export function jsonAskedFor(prompt: Prompt): Wording | undefined {
  return firstWording(prompt, [jsonRequest]);
}

/** The first sentence that asks for a form of reply that no JSON reader takes. */
export function otherFormAskedFor(prompt: Prompt): Wording | undefined {
  return firstWording(prompt, otherForms);
}

function firstWording(prompt: Prompt, patterns: readonly RegExp[]): Wording | undefined {
  for (const instruction of instructionsOf(prompt)) {
    for (const pattern of patterns) {
      const match = pattern.exec(instruction.sentence.text);
      if (match === null || denial.test(match.input.slice(0, match.index + match[0].length))) continue;
      const { turn } = instruction;
      return { turn, span: spanIn(instruction, match.index, match[0].length), words: match[0] };
    }
  }
  return undefined;
}

const mentions: Readonly<Record<ReadAs, RegExp>> = {
  json: /json|\[[^\]\n]{1,80},[^\]\n]{1,80}\]|\b(?:only|just)\b[^.!?]{0,30}\bnumber\b|number between|true or false|[{[]\s*["'“]|\b(?:dict|dictionary|array|schema|structured|Python (?:list|tuple)|list of (?:lists|strings|objects|tuples))\b|字典|数组|结构化/i,
  number:
    /\b(?:number|integer|digits?|numeric|numeral|float|decimal|percent(?:age)?|only|just|nothing else|scale|between|from \d+ to|format|output|respond with|reply with|answer with|return)\b|\d ?(?:-|–|to|~|到|至) ?\d|只|仅|数字|整数|小数|百分|之间|格式|输出|返回/i,
  parts:
    /\b(?:comma|commas|semicolon|newlines?|lines?|lists?|bullets?|bulleted|numbered|separat\w+|delimit\w+|delimited|format|formatted|tags?|begin|start|end with|prefix|form of|template|json|xml|yaml|csv|markdown|table|code blocks?|exactly|only|just|following|output|respond with|reply with|answer with|return|example|examples)\b|```|<\/|[:：]\s*(?:\[|<|\{|$)|一行|每行|逗号|分隔|格式|列表|编号|标签|只|仅|输出|返回|示例|例如/im,
};
/** Marks that another template fills, such as `{format_instructions}`. */
const formMark = /\{\w{0,30}(?:format|schema|instruction|template)\w{0,30}\}/i;
/** Names of holes that bring the form of the reply with them. */
const bringsForm =
  /format|schema|instruction|example|template|rules?|output|prompt|system|spec|格式|示例|指令|模板/i;

/** True where any message, or a hole of one, may say what form the reply has. */
export function saysForm({ messages }: Prompt, reading: ReadAs): boolean {
  return messages.some(
    (message) =>
      mentions[reading].test(message.text) ||
      formMark.test(message.text) ||
      message.holes.some(({ name }) => bringsForm.test(name)),
  );
}

/** True where a whole message is filled in at run time: it may say anything. */
export function hasUnseenMessage(messages: readonly Message[]): boolean {
  return messages.some(
    ({ role, segments }) =>
      role === 'system' && !segments.some(({ kind, text }) => kind !== 'hole' && /\p{L}/u.test(text)),
  );
}
