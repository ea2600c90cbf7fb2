import { type Phrase, phrase } from '../base/text.ts';
import type { Prompt } from '../prompt/types.ts';
import { withoutHoles } from './labels.ts';

/** Above this share of other letters a prompt is in neither English nor Chinese. */
const mostOtherLetters = 0.3;

/**
 * Why sentences cannot be written for a prompt without a model: it is in a script that is neither Latin nor Chinese. Languages that
 * share the Latin script are not told apart.
 */
export function foreignScript(prompt: Prompt): Phrase | undefined {
  const text = prompt.messages.map((message) => withoutHoles(message)).join('\n');
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const other = text.match(/(?![\p{Script=Latin}\p{Script=Han}\p{Script=Greek}])\p{L}/gu)?.length ?? 0;
  return letters > 0 && other / letters > mostOtherLetters ? refused : undefined;
}

const refused = phrase({
  en: 'Without a model only English and Chinese prompts can be rewritten. Choose a model to rewrite this one in its own language.',
  'zh-cn': '不用模型时只能改写英文和中文提示词。请选择一个模型，用提示词自身的语言来改写。',
});
