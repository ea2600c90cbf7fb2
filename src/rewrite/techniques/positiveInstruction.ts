import { negativeOnlyInstruction } from '../../analyze/rules/negativeOnlyInstruction.ts';
import { applyEdits } from '../../base/span.ts';
import { phrase } from '../../base/text.ts';
import type { Prompt } from '../../prompt/types.ts';
import { prohibitionsOf, saysWhatToDo } from '../forbidden.ts';
import { positiveForm } from '../positiveForms.ts';
import { ruleEdits } from '../ruleEdits.ts';
import { foreignScript } from '../script.ts';
import { defineTechnique } from '../types.ts';
import { type Offline, offlineDraft, rewriteWithModel } from '../withModel.ts';

/** Says what to do where the prompt says only what not to do, and keeps what is forbidden. */
export const positiveInstruction = defineTechnique({
  id: 'positive-instruction',
  text: {
    name: { en: 'Say what to do', 'zh-cn': '正面表述' },
    title: {
      en: 'Say what to do instead of what not to do: advice of model vendors, with little measured for recent models',
      'zh-cn': '把“不要做什么”改为“要做什么”：模型厂商的建议，对新模型的测量很少',
    },
    description: {
      en: 'Turns prohibitions that have an exact positive form into it, and adds what to do where a prohibition leaves it open. A prohibition without such a form stays as it is: nothing that is forbidden becomes allowed.',
      'zh-cn':
        '把有等价正面说法的禁令改为正面说法；禁令没有说明该怎么做时，补充应当怎么做。没有等价说法的禁令保持不变：原来禁止的不会变成允许。',
    },
  },
  evidence: negativeOnlyInstruction.evidence,
  unsuited(prompt) {
    return prohibitionsOf(prompt).length > 0
      ? undefined
      : phrase({
          en: 'No sentence of the prompt begins with a prohibition: it already says what to do.',
          'zh-cn': '提示词中没有以禁令开头的句子：它已经说明了该怎么做。',
        });
  },
  async propose(prompt, { ask }, signal) {
    const offline = (): Offline => {
      const foreign = foreignScript(prompt);
      return foreign === undefined ? withPositives(prompt) : { refused: foreign };
    };
    if (ask === undefined) return offlineDraft(prompt, offline());
    const task = {
      change:
        'say what to do where the prompt says only what not to do. Turn a prohibition into a positive instruction only where that forbids exactly the same; otherwise keep it word for word and add what to do instead.',
      done: (_: readonly string[], rewritten: Prompt) => saysWhatToDo(prompt, rewritten),
    };
    return rewriteWithModel(prompt, task, ask, offline, signal);
  },
});

function withPositives(prompt: Prompt): Offline {
  const exact = prohibitionsOf(prompt).flatMap(({ turn, start, end, words }) => {
    const newText = positiveForm(words, prompt.language);
    return newText === undefined ? [] : [{ turn, span: { start, end }, newText }];
  });
  const added = ruleEdits(negativeOnlyInstruction, prompt)
    .map(({ place, newText }) => ({ ...place, newText }))
    .filter(
      ({ turn, span }) =>
        !exact.some(
          (each) => each.turn === turn && each.span.end >= span.start && each.span.start <= span.start,
        ),
    );
  const changed = exact.length + added.length;
  if (changed === 0) return { refused: noForm };
  const texts = prompt.messages.map(({ text }, index) =>
    applyEdits(
      text,
      [...exact, ...added]
        .filter(({ turn }) => turn === index)
        .toSorted((a, b) => a.span.start - b.span.start),
    ),
  );
  const left = prohibitionsOf(prompt).length - changed;
  return left > 0 ? { texts, notes: [phrase(kept, { left })] } : { texts };
}

const noForm = phrase({
  en: 'None of the prohibitions has a positive form that is known to mean the same, so they stay. Choose a model to word them, or write beside them what to do instead.',
  'zh-cn': '这些禁令没有已知的等价正面说法，因此保持不变。请选择一个模型来改写，或在旁边写明应当怎么做。',
});
const kept = {
  en: 'Prohibitions that stay as they are, for want of a positive form that means the same: {left}.',
  'zh-cn': '因没有等价的正面说法而保持不变的禁令：{left} 条。',
};
