import { type Sentence, sentencesOf } from '../analyze/text/sentences.ts';
import type { Message, PromptLanguage } from '../prompt/types.ts';

/** A sentence that leaves no room before the answer. Offsets count in the message's text. */
export interface AnswerOnly {
  readonly start: number;
  readonly end: number;
  /** What the sentence says before it comes to the answer, without closing punctuation; empty where there is nothing. */
  readonly before: string;
  /** What it wants as the answer (`one word`, `the category name`); absent where it only forbids explanations. */
  readonly payload?: string;
  /** True where the payload leads into a list on the next lines. */
  readonly opensList: boolean;
}

const verb = '(?:answer|respond|reply|return|output|give|provide|print|write|state|say|produce|generate)';
const object = '(?: me| us| back| the user)?';
/** What follows “only” where it limits the topic, the language or the source and not the reply's form. */
const otherLimit =
  '(?! *(?:in (?!one|a single|at most|json)|if|when|based|using|from|about|questions?|to|after|once|because|with (?:information|facts)|the question|what is asked)\\b)';
const explanation =
  '(?:explanations?|explain\\w*|reasons?|reasoning|justif\\w+|working|work|steps|rationale|commentary|thoughts?|anything else|anything other|preamble|prose|(?:any |other |additional |extra |further )+(?:text|words?|information|content|context|output|comments?|commentary|characters|details))';

const payloads: Readonly<Record<PromptLanguage, readonly RegExp[]>> = {
  en: [
    new RegExp(`\\b(?:only|just|simply) ${verb}${object}${otherLimit}(?: with| in)? (?<payload>.+)$`, 'i'),
    new RegExp(
      `\\b${verb}${object}(?: with| in| using)? ?(?:only|just|nothing but|exclusively|solely|exactly (?=one\\b|a single))${otherLimit}(?: with| in)? ?(?<payload>.+)$`,
      'i',
    ),
    new RegExp(
      `\\b${verb}${object}(?: with)?${otherLimit}(?!.*\\b(?:based on|using|from|according to|questions?)\\b) (?<payload>[^,;:]{2,60}?),? (?:only|alone|and nothing else|and nothing more)[.!]?$`,
      'i',
    ),
    /\b(?:answer|respond|reply)(?: the question| the following question)? (?:in|with|using) (?<payload>(?:exactly |at most )?(?:one|a single|1|a) (?:word|number|letter|digit|integer|character|token|label|choice)\b.*)$/i,
    /\b(?:answer|respond|reply)(?: with)?(?: either)? (?<payload>["'“]?yes["'”]? or ["'“]?no\b.*|["'“]?true["'”]? or ["'“]?false\b.*)$/i,
    /\b(?:answer|reply|response|output) (?:must|should|has to|is to) (?:only (?:be|contain|consist of|include)|(?:be|contain|consist of|include) (?:only|just|nothing but|exactly (?=one)|either|(?=a single\b|one\b))) ?(?<payload>.+)$/i,
  ],
  zh: [
    /(?:只|仅|直接)(?:需要?|能|可以?|要|须|允许)?(?:用|以)?(?:回答|回复|输出|返回|给出|答复|写出?|说出?|告诉我|填写?)(?:出)?(?!与|和|关于|有关|涉及|上述|用户)(?<payload>(?:(?!的问题)[^，,])+)(?<rest>[，,].*)?$/u,
    /(?:用|以)(?<payload>一个(?:词|字|单词|数字|字母)[^，,]*?)(?:来)?(?:回答|回复|作答)(?:问题)?(?<rest>[，,].*)?[。！]?$/u,
    /(?:回答|输出|回复)(?:必须|应该?|只能)(?:只)?(?:是|为|包含)(?<payload>[^，,]+)(?<rest>[，,].*)?$/u,
    /(?:回答|回复|输出)(?<payload>[“"「]?(?:是|对|真)[”"」]?(?:或者?|还是|\/)[“"「]?(?:否|不是|错|假)[”"」]?)(?<rest>[，,].*)?$/u,
  ],
};

