import { instructionsOf } from '../analyze/text/instructions.ts';
import { applyEdits } from '../base/span.ts';
import type { PlacedEdit, Prompt, PromptLanguage } from '../prompt/types.ts';
import { editsToTexts } from './diff.ts';

const patterns: Readonly<Record<PromptLanguage, RegExp>> = {
  en: /^(?<lead>please |you (?:must|should) )?(?:first,? )?(?<answer>(?:(?:answer|respond|reply|say|state|choose|pick|select|classify|rate|score|grade|decide|determine|predict)\b|(?:give|provide|write) (?:me )?(?:the|your|an?) (?:final )?(?:answer|verdict|score|rating|grade|decision|label)\b)[^,;.!?\n]{0,120}?)(?: first)?(?:, (?:and )?(?:then )?|,? and (?:then )?)(?<reasoning>(?:explain|justify)(?: (?:why|how|your (?:reasoning|answer|choice|decision|rating|score)|it|this))?[^,;.!?\n]{0,60}|(?:give|provide|state) (?:the|your|a|an)(?: (?:brief|short))? (?:reasons?|reasoning|explanation|justification|rationale)[^,;.!?\n]{0,60})(?<end>[.!]?)$/i,
  zh: /^(?<lead>请)?(?:先|首先)?(?<answer>(?:回答|判断|选择|给出(?:答案|结论|评分|判断)|评分|打分|分类)[^，,。；！\n]{0,40})[，,](?:然后|再|并|之后|接着)?(?<reasoning>(?:说明|解释|给出|阐述)(?:你的)?(?:理由|原因|为什么|依据|推理过程)[^，,。；！\n]{0,20})(?<end>[。！；]?)$/u,
};
const aboutAnswer = /^(explain|justify) (?:it|this|your (?:answer|choice|decision|rating|score))\b/i;
const conditional = /\b(?:if|when|unless|whenever)\b|如果|若|当.{0,10}时/i;

/** Sentences that ask for the answer and then for its reasons, turned round. */
export function reasonFirstEdits(prompt: Prompt): readonly PlacedEdit[] {
  const edits = instructionsOf(prompt).flatMap(({ turn, sentence: { start, end } }) => {
    const text = prompt.messages[turn]?.text.slice(start, end) ?? '';
    const newText = text.length > 300 || conditional.test(text) ? undefined : turned(text, prompt.language);
    return newText === undefined ? [] : [{ turn, span: { start, end }, newText }];
  });
  const texts = prompt.messages.map(({ text }, index) =>
    applyEdits(
      text,
      edits.filter(({ turn }) => turn === index),
    ),
  );
  return editsToTexts(prompt, texts);
}

function turned(sentence: string, language: PromptLanguage): string | undefined {
  const { lead = '', answer, reasoning, end = '' } = patterns[language].exec(sentence)?.groups ?? {};
  if (answer === undefined || reasoning === undefined) return undefined;
  if (language === 'zh') return `${lead}先${reasoning}，最后单独一行${answer}${end}`;
  const reasons = reasoning.replace(aboutAnswer, '$1 your reasoning');
  const body = `${lead}first ${lower(reasons)}, then, on the last line, ${lower(answer)}${end}`;
  return /^\p{Lu}/u.test(sentence) ? body.charAt(0).toUpperCase() + body.slice(1) : body;
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
