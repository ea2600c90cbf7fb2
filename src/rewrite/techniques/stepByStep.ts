import { reasonsByItself } from '../../analyze/text/models.ts';
import { phrase } from '../../base/text.ts';
import { holeMark, holeNames } from '../../prompt/holes.ts';
import type { Prompt } from '../../prompt/types.ts';
import { answerFirstWords } from '../answerFirst.ts';
import { jsonReplyOf } from '../jsonReply.ts';
import { stepsBreakReader } from '../readReply.ts';
import { foreignScript } from '../script.ts';
import { withSteps } from '../steps.ts';
import { stepsMisfit } from '../stepTasks.ts';
import { defineTechnique } from '../types.ts';
import { type Offline, offlineDraft, rewriteWithModel } from '../withModel.ts';

/** Below this many tokens a reply has no room for both reasoning and answer. */
const leastTokens = 100;

/** Lets the model reason before it answers, and asks for the answer where a program can read it. */
export const stepByStep = defineTechnique({
  id: 'step-by-step',
  text: {
    name: { en: 'Step by step', 'zh-cn': '逐步推理' },
    title: {
      en: 'Ask to reason step by step: for models that do not reason by themselves',
      'zh-cn': '要求逐步推理：适用于自身不会推理的模型',
    },
    description: {
      en: 'Asks for the reasoning first and the answer last, on a line that a program can read; a requested JSON object gets a reasoning field before its answer. Not offered where code is known to read the reply in a way that this would break, nor for tasks such as translation. It helps with mathematics, logic and other tasks of several steps, changes little elsewhere, and makes every reply longer.',
      'zh-cn':
        '要求先推理、后回答，并把答案放在程序易于读取的最后一行；若要求 JSON，则在答案字段之前加一个推理字段。若已知代码的读取方式会因此失效，或任务是翻译之类，则不提供。它对数学、逻辑等多步任务有帮助，对其他任务作用很小，而且会使每次回复变长。',
    },
  },
  evidence: [
    {
      source: 'Kojima et al., “Large Language Models are Zero-Shot Reasoners”, NeurIPS',
      year: 2022,
      url: 'https://arxiv.org/abs/2205.11916',
      models: {
        en: 'large models of 2022 that do not reason by themselves (text-davinci-002, PaLM 540B)',
        'zh-cn': '2022 年自身不会推理的大模型（text-davinci-002、PaLM 540B）',
      },
      finding: {
        en: 'Adding “Let’s think step by step” raised accuracy on MultiArith from 17.7 % to 78.7 % and on GSM8K from 10.4 % to 40.7 %.',
        'zh-cn':
          '加上“让我们一步步思考”后，MultiArith 准确率从 17.7% 升至 78.7%，GSM8K 从 10.4% 升至 40.7%。',
      },
    },
    {
      source: 'Wei et al., “Chain-of-Thought Prompting Elicits Reasoning in Large Language Models”, NeurIPS',
      year: 2022,
      url: 'https://arxiv.org/abs/2201.11903',
      models: { en: 'models of about 100 billion parameters and more', 'zh-cn': '约千亿参数及以上的模型' },
      finding: {
        en: 'Intermediate steps before the answer help with arithmetic, commonsense and symbolic tasks; smaller models do not gain.',
        'zh-cn': '在答案之前写出中间步骤，对算术、常识和符号任务有帮助；较小的模型没有收益。',
      },
    },
    {
      source:
        'Sprague et al., “To CoT or not to CoT? Chain-of-thought helps mainly on math and symbolic reasoning”, ICLR',
      year: 2025,
      url: 'https://arxiv.org/abs/2409.12183',
      models: { en: '14 models that do not reason by themselves', 'zh-cn': '14 个自身不会推理的模型' },
      finding: {
        en: 'Over 100 papers and 20 data sets the gain is large for mathematics and logic and small for other tasks.',
        'zh-cn': '综合 100 多篇论文和 20 个数据集：收益主要在数学与逻辑任务，其他任务很小。',
      },
    },
  ],
  unsuited(prompt) {
    const { settings } = prompt;
    if (reasonsByItself(settings))
      return phrase(
        {
          en: '{model} reasons by itself before it answers; asking for steps adds cost and no accuracy. Set its reasoning effort instead.',
          'zh-cn': '{model} 在回答前会自行推理，再要求分步只会增加成本而不会更准确。请改为调整它的推理强度。',
        },
        { model: settings.modelId ?? '' },
      );
    const instructions = holeNames(prompt.messages).find((name) => /format_?instructions?/i.test(name));
    if (instructions !== undefined)
      return phrase(
        {
          en: 'The form of the reply is set by {hole}, outside the prompt. Add a reasoning field as the first one there.',
          'zh-cn': '回复的格式由提示词之外的 {hole} 决定。请在那里把推理字段加为第一个字段。',
        },
        { hole: holeMark(instructions) },
      );
    const field = jsonReplyOf(prompt)?.reasoningField;
    if (field !== undefined)
      return phrase(
        {
          en: 'The requested JSON already has a field for reasoning, “{field}”. Where it stands after the answer, the quick fix moves it.',
          'zh-cn': '要求的 JSON 已有推理字段“{field}”。如果它排在答案之后，可用快速修复移到前面。',
        },
        { field },
      );
    if (answerFirstWords(prompt) !== undefined)
      return phrase({
        en: 'The prompt asks for its answer first and for the reasons after it. Turn that round with reason-before-answer instead.',
        'zh-cn': '提示词要求先给出答案、再说明理由。请改用 reason-before-answer 调换顺序。',
      });
    if (prompt.messages.some(({ role, text }) => role !== 'assistant' && asksForSteps(text)))
      return phrase({
        en: 'The prompt already asks for reasoning before the answer.',
        'zh-cn': '提示词已经要求先推理再回答。',
      });
    if (settings.maxTokens !== undefined && settings.maxTokens < leastTokens)
      return phrase(
        {
          en: 'A reply may be {tokens} tokens long, too short for reasoning. Raise the limit first.',
          'zh-cn': '回复上限只有 {tokens} 个 token，容不下推理。请先提高上限。',
        },
        { tokens: settings.maxTokens },
      );
    if (!prompt.messages.some(({ role }) => role === 'user' || role === 'system'))
      return phrase({
        en: 'There is no system or user message to add the instruction to. Add one first.',
        'zh-cn': '没有可以加入该要求的系统消息或用户消息，请先添加一条。',
      });
    return stepsMisfit(prompt) ?? stepsBreakReader(prompt);
  },
  async propose(prompt, { ask }, signal) {
    const offline = (): Offline => {
      const foreign = foreignScript(prompt);
      return foreign === undefined ? withSteps(prompt) : { refused: foreign };
    };
    if (ask === undefined) return offlineDraft(prompt, offline());
    const task = {
      change:
        'make the model reason before it answers: ask it to think step by step, name the steps that suit exactly this task, and ask for the final answer on one last line of the form "Answer: …" ("答案：…" in a Chinese prompt). Where the prompt asks for a JSON object, add a "reasoning" field before all its other fields instead. Rewrite every sentence that asks for only the answer or forbids explanations. Where the prompt shows examples, give each a short reasoning before its answer.',
      liftsProhibitions: true as const,
      done: (texts: readonly string[]) =>
        texts.some(asksForSteps) || jsonReplyOf(withTexts(prompt, texts))?.reasoningField !== undefined,
    };
    return rewriteWithModel(prompt, task, ask, offline, signal);
  },
});