const forbids: Readonly<Record<PromptLanguage, RegExp>> = {
  en: new RegExp(
    `\\b(?:do not|don't|don’t|never|no need to|avoid) (?:(?:include|add|give|giving|provide|providing|write|output|return|say|show|print|reply|respond|answer|append|put|offer|produce|generate|need) )(?:\\w+ ){0,3}${explanation}\\b.*$|\\b(?:do not|don't|don’t) (?:explain|justify|elaborate|reason)\\b.*$|^(?:no|nothing) (?:explanations?|else|more|other|extra|additional|preamble|commentary|reasoning|justification)\\b.*$`,
    'i',
  ),
  zh: /(?:不要|不需要|无需|不用|请勿|不必|禁止|切勿)[^，,]{0,6}?(?:解释|说明|理由|推理|过程|步骤|(?:其他|其它|多余|额外|任何)的?(?:内容|文字|文本|信息|话)).*$/u,
};

const trailing: Readonly<Record<PromptLanguage, RegExp>> = {
  en: new RegExp(
    `,? *(?:\\band |\\bbut |\\()?\\b(?:with no|without|no|do not|don't|not|nothing else|and nothing)\\b[^,]*?(?:${explanation}|nothing else|else|more)\\b[^,]*$|,? and nothing else$|,? nothing else$|,? only$`,
    'i',
  ),
  zh: /[，,]?(?:即可|就行|就可以)$/u,
};

const lead: Readonly<Record<PromptLanguage, RegExp>> = {
  en: /(?:^|,? *\b)(?:(?:and|then|please|finally|you (?:must|should|will|can|may)|(?:your|the)|so|always|instead|that|strictly|directly) *)+$|[,:;] *$/i,
  zh: /[，,]?(?:请|请你|你|你必须|最后|然后|务必|并|并且|且|并请|而且)*[，,]?$/u,
};

const conditional =
  /\b(?:if|unless|when|whenever|otherwise|for example|except)\b|如果|若|假如|当[^前]|除非|否则/i;

/** Orders are short; what is longer is data without sentence ends. */
const longestSentence = 600;

/** The sentences of a message that ask for the bare answer or forbid explanations, in order. Conditional ones are left out. */
export function answerOnlySentences(message: Message, language: PromptLanguage): readonly AnswerOnly[] {
  return sentencesOf(message).flatMap((sentence) => readSentence(message, sentence, language) ?? []);
}

function readSentence(
  message: Message,
  sentence: Sentence,
  language: PromptLanguage,
): AnswerOnly | undefined {
  const { start, end } = sentence;
  const text = message.text.slice(start, end).replace(/\s/g, ' ');
  if (text.length > longestSentence || conditional.test(text)) return undefined;
  const visible = (match: RegExpExecArray | null) =>
    match !== null && /\S/.test(sentence.text.slice(match.index, match.index + 3)) ? [match] : [];
  const [match] = payloads[language].flatMap((pattern) => visible(pattern.exec(text)));
  if (match !== undefined) {
    const before = leadingPart(text.slice(0, match.index), language);
    if (before === '' && text.slice(0, match.index).includes('{{')) return undefined;
    const { payload = '', rest = '' } = match.groups ?? {};
    const kept = payloadText(payload, rest, language);
    return {
      start,
      end,
      before,
      opensList: /[:：]$/.test(payload),
      ...(kept === '' ? {} : { payload: kept }),
    };
  }
  const [forbidden] = visible(forbids[language].exec(text));
  if (forbidden === undefined) return undefined;
  return { start, end, before: leadingPart(text.slice(0, forbidden.index), language), opensList: false };
}

function leadingPart(text: string, language: PromptLanguage): string {
  let part = text.trim();
  for (let shorter = part.replace(lead[language], '').trim(); shorter !== part; ) {
    part = shorter;
    shorter = part.replace(lead[language], '').trim();
  }
  const clause = part.replace(/[.。,，;；!！]+$/u, '');
  return isClause(clause, language) ? clause : '';
}

/** True where the words can stand as a sentence: a stray `You strictly` cannot. */
function isClause(part: string, language: PromptLanguage): boolean {
  return language === 'zh'
    ? /[\p{L}\p{N}]{2}/u.test(part)
    : part.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length > 2;
}

function payloadText(payload: string, rest: string, language: PromptLanguage): string {
  const closed = payload.trim().replace(/[.!。！:：；;]+$/u, '');
  const kept = closed.replace(trailing[language], '').replace(trailing[language], '').trim();
  const more = forbids[language].test(rest) ? '' : rest.replace(/[.!。！；;]+$/u, '');
  return language === 'zh' ? kept + more : kept;
}
