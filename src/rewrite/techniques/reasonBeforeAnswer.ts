import { answerBeforeReasoning } from '../../analyze/rules/answerBeforeReasoning.ts';
import { reasonsByItself } from '../../analyze/text/models.ts';
import { phrase } from '../../base/text.ts';
import type { Prompt } from '../../prompt/types.ts';
import { answerFirstWords, reasonFirstEdits } from '../answerFirst.ts';
import { jsonReplyOf } from '../jsonReply.ts';
import { orderBreaksReader } from '../readReply.ts';
import { ruleEdits, textsAfter } from '../ruleEdits.ts';
import { foreignScript } from '../script.ts';
import { defineTechnique } from '../types.ts';
import { type Offline, offlineDraft, rewriteWithModel } from '../withModel.ts';

/** Puts the reasoning a prompt asks for before the answer it is to support. */
export const reasonBeforeAnswer = defineTechnique({
  id: 'reason-before-answer',
  text: {
    name: { en: 'Reason first', 'zh-cn': '先推理后回答' },
    title: {
      en: 'Reason before the answer: for models that do not reason by themselves',
      'zh-cn': '先推理后回答：适用于自身不会推理的模型',
    },
    description: {
      en: 'Reorders what the prompt asks for already: the fields of a JSON reply, or “answer, then explain”, so that the answer can follow from the reasoning. Nothing is added. The answer then stands last; where code is known to read the reply, only the order of JSON fields is changed.',
      'zh-cn':
        '调整提示词已有要求的顺序：JSON 回复的字段，或“先回答再解释”，使答案能由推理得出。不增加内容，答案会移到最后；若已知有代码读取回复，则只调整 JSON 字段的顺序。',
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
    if (answerFirstWords(prompt) !== undefined)
      return ordersFieldsOfJson(prompt) ? undefined : orderBreaksReader(prompt);
    return phrase({
      en: 'The prompt asks for no reasoning after its answer: there is none, or it already comes first.',
      'zh-cn': '提示词没有要求把推理放在答案之后：没有推理，或推理已经在前。',
    });
  },
  async propose(prompt, { ask }, signal) {
    const offline = (): Offline => {
      const foreign = foreignScript(prompt);
      return foreign === undefined ? turnedRound(prompt) : { refused: foreign };
    };
    if (ask === undefined) return offlineDraft(prompt, offline());
    const task = {
      change:
        'reorder what the reply is to hold so that the reasoning or explanation comes before the answer it supports: the order of JSON fields, and of sentences such as "answer, then explain". Change examples of replies in the same way. Ask for the answer on the last line where the reply is prose.',
      done: (texts: readonly string[], rewritten: Prompt) =>
        answerFirstWords(rewritten) === undefined && texts.some((text) => reasons.test(text)),
    };
    return rewriteWithModel(prompt, task, ask, offline, signal);
  },
});

/** Words that ask for reasoning: a rewrite that drops them has changed no order. */
const reasons =
  /\b(?:reason\w*|expla\w+|justif\w+|rationale|why|analysis|analy[sz]e|think\w*|thought\w*|steps?)\b|推理|理由|原因|解释|说明|分析|思考|思路|依据/i;

/** True where nothing changes but the order of JSON fields, which no reader of JSON minds. */
function ordersFieldsOfJson(prompt: Prompt): boolean {
  return jsonReplyOf(prompt) !== undefined && ruleEdits(answerBeforeReasoning, prompt).length > 0;
}

function turnedRound(prompt: Prompt): Offline {
  const edits = editsOf(prompt);
  if (edits.length > 0) return { texts: textsAfter(prompt, edits) };
  return {
    refused: phrase(
      {
        en: 'The answer is asked for first in “{words}”, which cannot be turned round word by word. Choose a model to reword it, or ask for the reasons first by hand.',
        'zh-cn': '“{words}”要求先给出答案，但无法逐字调换顺序。请选择一个模型来改写，或手动改为先说理由。',
      },
      { words: answerFirstWords(prompt) ?? '' },
    ),
  };
}

function editsOf(prompt: Prompt) {
  const fields = ruleEdits(answerBeforeReasoning, prompt);
  return fields.length > 0 ? fields : reasonFirstEdits(prompt);
}
