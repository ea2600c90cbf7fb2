import { reasonsByItself } from '../../analyze/text/models.ts';
import { applyEdits, type TextEdit } from '../../base/span.ts';
import { phrase } from '../../base/text.ts';
import { holeMark, holeNames } from '../../prompt/holes.ts';
import type { Message, Prompt } from '../../prompt/types.ts';
import { type AnswerOnly, answerOnlySentences } from '../answerOnly.ts';
import { jsonReplyOf, withReasoningField, withReasoningKey } from '../jsonReply.ts';
import { withoutHoles } from '../labels.ts';
import { appendSentences } from '../layout.ts';
import { foreignScript } from '../script.ts';
import { closedBy, fieldSentence, instructionSentence, stepSentence } from '../stepTexts.ts';
import { defineTechnique } from '../types.ts';
import { type Offline, offlineDraft, rewriteWithModel } from '../withModel.ts';

/** Below this many tokens a reply has no room for both reasoning and answer. */
const leastTokens = 100;

/** Lets the model reason before it answers, and asks for the answer where a program can read it. */
export const stepByStep = defineTechnique({
  id: 'step-by-step',
  text: {
    title: {
      en: 'Ask for step-by-step reasoning: for models that do not reason by themselves',
      'zh-cn': '要求逐步推理：适用于自身不会推理的模型',
    },
    description: {
      en: 'Asks for the reasoning first and the answer last, on a line that a program can read; a requested JSON object gets a reasoning field before its answer. It helps with mathematics, logic and other tasks of several steps, changes little elsewhere, and makes every reply longer.',
      'zh-cn':
        '要求先推理、后回答，并把答案放在程序易于读取的最后一行；若要求 JSON，则在答案字段之前加一个推理字段。它对数学、逻辑等多步任务有帮助，对其他任务作用很小，而且会使每次回复变长。',
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
    if (prompt.messages.some(({ role, text }) => role !== 'assistant' && asksForSteps(text)))
      return phrase({
        en: 'The prompt already asks for reasoning before the answer.',
        'zh-cn': '提示词已经要求先推理再回答。',
      });
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
    if (settings.maxTokens !== undefined && settings.maxTokens < leastTokens)
      return phrase(
        {
          en: 'A reply may be {tokens} tokens long, too short for reasoning. Raise the limit first.',
          'zh-cn': '回复上限只有 {tokens} 个 token，容不下推理。请先提高上限。',
        },
        { tokens: settings.maxTokens },
      );
    return prompt.messages.some(({ role }) => role === 'user' || role === 'system')
      ? undefined
      : phrase({
          en: 'There is no system or user message to add the instruction to. Add one first.',
          'zh-cn': '没有可以加入该要求的系统消息或用户消息，请先添加一条。',
        });
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
      done: (texts: readonly string[]) =>
        texts.some(asksForSteps) || jsonReplyOf(withTexts(prompt, texts))?.reasoningField !== undefined,
    };
    return rewriteWithModel(prompt, task, ask, offline, signal);
  },
});

