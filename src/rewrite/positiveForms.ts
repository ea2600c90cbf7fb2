import type { PromptLanguage } from '../prompt/types.ts';

interface Form {
  readonly negative: RegExp;
  /** Pattern of `String.replace`. */
  readonly positive: string;
}

const not = "(?<lead>please )?(?:do not|don['’]t|never) ";
const end = '(?<end>[.!]?)$';

/** Prohibitions and the positive form that forbids exactly the same. Whole sentences only: a rider would change what is forbidden. */
const forms: Readonly<Record<PromptLanguage, readonly Form[]>> = {
  en: [
    {
      negative: new RegExp(
        `^${not}(?<verb>use|write|output|return|give|list|include|ask) more than (?<what>(?:\\d+|one|two|three|four|five|six|ten|a|an) [\\w -]{1,40})${end}`,
        'i',
      ),
      positive: '$<lead>$<verb> at most $<what>$<end>',
    },
    {
      negative: new RegExp(
        `^${not}exceed (?<what>(?:\\d[\\d,]*|one|two|three|four|five|ten) [\\w -]{1,40})${end}`,
        'i',
      ),
      positive: '$<lead>stay within $<what>$<end>',
    },
    {
      negative: new RegExp(
        `^${not}(?<verb>output|return|write|include|say|print|reply with|respond with|answer with|provide|give) (?:anything|any text|any words|any other text)(?: else)? (?:other than|except(?: for)?|but|besides) (?!\\w+ing\\b|(?:when|if|what|for|to|in|with|unless|that|where|after|before)\\b)(?<what>[^,;.]{2,80}?)${end}`,
        'i',
      ),
      positive: '$<lead>$<verb> only $<what>$<end>',
    },
    {
      negative: new RegExp(
        `^${not}(?<verb>answer|respond|reply|write|speak) in (?:any|a) (?:other )?language (?:other than|except|but) (?<what>\\p{Lu}\\p{L}+)${end}`,
        'iu',
      ),
      positive: '$<lead>$<verb> only in $<what>$<end>',
    },
    {
      negative: new RegExp(`^${not}forget to (?<what>[^;.]{3,120})${end}`, 'i'),
      positive: '$<lead>be sure to $<what>$<end>',
    },
    {
      negative: new RegExp(`^${not}(?:omit|leave out) any (?<what>[^,;.]{2,60}[^s])${end}`, 'i'),
      positive: '$<lead>include every $<what>$<end>',
    },
    {
      negative: new RegExp(
        `^${not}(?:omit|leave out) any (?<what>(?:[\\w-]+ )?[\\w-]{2,30}[^s]s)${end}`,
        'i',
      ),
      positive: '$<lead>include all $<what>$<end>',
    },
    {
      negative: new RegExp(`^${not}leave any (?<what>[\\w -]{1,29}[^s ]) (?:empty|blank)${end}`, 'i'),
      positive: '$<lead>fill in every $<what>$<end>',
    },
    {
      negative: new RegExp(`^${not}leave any (?<what>[\\w -]{1,29}[^s ]s) (?:empty|blank)${end}`, 'i'),
      positive: '$<lead>fill in all $<what>$<end>',
    },
    {
      negative: new RegExp(`^${not}stop until (?<what>[^,;.]{3,80})${end}`, 'i'),
      positive: '$<lead>continue until $<what>$<end>',
    },
  ],
  zh: [
    {
      negative:
        /^(?<lead>请)?(?:不要|不得|不能|切勿)(?:超过|多于)(?<what>[\d一二三四五六七八九十百千]+个?(?:字|词|句|句话|行|条|段))(?:以上)?(?<end>[。！；]?)$/u,
      positive: '$<lead>控制在$<what>以内$<end>',
    },
    {
      negative:
        /^(?<lead>请)?(?:不要|不得|切勿|请勿)(?:忘记|忘了)(?<what>(?:在|把|将|用|以|写|给|提|注明|标|说明|列出|包括|包含|附|加|检查|提供|引用|使用|输出|返回|回答|回复|解释|总结|介绍|考虑|保持|添加|问|感谢|署名)[^，,。；]{1,40})(?<end>[。！；]?)$/u,
      positive: '$<lead>务必$<what>$<end>',
    },
    {
      negative:
        /^(?<lead>请)?(?:不要|不得|切勿|请勿)(?<verb>输出|返回|回复|写)(?:除了|除)?(?!除|了|此|这|那|其)(?<what>[^，,。；]{1,30}?)(?:以外|之外)的?(?:任何|其他|其它)*的?(?:内容|文字|文本)(?<end>[。！；]?)$/u,
      positive: '$<lead>只$<verb>$<what>$<end>',
    },
    {
      negative:
        /^(?<lead>请)?(?:不要|不得|切勿|请勿)(?:遗漏|漏掉)任何(?<what>[^，,。；]{1,20})(?<end>[。！；]?)$/u,
      positive: '$<lead>包含所有$<what>$<end>',
    },
  ],
};

/** The positive form of a prohibition that forbids exactly the same; `undefined` where none is known. */
export function positiveForm(sentence: string, language: PromptLanguage): string | undefined {
  const form = forms[language].find(({ negative }) => negative.test(sentence));
  if (form === undefined) return undefined;
  const positive = sentence.replace(form.negative, form.positive);
  return /^\p{Lu}/u.test(sentence) ? positive.charAt(0).toUpperCase() + positive.slice(1) : positive;
}