const asked =
  /step[- ]by[- ]step|chain[- ]of[- ]thought|\bthink (?:it |this )?(?:carefully|through|aloud|out loud|first|before)|\breason (?:it |this )?(?:carefully|through|first|before|aloud)|\bshow (?:all )?your (?:work|reasoning|steps|working)|\bexplain your (?:reasoning|thinking|thought|steps)|\bfirst,? (?:think|reason|explain|analy[sz]e|list|compare|identify|note|check|find|work out|consider|write down|weigh|examine|go through|justify)\b[^.\n]{0,200}\b(?:then|finally|after that)\b|\bbefore (?:you )?(?:answer|decid|reply|respond|giv|stat|judg|grad|scor)\w*[^.,\n]{0,40}, (?!(?:double-?)?check|make sure|ensure|verify)(?:please )?(?:list|think|reason|explain|analy[sz]e|compare|identify|note|work out|consider|weigh|examine|write)\b|<(?:think|thinking|reasoning|scratchpad)>|^[ \t*#-]*(?:reasoning|thought|thoughts|rationale)[*]*[:：]|逐步|一步一步|一步步|分步骤?(?:思考|推理|解答)|先[^。\n]{0,6}?(?:思考|推理|分析|列出|找出|比较|对比|梳理|说明理由|说明原因|解释)[^。\n]{0,100}(?:再|然后|最后)|(?:写出|给出|展示|说明)(?:你的|详细|完整|解题|推理|思考)*(?:思考过程|推理过程|解题过程|推理步骤|思路)|让我们.{0,4}思考/gim;
const denied =
  /\b(?:do not|don't|never|without|no need to)\b[^.!?\n]{0,24}$|(?:不要|无需|不需要|不用|请勿|不必|禁止)[^。！？\n]{0,8}$/i;

function asksForSteps(text: string): boolean {
  return [...text.matchAll(asked)].some(
    ({ index }) => !denied.test(text.slice(Math.max(0, index - 40), index)),
  );
}

function withTexts(prompt: Prompt, texts: readonly string[]): Prompt {
  return {
    ...prompt,
    messages: prompt.messages.map((message, turn) => ({
      ...message,
      text: texts[turn] ?? message.text,
      holes: [],
    })),
  };
}