const asked =
  /step[- ]by[- ]step|chain[- ]of[- ]thought|\bthink (?:it |this )?(?:carefully|through|aloud|out loud|first|before)|\breason (?:it |this )?(?:carefully|through|first|before|aloud)|\bshow (?:all )?your (?:work|reasoning|steps|working)|\bexplain your (?:reasoning|thinking|thought|steps)|\bfirst,? (?:think|reason|explain|analy[sz]e)\b[^.\n]*\bthen\b|<(?:think|thinking|reasoning|scratchpad)>|^[ \t*#-]*(?:reasoning|thought|thoughts|rationale)[*]*[:：]|逐步|一步一步|一步步|分步骤?(?:思考|推理|解答)|先(?:思考|推理|分析)[^。\n]*(?:再|然后|最后)|(?:写出|给出|展示|说明)(?:你的|详细|完整|解题|推理|思考)*(?:思考过程|推理过程|解题过程|推理步骤|思路)|让我们.{0,4}思考/gim;
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

function withSteps(prompt: Prompt): Offline {
  if (prompt.kind === 'instructions')
    return appended(prompt, instructionSentence(prompt.language), homeOf(prompt));
  return jsonReplyOf(prompt) === undefined ? withAnswerLine(prompt) : withJsonField(prompt);
}

function withJsonField(prompt: Prompt): Offline {
  const { turn, shapes } = jsonReplyOf(prompt) ?? { turn: -1, shapes: [] };
  const message = prompt.messages[turn];
  const [shape, ...others] = shapes;
  if (others.length > 0)
    return {
      refused: phrase({
        en: 'The prompt shows several JSON objects without reasoning; each would need its own. Choose a model to write them, or add a “reasoning” field by hand.',
        'zh-cn':
          '提示词里有多个不带推理的 JSON 对象，每个都需要各自的推理。请选择一个模型来撰写，或手动添加“reasoning”字段。',
      }),
    };
  if (message !== undefined && shape !== undefined)
    return { texts: replaced(prompt, turn, withReasoningField(message, shape, prompt.language)) };
  const listed = message === undefined ? undefined : withReasoningKey(message, prompt.language);
  const sentence = fieldSentence(prompt.language);
  if (listed !== undefined) return { texts: replaced(prompt, turn, listed) };
  if (/json (?:array|list)\b|json ?(?:数组|列表)/i.test(message?.text ?? ''))
    return {
      refused: phrase({
        en: 'The reply is a JSON array, which has no place for reasoning. Ask for an object that holds the array, then try again.',
        'zh-cn': '要求的回复是 JSON 数组，没有放推理的位置。请先改为要求一个包含该数组的对象，再试一次。',
      }),
    };
  return appended(prompt, sentence, turn >= 0 ? turn : homeOf(prompt));
}

function withAnswerLine(prompt: Prompt): Offline {
  const found = prompt.messages.map((message) =>
    message.role === 'assistant' || message.role === 'tool'
      ? []
      : answerOnlySentences(message, prompt.language),
  );
  const cue = cueOf(prompt);
  const all = found.flatMap((sentences, turn) => sentences.map((sentence) => ({ sentence, turn })));
  const main = all.find(({ sentence }) => sentence.payload !== undefined) ?? all[0];
  const texts = prompt.messages.map(({ text }, turn) => {
    const edits = (found[turn] ?? []).map((sentence) =>
      sentence === main?.sentence ? mainEdit(prompt, sentence, cue?.label) : restEdit(prompt, turn, sentence),
    );
    const edited = applyEdits(text, edits);
    return cue?.turn === turn && main !== undefined ? withoutCue(edited) : edited;
  });
  if (main !== undefined) return { texts };
  const home = cue?.turn ?? homeOf(prompt);
  const base = cue === undefined ? (texts[home] ?? '') : withoutCue(texts[home] ?? '');
  return {
    texts: texts.map((text, turn) =>
      turn === home ? appendSentences(base, stepSentence(prompt, cue?.label), prompt.language) : text,
    ),
  };
}

/** The first sentence that leaves no room becomes the one that does; what it said before stays. */
function mainEdit(prompt: Prompt, sentence: AnswerOnly, label: string | undefined): TextEdit {
  const { start, end, before, payload, opensList } = sentence;
  const instruction = stepSentence(prompt, label, payload, opensList);
  return { span: { start, end }, newText: closedBy(before, instruction, prompt.language) };
}

/** Every further one goes, with its line where it has one to itself; what it said before, or wanted as the answer, stays. */
function restEdit(
  prompt: Prompt,
  turn: number,
  { start, end, before, payload, opensList }: AnswerOnly,
): TextEdit {
  const text = prompt.messages[turn]?.text ?? '';
  if (payload !== undefined) {
    const line = prompt.language === 'zh' ? `这一行应写${payload}` : `That line holds ${payload}`;
    const instruction = line + (opensList ? ':' : prompt.language === 'zh' ? '。' : '.');
    return { span: { start, end }, newText: closedBy(before, instruction, prompt.language) };
  }
  if (before !== '') return { span: { start, end }, newText: closedBy(before, '', prompt.language) };
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end);
  const alone =
    /^[ \t]*(?:[-*+•>]|\d{1,3}[.)、])?[ \t]*$/.test(text.slice(lineStart, start)) &&
    text.slice(end, lineEnd).trim() === '';
  if (alone && lineStart > 0) return { span: { start: lineStart - 1, end: lineEnd }, newText: '' };
  const gap = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  return {
    span: { start: text.slice(lineStart, start).trim() === '' ? start : start - gap, end },
    newText: '',
  };
}

interface Cue {
  readonly turn: number;
  readonly label: string;
}

const trailingCue = /\n[ \t]*(?:\*\*)?([\p{L}][\p{L} ]{0,24})(?:\*\*)?[:：](?:\*\*)?\s*$/u;

/** Labels that wait for an input to be joined on, not for an answer. */
const inputLabel =
  /^(?:(?:ai )?(?:assistant|chat ?bot|bot|ai|agent|model|(?:chat)?gpt)|q|inputs?|questions?|query|queries|user|human|text|context|document|passage|article|transcript|sentence|paragraph|message|problem|task|code|data|topic|输入|问题|文本|上下文|内容|用户|原文|句子|资料|代码|数据)$|(?:input|question|text|query|问题|输入|文本|内容)$/i;

/** The label that ends the last message of the user and waits to be completed, such as `Sentiment:`. */
function cueOf({ messages, language }: Prompt): Cue | undefined {
  const turn = messages.findLastIndex(({ role }) => role === 'user');
  const message = turn === messages.length - 1 ? messages[turn] : undefined;
  const match = trailingCue.exec(message?.text ?? '');
  const label = match?.[1]?.trim();
  if (message === undefined || match === null || label === undefined) return undefined;
  const before = message.text.slice(0, match.index).trimEnd();
  const completes = message.holes.some(({ span }) => span.start < match.index) && !/[:：]$/.test(before);
  if (!completes || label.split(/\s+/).length > 3 || inputLabel.test(label)) return undefined;
  const shown = new RegExp(`^[ \\t]*${label}[:：]`, 'mu').test(before);
  return { turn, label: label.length > 1 || shown ? label : language === 'zh' ? '答案' : 'Answer' };
}

function withoutCue(text: string): string {
  const cue = trailingCue.exec(text);
  if (cue === null) return text;
  const before = text.slice(0, cue.index);
  return before.trimEnd() + (/\n[ \t]*$/.exec(text.slice(before.length + 1))?.[0] ?? '');
}

function appended(prompt: Prompt, sentence: string, turn: number): Offline {
  const text = appendSentences(prompt.messages[turn]?.text ?? '', sentence, prompt.language);
  return { texts: replaced(prompt, turn, text) };
}

function replaced({ messages }: Prompt, turn: number, newText: string): readonly string[] {
  return messages.map(({ text }, index) => (index === turn ? newText : text));
}

/** Where the instructions stand: the last user message where it says more than its holes, else the system message. */
function homeOf({ messages }: Prompt): number {
  const user = messages.findLastIndex(({ role }) => role === 'user');
  const system = messages.findLastIndex(({ role }) => role === 'system');
  const message = messages[user];
  return message !== undefined && (system < 0 || instructs(message)) ? user : system;
}

function instructs(message: Message): boolean {
  const words = withoutHoles(message).match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}'])+/gu) ?? [];
  return words.length >= 5;
}
