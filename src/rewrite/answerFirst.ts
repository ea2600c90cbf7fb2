import { answerBeforeReasoning } from '../analyze/rules/answerBeforeReasoning.ts';
import { instructionsOf } from '../analyze/text/instructions.ts';
import { applyEdits } from '../base/span.ts';
import type { PlacedEdit, Prompt, PromptLanguage } from '../prompt/types.ts';
import { editsToTexts } from './diff.ts';

const patterns: Readonly<Record<PromptLanguage, RegExp>> = {
  en: /^(?<lead>please |you (?:must|should) )?(?:first,? )?(?<answer>(?:(?:answer|respond|reply|say|state|choose|pick|select|classify|rate|score|grade|decide|determine|predict)\b|(?:give|provide|write) (?:me )?(?:the|your|an?) (?:final )?(?:answer|verdict|score|rating|grade|decision|label)\b)[^,;.!?\n]{0,120}?)(?: first)?(?:, (?:and )?(?:then )?|,? and (?:then )?)(?<reasoning>(?:explain|justify)(?: (?:why|how|your (?:reasoning|answer|choice|decision|rating|score)|it|this))?[^,;.!?\n]{0,60}|(?:give|provide|state) (?:the|your|a|an)(?: (?:brief|short))? (?:reasons?|reasoning|explanation|justification|rationale)[^,;.!?\n]{0,60})(?<end>[.!]?)$/i,
  zh: /^(?<lead>(?:[^，,。；！\n]{2,40}[，,](?=请?(?:先|首先)))?请?)(?:先|首先)?(?<answer>(?:回答|判断|选择|给出(?:最终)?(?:答案|结论|评分|判断)|评分|打分|分类)[^，,。；！\n]{0,40})[，,](?:然后|再|并|之后|接着)?(?<reasoning>(?:说明|解释|给出|阐述)(?:你的)?(?:理由|原因|为什么|依据|推理过程)[^，,。；！\n]{0,20})(?<end>[。！；]?)$/u,
};
/** “Give your verdict first, then your reasoning”: one verb for both. */
const oneVerb =
  /^(?<lead>please |you (?:must|should) )?(?<verb>give|state|provide|write|present)(?: me)? (?<answer>(?:the|your|an?) [^,;.!?\n]{2,40}?) first(?:,? (?:and )?then |, (?:and )?|,? followed by |,? and )(?<reasoning>(?:(?:the|your|an?) )?(?:brief |short )?(?:reasons?|reasoning|explanation|justification|rationale)[^,;.!?\n]{0,40})(?<end>[.!]?)$/i;
/** “Answer with yes or no, followed by a short explanation”. */
const followedBy =
  /^(?<lead>please |you (?:must|should) )?(?<answer>(?:answer|respond|reply|state|say|give|choose|pick) [^,;.!?\n]{2,80}?),? followed by (?<reasoning>(?:an?|your|the) (?:brief |short |concise )?(?:explanation|justification|rationale|reason(?:ing)?)[^,;.!?\n]{0,60})(?<end>[.!]?)$/i;
/** Orders for the answer and then its reasons, in more words than can be turned round. */
const answersFirst: Readonly<Record<PromptLanguage, RegExp>> = {
  en: /\bfirst,? (?:say|state|give|tell|decide|answer|choose|pick|judge|rate|score|grade|classify)\b(?! (?:your |the )?(?:reason|expla|justif))[^.!?]{0,120}?\b(?:then|and|afterwards)\b[^.!?]{0,40}\b(?:expla\w+|justif\w+|reason\w*|why|rationale)|\b(?:answer|verdict|decision|conclusion|score|rating|grade|label)\b[^.!?]{0,20} first\b[^.!?]{0,60}\b(?:expla\w+|justif\w+|reason\w*|why|rationale)|\b(?:answer|reply|respond|say|state|decide|choose|pick|rate|score|grade|give|classify)\b[^.!?]{0,80}(?:, (?:and )?then|,? followed by| and then| before you) (?:you )?(?:(?:the|your|an?|give|state|provide|write) )*(?:brief |short )?(?:expla\w+|justif\w+|reason\w*|rationale)|\b(?:expla|justif)\w+[^.!?]{0,40}\bafterwards\b/i,
  zh: /先[^。；！\n]{0,8}?(?:给出|回答|判断|说出?|写出?|下|打|选)(?!.{0,6}(?:理由|原因|依据|推理|分析|思路))[^。；！\n]{0,40}?(?:再|然后|之后|最后|接着|并|，)[^。；！\n]{0,8}?(?:说明|解释|给出|阐述|陈述|写)[^。；！\n]{0,12}?(?:理由|原因|依据|为什么|推理|解释|分析)/u,
};
const afterwards = / (?:afterwards|afterward|after that|below|next)\b/i;

/** The words by which a prompt asks for its answer before the reasons: those of a sentence, or the field that holds the answer. */
export function answerFirstWords(prompt: Prompt): string | undefined {
  const [finding] = answerBeforeReasoning.check(prompt);
  if (finding !== undefined)
    return prompt.messages[finding.place.turn]?.text.slice(finding.place.span.start, finding.place.span.end);
  return instructionsOf(prompt)
    .map(({ sentence: { text } }) => text)
    .find(
      (text) =>
        text.length <= 300 &&
        !conditional.test(text) &&
        (answersFirst[prompt.language].test(text) || turned(text, prompt.language) !== undefined),
    );
}

const aboutAnswer =
  /^(explain|justify) (?:it|this|why$|(?:your|the) (?:answer|choice|decision|rating|score|verdict|grade))(?!\w)/i;
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
  const byVerb = language === 'en' ? turnedNouns(sentence) : undefined;
  if (byVerb !== undefined) return byVerb;
  const { lead = '', answer, reasoning, end = '' } = patterns[language].exec(sentence)?.groups ?? {};
  if (answer === undefined || reasoning === undefined) return undefined;
  if (language === 'zh') return `${lead}先${reasoning}，最后单独一行${answer}${end}`;
  const reasons = reasoning.replace(afterwards, '').replace(aboutAnswer, '$1 your reasoning');
  const body = `${lead}first ${lower(reasons)}, then, on the last line, ${lower(answer)}${end}`;
  return cased(body, sentence);
}

function turnedNouns(sentence: string): string | undefined {
  const match = oneVerb.exec(sentence) ?? followedBy.exec(sentence);
  const { lead = '', verb = 'give', answer, reasoning, end = '' } = match?.groups ?? {};
  if (answer === undefined || reasoning === undefined) return undefined;
  const body = `${lead}first ${lower(verb)} ${reasoning}, then, on the last line, ${lower(answer)}${end}`;
  return cased(body, sentence);
}

/** Begins with a capital where the other sentence does. */
function cased(words: string, like: string): string {
  return /^\p{Lu}/u.test(like) ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
