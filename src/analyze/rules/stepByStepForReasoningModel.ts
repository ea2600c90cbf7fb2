import type { Message } from '../../prompt/types.ts';
import { blankQuoted } from '../text/blank.ts';
import { defineRule, type RawFinding } from '../types.ts';

export const stepByStepForReasoningModel = defineRule({
  id: 'step-by-step-for-reasoning-model',
  category: 'reasoning',
  severity: 'information',
  scope: 'prompt',
  languages: ['en', 'zh'],
  text: {
    title: { en: 'Step by step asked of a reasoning model', 'zh-cn': '要求推理模型逐步思考' },
    message: {
      en: '{model} reasons before it answers: “{phrase}” gains little and costs time and tokens. Leave it out unless a trial shows a gain.',
      'zh-cn':
        '{model} 在回答前会自行推理：“{phrase}”收益很小，却增加时间和 token。除非试验证明有用，否则请删去。',
    },
    why: {
      en: 'Reasoning models work through the task before the visible reply. Asking them to do so again makes the reply longer and slower, and rarely better.',
      'zh-cn': '推理模型在给出可见回复之前已经推演过任务。再要求一遍只会让回复更长、更慢，很少更好。',
    },
  },
  evidence: [
    {
      source: 'OpenAI, Reasoning best practices',
      year: 2025,
      url: 'https://platform.openai.com/docs/guides/reasoning-best-practices',
      models: { en: 'OpenAI’s reasoning models', 'zh-cn': 'OpenAI 的推理模型' },
      finding: {
        en: 'Asking for thinking step by step is unnecessary, because these models reason internally.',
        'zh-cn': '这些模型在内部推理，因此无需要求逐步思考。',
      },
    },
    {
      source:
        'Meincke et al., Prompting Science Report 2: The Decreasing Value of Chain of Thought in Prompting',
      year: 2025,
      url: 'https://arxiv.org/abs/2506.07142',
      models: {
        en: 'o3-mini, o4-mini and Gemini 2.5 Flash among others',
        'zh-cn': 'o3-mini、o4-mini、Gemini 2.5 Flash 等',
      },
      finding: {
        en: 'Reasoning models gained little or nothing from being asked to think step by step, and took clearly longer. One benchmark of hard questions was used.',
        'zh-cn': '要求逐步思考对推理模型几乎没有收益，耗时却明显增加。实验只用了一个难题基准。',
      },
    },
  ],
  examples: [
    {
      title: 'the well-known phrase',
      messages: [
        { role: 'user', text: 'Which of these plays is oldest? {{plays}}\nLet’s think step by step.' },
      ],
      settings: { modelId: 'o3' },
      finds: ['think step by step'],
    },
    {
      title: 'another wording',
      messages: [{ role: 'user', text: 'Reason step-by-step about which play is oldest: {{plays}}' }],
      settings: { modelId: 'openai/o3' },
      finds: ['Reason step-by-step'],
    },
    {
      title: '一步一步思考',
      messages: [{ role: 'user', text: '这些剧本哪一部最早？{{plays}}\n请一步一步思考。' }],
      settings: { modelId: 'o3' },
      finds: ['一步一步思考'],
    },
    {
      title: '逐步推理',
      messages: [{ role: 'user', text: '请逐步推理哪一部剧本最早：{{plays}}' }],
      settings: { modelId: 'gpt-5' },
      finds: ['逐步推理'],
    },
    {
      title: 'a model that does not reason by itself',
      messages: [{ role: 'user', text: 'Which of these plays is oldest? {{plays}}\nThink step by step.' }],
      settings: { modelId: 'gpt-4o' },
      finds: [],
    },
    {
      title: 'no model is named',
      messages: [{ role: 'user', text: 'Which of these plays is oldest? {{plays}}\nThink step by step.' }],
      finds: [],
    },
    {
      title: 'steps are what is asked for',
      messages: [{ role: 'user', text: 'Write step by step instructions for planting {{tree}}.' }],
      settings: { modelId: 'o3' },
      finds: [],
    },
    {
      title: 'it is told not to',
      messages: [{ role: 'user', text: 'Write a haiku about {{tree}}; do not think step by step aloud.' }],
      settings: { modelId: 'o3' },
      finds: [],
    },
    {
      title: 'the answer of an example begins with it',
      messages: [{ role: 'user', text: 'Q: Which play is oldest? {{plays}}\nA: Let’s think step by step.' }],
      settings: { modelId: 'o3' },
      finds: [],
    },
    {
      title: 'the steps are to be read',
      messages: [
        { role: 'user', text: 'Reason step by step about the oldest play: {{plays}}\nShow your reasoning.' },
      ],
      settings: { modelId: 'o3' },
      finds: [],
    },
    {
      title: '推理过程要写出来',
      messages: [{ role: 'user', text: '请逐步推理哪一部剧本最早，并写出推理过程：{{plays}}' }],
      settings: { modelId: 'gpt-5' },
      finds: [],
    },
    {
      title: '要的就是步骤',
      messages: [{ role: 'user', text: '请写出种植{{tree}}的分步说明。' }],
      settings: { modelId: 'o3' },
      finds: [],
    },
  ],
  check({ messages, settings: { modelId } }) {
    if (modelId === undefined || !advisedAgainst.test(modelId)) return [];
    return messages.flatMap((message, turn) => requestsIn(message, turn, modelId));
  },
});

/**
 * Models whose maker advises against asking. DeepSeek's own advice for R1 asks for steps in mathematics, and later
 * models than GPT-5 do not reason unless told to, so neither is here.
 */
const advisedAgainst =
  /(?:^|[/:])(?:o[134](?:-mini|-pro)?|gpt-5(?:-mini|-nano|-pro)?)(?:-\d{4}-\d\d-\d\d)?$/i;
const request =
  /\b(?:think|reason|work)(?: (?:this|it|the problem))?(?: carefully)?(?: through| about)?(?: (?:this|it))?,? step[- ]by[- ]step\b|(?:一步一步|一步步|逐步|按步骤)(?:地|来|进行)?(?:思考|推理|分析|想)/gi;
/** Before the request: it is negated, it describes a format, or it begins the answer of an example or of the slot. */
const elsewhere =
  /(?:\b(?:not|never|without|avoid|format to)|n['’]t|不要|无需|不必|不用|请勿)\s*$|^[ \t]*[*_]*(?:a|answer|output|assistant|答|答案|回答|输出)[*_]*[:：][*_]*[ \t]*(?:let['’]?s |让我们|我们)?$/im;
/** The steps are to stand in the reply, whoever reads it wants them. */
const wantsSteps =
  /\b(?:write|show|list)\b[^.\n]{0,20}\b(?:steps|reasoning)\b|\bsteps of the reasoning\b|(?:写出|列出|展示)[^。\n]{0,8}(?:步骤|每一步|推理|过程)/i;

function requestsIn({ role, text }: Message, turn: number, model: string): readonly RawFinding[] {
  if (role === 'assistant' || wantsSteps.test(text)) return [];
  return [...blankQuoted(text).matchAll(request)]
    .filter(({ index }) => !elsewhere.test(text.slice(Math.max(0, index - 40), index)))
    .map(({ 0: phrase, index }) => ({
      place: { turn, span: { start: index, end: index + phrase.length } },
      values: { model, phrase },
    }));
}
