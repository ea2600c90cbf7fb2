import { answerBeforeReasoning } from '../../analyze/rules/answerBeforeReasoning.ts';
import { reasonsByItself } from '../../analyze/text/models.ts';
import { phrase } from '../../base/text.ts';
import type { Prompt } from '../../prompt/types.ts';
import { reasonFirstEdits } from '../answerFirst.ts';
import { ruleEdits, textsAfter } from '../ruleEdits.ts';
import { foreignScript } from '../script.ts';
import { defineTechnique } from '../types.ts';
import { type Offline, offlineDraft, rewriteWithModel } from '../withModel.ts';

/** Puts the reasoning a prompt asks for before the answer it is to support. */
export const reasonBeforeAnswer = defineTechnique({
  id: 'reason-before-answer',
  text: {
    title: {
      en: 'Reason before the answer: for models that do not reason by themselves',
      'zh-cn': '先推理后回答：适用于自身不会推理的模型',
    },
    description: {
      en: 'Reorders what the prompt asks for already: the fields of a JSON reply, or “answer, then explain”, so that the answer can follow from the reasoning. Nothing is added; the answer then stands last, so code that reads the first line must read the last one.',
      'zh-cn':
        '调整提示词已有要求的顺序：JSON 回复的字段，或“先回答再解释”，使答案能由推理得出。不增加内容；答案会移到最后，读取第一行的代码需改为读取最后一行。',
    },
  },
  evidence: answerBeforeReasoning.evidence,
  unsuited(prompt) {
    if (reasonsByItself(prompt.settings))
      return phrase(
        {
          en: '{model} reasons by itself before it answers; the order of the reply changes nothing for it.',
          'zh-cn': '{model} 在回答前会自行推理，回复中的顺序对它没有影响。',
        },
        { model: prompt.settings.modelId ?? '' },
      );
    return editsOf(prompt).length > 0
      ? undefined
      : phrase({
          en: 'The prompt asks for no reasoning after its answer: there is none, or it already comes first.',
          'zh-cn': '提示词没有要求把推理放在答案之后：没有推理，或推理已经在前。',
        });
  },
  async propose(prompt, { ask }, signal) {
    const offline = (): Offline => {
      const foreign = foreignScript(prompt);
      return foreign === undefined ? { texts: textsAfter(prompt, editsOf(prompt)) } : { refused: foreign };
    };
    if (ask === undefined) return offlineDraft(prompt, offline());
    const task = {
      change:
        'reorder what the reply is to hold so that the reasoning or explanation comes before the answer it supports: the order of JSON fields, and of sentences such as "answer, then explain". Change examples of replies in the same way. Ask for the answer on the last line where the reply is prose.',
      done: (texts: readonly string[], rewritten: Prompt) =>
        editsOf(rewritten).length === 0 && texts.some((text) => reasons.test(text)),
    };
    return rewriteWithModel(prompt, task, ask, offline, signal);
  },
});

/** Words that ask for reasoning: a rewrite that drops them has changed no order. */
const reasons =
  /\b(?:reason\w*|expla\w+|justif\w+|rationale|why|analysis|analy[sz]e|think\w*|thought\w*|steps?)\b|推理|理由|原因|解释|说明|分析|思考|思路|依据/i;

function editsOf(prompt: Prompt) {
  const fields = ruleEdits(answerBeforeReasoning, prompt);
  return fields.length > 0 ? fields : reasonFirstEdits(prompt);
}
