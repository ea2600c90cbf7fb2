import { phrase } from '../../base/text.ts';
import type { Prompt } from '../../prompt/types.ts';
import { criteriaOf } from '../criteria.ts';
import { homeOf } from '../home.ts';
import { appendSentences } from '../layout.ts';
import { replacedText } from '../ruleEdits.ts';
import { foreignScript } from '../script.ts';
import { defineTechnique } from '../types.ts';
import { type Offline, offlineDraft, rewriteWithModel } from '../withModel.ts';

/** Has the model check its reply against what the prompt itself demands of it. */
export const selfCheck = defineTechnique({
  id: 'self-check',
  text: {
    name: { en: 'Check the answer', 'zh-cn': '自查回答' },
    title: {
      en: 'Check the answer against the prompt’s own demands: for form and length, not for right or wrong',
      'zh-cn': '按提示词自身的要求自查：针对格式与长度，不判断对错',
    },
    description: {
      en: 'Asks the model to check its reply against demands the prompt itself makes and that can be read off it: JSON, labels, length. That models mend their replies so is not shown; a general “check your answer” can even turn right answers into wrong ones. A program that checks the reply is safer.',
      'zh-cn':
        '要求模型按提示词自身提出、且能直接核对的要求检查回复：JSON、标签、长度。没有证据表明模型会因此改好回复；笼统的“请检查答案”甚至可能把对的改错。由程序检查回复更可靠。',
    },
  },
  evidence: [
    {
      source: 'Huang et al., “Large Language Models Cannot Self-Correct Reasoning Yet”, ICLR',
      year: 2024,
      url: 'https://arxiv.org/abs/2310.01798',
      models: {
        en: 'GPT-3.5, GPT-4 and Llama 2, without outside feedback',
        'zh-cn': 'GPT-3.5、GPT-4 与 Llama 2，无外部反馈',
      },
      finding: {
        en: 'Asked to review their own reasoning without outside feedback, models struggled to correct it and sometimes got worse. So this technique checks demands that can be read off, not whether the answer is right.',
        'zh-cn':
          '在没有外部反馈时让模型复查自己的推理，模型难以纠正，有时反而变差。因此本技术只检查可直接核对的要求，而不检查答案对错。',
      },
    },
  ],
  unsuited(prompt) {
    if (prompt.messages.some(({ role, text }) => role !== 'assistant' && checks.test(text)))
      return phrase({
        en: 'The prompt already asks for a check of the reply.',
        'zh-cn': '提示词已经要求检查回复。',
      });
    return homeOf(prompt) >= 0 && criteriaOf(prompt).length > 0
      ? undefined
      : phrase({
          en: 'No demand on the whole reply was recognised that can be read off it, such as JSON, labels, a length or a number of items. State one first: “double-check” alone can turn right answers into wrong ones.',
          'zh-cn':
            '未识别出对整个回复的、可直接核对的要求，例如 JSON、标签、长度或条数。请先写明一项：仅仅“请再检查”可能把对的改错。',
        });
  },
  async propose(prompt, { ask }, signal) {
    const offline = (): Offline => {
      const foreign = foreignScript(prompt);
      return foreign === undefined ? withCheck(prompt) : { refused: foreign };
    };
    if (ask === undefined) return offlineDraft(prompt, offline());
    const task = {
      change:
        'add one sentence, as the last instruction, that has the model check its reply before it gives it ("Before you reply, check that …", "回复之前，请检查…"). Name only demands that the prompt itself makes and that can be read off the reply: form, labels, length, language. No general "double-check", and nothing about whether the answer is right.',
      done: (texts: readonly string[]) => texts.some((text) => checks.test(text)),
    };
    return rewriteWithModel(prompt, task, ask, offline, signal);
  },
});

/** Orders to check one’s own reply, not the text that the task is about. */
const checks =
  /\b(?:double|cross)[- ]?check|\bcheck that (?:the reply|your)\b|\b(?:check|verify|review|re-?read|validate|proofread) (?:that )?your (?:\w+ )?(?:answer|reply|response|output|work|draft|result)|\b(?:make sure|check|verify|review|ensure|re-?read)\b[^.\n]{0,60}\bbefore (?:you )?(?:repl|respond|answer|submit|return|output|send|finali[sz])|\bbefore (?:you )?(?:repl|respond|answer|submit|return|output|send|finali[sz])\w*[^.\n]{0,40}\b(?:check|verify|make sure|ensure|re-?read|review)\b|(?:检查|核对|复查|验证)(?:你的|一遍|自己的)|(?:回复|回答|输出|提交|作答)(?:之)?前[^。\n]{0,8}(?:检查|核对|确认|复查|验证)|(?:检查|核对|确认)[^。\n]{0,10}后再(?:回复|回答|输出|提交)|自查/i;

function withCheck(prompt: Prompt): Offline {
  const criteria = criteriaOf(prompt);
  const turn = homeOf(prompt);
  const sentence =
    prompt.language === 'zh'
      ? `回复之前，请检查：${criteria.join('；')}。不符合时先改正。`
      : `Before you reply, check that ${new Intl.ListFormat('en').format(criteria)}; correct it where that does not hold.`;
  return {
    texts: replacedText(
      prompt,
      turn,
      appendSentences(prompt.messages[turn]?.text ?? '', sentence, prompt.language),
    ),
  };
}
