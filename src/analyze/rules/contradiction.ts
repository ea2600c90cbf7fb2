import type { Span } from '../../base/span.ts';
import { type Clash, clashes } from '../text/clashes.ts';
import {
  type Instruction,
  inOneScope,
  instructionsOf,
  isUnconditional,
  spanIn,
} from '../text/instructions.ts';
import { defineRule, type RawFinding } from '../types.ts';

export const contradiction = defineRule({
  id: 'contradiction',
  category: 'consistency',
  severity: 'warning',
  scope: 'prompt',
  languages: ['en', 'zh'],
  text: {
    title: { en: 'Contradictory instructions', 'zh-cn': '相互矛盾的指令' },
    message: {
      en: '“{second}” cannot be followed together with “{first}”: keep one, or say when each holds.',
      'zh-cn': '“{second}”与“{first}”无法同时遵守：请只保留一条，或说明各自适用的情况。',
    },
    why: {
      en: 'Faced with two instructions that exclude each other, a model picks one, and not always the same one: replies vary between samples and between models for no reason in the input. Which one was meant only you can say.',
      'zh-cn':
        '面对两条互相排斥的指令，模型会任选其一，而且不一定每次都选同一条：回复会在不同采样、不同模型之间变化，而原因并不在输入中。究竟要哪一条，只有你能决定。',
    },
  },
  evidence: [
    {
      source:
        'Geng et al., Control Illusion: The Failure of Instruction Hierarchies in Large Language Models',
      year: 2025,
      url: 'https://arxiv.org/abs/2502.15851',
      models: {
        en: 'six models of 2024 and 2025, open and closed',
        'zh-cn': '2024 至 2025 年的六个开放和封闭模型',
      },
      finding: {
        en: 'Given conflicting constraints on format, models did not reliably follow the one with priority, even across system and user message.',
        'zh-cn': '面对互相冲突的格式约束，模型不能可靠地遵守优先的一条，即使两条分别位于系统消息和用户消息。',
      },
    },
    {
      source:
        'Wallace et al., The Instruction Hierarchy: Training LLMs to Prioritize Privileged Instructions',
      year: 2024,
      url: 'https://arxiv.org/abs/2404.13208',
      models: { en: 'GPT-3.5 Turbo, trained for it', 'zh-cn': '经过专门训练的 GPT-3.5 Turbo' },
      finding: {
        en: 'A model can be trained to prefer the system message in a conflict; within one message there is no such order.',
        'zh-cn': '可以训练模型在冲突时优先遵守系统消息；但在同一条消息之内并没有这样的先后。',
      },
    },
  ],
  examples: [
    {
      title: 'brief and in great detail',
      messages: [
        {
          role: 'user',
          text: 'Explain how tides work. Be concise. Describe every step in great detail.',
        },
      ],
      finds: ['in great detail'],
    },
    {
      title: 'limits that exclude each other',
      messages: [
        {
          role: 'user',
          text: 'Write a product description.\n- Use at least 200 words.\n- Use no more than 150 words.',
        },
      ],
      finds: ['no more than 150 words'],
    },
    {
      title: 'two languages for the reply',
      messages: [
        { role: 'system', text: 'You are a travel guide. Always answer in English.' },
        { role: 'user', text: 'Which sights are near the station? Please reply in French.' },
      ],
      finds: ['reply in French'],
    },
    {
      title: 'JSON alone, and an explanation after it',
      messages: [
        {
          role: 'user',
          text: 'List the planets. Return only JSON.\nAfter the JSON, add a short explanation.',
        },
      ],
      finds: ['After the JSON, add a short explanation'],
    },
    {
      title: 'always and never the same',
      messages: [
        {
          role: 'system',
          text: 'Always include a source link. Answer politely. Never include a source link.',
        },
      ],
      finds: ['Never include a source link'],
    },
    {
      title: '简洁与详尽',
      messages: [{ role: 'user', text: '介绍一下光合作用。回答要简洁。请尽可能详细地说明每个阶段。' }],
      finds: ['尽可能详细'],
    },
    {
      title: '两种回答语言',
      messages: [{ role: 'user', text: '请用中文回答。说明潮汐的成因。必须使用英文回答。' }],
      finds: ['使用英文回答'],
    },
    {
      title: '必须与不得',
      messages: [{ role: 'user', text: '必须列出参考文献。语气友好。不要列出参考文献。' }],
      finds: ['不要列出参考文献'],
    },
    {
      title: 'each under its own condition',
      messages: [
        {
          role: 'system',
          text: 'If the user writes French, answer in French. Answer in English when the user writes English.',
        },
      ],
      finds: [],
    },
    {
      title: 'different things are short and detailed',
      messages: [
        {
          role: 'user',
          text: 'Write a report. Keep the title short. Describe the method in great detail.',
        },
      ],
      finds: [],
    },
    {
      title: 'sections about different things',
      messages: [
        { role: 'system', text: '# Chat\nBe concise.\n\n# Reports\nDescribe every step in great detail.' },
      ],
      finds: [],
    },
    {
      title: '字数上下限可以同时满足',
      messages: [{ role: 'user', text: '写一段产品介绍，不少于100字。不超过200字。' }],
      finds: [],
    },
  ],
  *check(prompt) {
    const instructions = instructionsOf(prompt).filter(({ sentence }) => anyMention.test(sentence.text));
    for (const clash of clashes) {
      const finding = firstClash(clash, instructions);
      if (finding !== undefined) yield finding;
    }
  },
});

/** One pass leaves the few sentences that any clash needs to look at. */
const anyMention = new RegExp(clashes.map(({ mention }) => mention.source).join('|'), 'i');

interface Demand {
  readonly instruction: Instruction;
  readonly value: string | number;
  readonly words: string;
  readonly span: Span;
}

/** The first demand that excludes an earlier one; one finding per kind of clash, for mending it may mend the others. */
function firstClash(clash: Clash, instructions: readonly Instruction[]): RawFinding | undefined {
  const seen = new Map<string, Demand>();
  for (const instruction of instructions) {
    for (const demand of demandsOf(clash, instruction)) {
      for (const earlier of seen.values()) {
        if (!clash.excludes(earlier.value, demand.value) || !inOneScope(earlier.instruction, instruction))
          continue;
        const { turn } = instruction;
        return { place: { turn, span: demand.span }, values: { first: earlier.words, second: demand.words } };
      }
      const { turn, sentence } = instruction;
      const key = `${demand.value} ${turn} ${sentence.section}`;
      if (!seen.has(key) && seen.size < 200) seen.set(key, demand);
    }
  }
  return undefined;
}

function demandsOf({ mention, demands }: Clash, instruction: Instruction): readonly Demand[] {
  const { text } = instruction.sentence;
  if (!mention.test(text) || !isUnconditional(instruction)) return [];
  return demands(text).map(({ value, index, words }) => ({
    instruction,
    value,
    words,
    span: spanIn(instruction, index, words.length),
  }));
}
