import { type Instruction, instructionsOf, isUnconditional } from '../analyze/text/instructions.ts';
import type { Prompt, PromptLanguage } from '../prompt/types.ts';

const orders: Readonly<Record<PromptLanguage, RegExp>> = {
  en: /(?:^|\band |, |: )(?:please )?(?:list|give|name|write|suggest|propose|provide|generate|return|output)(?: me)? (?:(?<most>at most|up to|no more than)|(?<least>at least|no fewer than)|exactly)? ?(?<count>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten) (?<what>(?:(?!of\b|for\b|to\b|in\b|on\b|and\b|or\b)[\p{L}-]+ ){0,2}?(?!words\b|characters\b|tokens\b)[\p{L}-]+s)\b/iu,
  zh: /(?:列出|给出|写出?|提供|举出?|列举|推荐|提出)(?:(?<most>最多|至多|不超过)|(?<least>至少|不少于)|恰好|正好)?(?<count>\d{1,2}|[一二两三四五六七八九十]{1,2})(?<what>[个条点项句段种行](?!字)[\p{Script=Han}]{0,6}?)(?=[，,。；：:？?！]|$)/u,
};
/** Counts that hold for a part of the reply, or for each of several. */
const ofAPart: Readonly<Record<PromptLanguage, RegExp>> = {
  en: /\b(?:each|every|per (?!line)|for (?:both|all))\b/i,
  zh: /每(?!行)[^，,。]{0,8}(?:列出|给出|写|提供|举|列举|推荐|提出)/u,
};
const perLine: Readonly<Record<PromptLanguage, RegExp>> = {
  en: /\b(?:one|each) (?:per|on (?:a|its own|a separate)) line\b/i,
  zh: /每行一|一行一/u,
};

/** The order for a number of things that are the whole reply. */
export interface ItemOrder {
  readonly instruction: Instruction;
  /** As the prompt writes it: `List three risks`. */
  readonly words: string;
  /** What holds of a reply that follows it, in the prompt's language. */
  readonly criterion: string;
}

/** The one order for a number of things; nothing where a prompt names several numbers, or that of a part. */
export function itemOrderOf(prompt: Prompt): ItemOrder | undefined {
  const { language } = prompt;
  const all = instructionsOf(prompt).filter(({ sentence: { text } }) => orders[language].test(text));
  const [instruction] = all;
  if (instruction === undefined || all.length > 1) return undefined;
  const { text } = instruction.sentence;
  const match = orders[language].exec(text);
  const unbound = text.replace(perLine[language], '');
  if (match === null || !isUnconditional(instruction) || ofAPart[language].test(unbound)) return undefined;
  const lines = perLine[language].test(text);
  return { instruction, words: match[0], criterion: criterionOf(match.groups ?? {}, lines, language) };
}

function criterionOf(
  { count = '', what = '', most, least }: Partial<Record<string, string>>,
  lines: boolean,
  language: PromptLanguage,
): string {
  if (language === 'zh') {
    const bound = most === undefined ? (least === undefined ? '恰好' : '至少') : '最多';
    return `回复${bound}包含${count}${what}${lines ? '，每行一项' : ''}`;
  }
  const bound = most === undefined ? (least === undefined ? 'exactly' : 'at least') : 'at most';
  return `the reply has ${bound} ${count.toLowerCase()} ${what}${lines ? ', one per line' : ''}`;
}
