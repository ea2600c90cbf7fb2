import type { Place, Prompt } from '../../prompt/types.ts';
import { instructionsOf, spanIn } from './instructions.ts';

/** Sentences that name the answer first and its reasons as what comes then. */
const orders =
  /\b(?:(?:first,? |start with |begin with )[^,;.!?]{1,80}|(?:answer|decide|judge|classify|rate|score|grade|state|say|give)\b[^,;.!?]{1,80} first),? (?:and )?(?:then )?(?:explain|justify|give (?:the|your) reasons?)(?: (?:why|it|your [a-z]+|the reasons?(?: why)?))?(?=[.!]|$| in | with )|(?:首先|先)(?:回答|判断|选择|给出|评分|打分|分类|判定|写出)[^，,。；！]{1,30}[，,]?(?:再|然后|接着|之后)(?:说明|解释|给出|阐述|写出)(?:你的)?(?:判断|评分|具体)?(?:的)?(?:理由|原因|依据)/i;
/** What comes first is reasoning already. */
const reasonsFirst =
  /\b(?:think|reason|analy[sz]e|explain|consider|summari[sz]e|list)\b|分析|思考|推理|解释|列出/i;

const condition = /\b(?:if|when|whenever|unless)\b|如果|若|当.{0,10}时/i;

/** The sentences of a prompt that ask for the answer and then for its reasons. */
export function answerFirstIn(
  prompt: Prompt,
): readonly { readonly place: Place; readonly wording: string }[] {
  return instructionsOf(prompt).flatMap((instruction) => {
    const { text } = instruction.sentence;
    const match = orders.exec(text);
    if (match === null || condition.test(text)) return [];
    const [wording] = match;
    if (reasonsFirst.test(wording.replace(/(?:then|explain|justify|再|然后|接着|之后).*$/i, ''))) return [];
    return [
      { place: { turn: instruction.turn, span: spanIn(instruction, match.index, wording.length) }, wording },
    ];
  });
}
