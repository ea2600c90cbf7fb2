import type { Prompt } from '../../prompt/types.ts';
import { answerFirstIn } from '../text/answerFirst.ts';
import { type WrongOrder, wrongOrders } from '../text/answerOrder.ts';
import { reasonsByItself } from '../text/models.ts';
import { readAs } from '../text/replyFormat.ts';
import { defineRule, type Fix, type RawFinding } from '../types.ts';

const inWords = {
  en: '“{wording}” asks for the answer before its reasons, so they come too late to help: ask for the reasons first.',
  'zh-cn': '“{wording}”要求先给答案再说理由，理由来不及帮助得出答案：应先要求理由。',
};

/** What a prompt says when it asks for the reply in this form. */
const requests =
  /json|\b(?:format|schema|respond|response|reply|return|output|keys?|fields?|structure)\b|输出|返回|格式|回复|字段/i;
/** The same in an instruction file, which also documents data that is not asked of the model. */
const commands =
  /\b(?:respond|reply|answer|return|produce|output) (?:with|in|as|using|an?|the|only|exactly|JSON)\b|\b(?:response|reply|output) format\b|输出|返回|回复/i;

export const answerBeforeReasoning = defineRule({
  id: 'answer-before-reasoning',
  category: 'reasoning',
  severity: 'warning',
  scope: 'prompt',
  languages: ['en', 'zh'],
  text: {
    title: { en: 'Answer field before reasoning field', 'zh-cn': '答案字段在推理字段之前' },
    message: {
      en: 'The reply must write “{answer}” before “{reasoning}”, so the reasoning comes too late to help: put “{reasoning}” first.',
      'zh-cn': '回复必须先写“{answer}”再写“{reasoning}”，推理来不及帮助得出答案：应把“{reasoning}”放在前面。',
    },
    why: {
      en: 'A model writes the fields in the order it is shown. With the answer first, the reasoning after it can only defend an answer already given. With the reasoning first, the answer can follow from it, and the same fields are returned. For models that reason before they reply the order does not matter.',
      'zh-cn':
        '模型按照给定的顺序书写字段。答案在前，后面的推理只能为已经给出的答案辩护；推理在前，答案才能由推理得出，而返回的字段不变。对回复前会自行推理的模型，顺序无关紧要。',
    },
  },
  evidence: [
    {
      source:
        'Tam et al., Let Me Speak Freely? A Study on the Impact of Format Restrictions on Performance of LLMs',
      year: 2024,
      url: 'https://arxiv.org/abs/2408.02442',
      models: {
        en: 'models that do not reason by themselves (GPT-3.5 Turbo, Claude 3 Haiku, Gemini 1.5 Flash, LLaMA 3 8B, Gemma 2 9B)',
        'zh-cn':
          '不会自行推理的模型（GPT-3.5 Turbo、Claude 3 Haiku、Gemini 1.5 Flash、LLaMA 3 8B、Gemma 2 9B）',
      },
      finding: {
        en: 'In JSON mode GPT-3.5 Turbo wrote the answer key before the reason key in all replies to the last-letter task, which turned step-by-step answering into direct answering and cost accuracy.',
        'zh-cn':
          '在 JSON 模式下，GPT-3.5 Turbo 在末字母任务的全部回复中都把答案键写在理由键之前，逐步作答变成直接作答，准确率因此下降。',
      },
    },
    {
      source: 'Wei et al., Chain-of-Thought Prompting Elicits Reasoning in Large Language Models',
      year: 2022,
      url: 'https://arxiv.org/abs/2201.11903',
      models: { en: 'large models that do not reason by themselves', 'zh-cn': '不会自行推理的大模型' },
      finding: {
        en: 'Reasoning written after the answer gave no gain over the answer alone; reasoning before it did (section 3.3, arithmetic).',
        'zh-cn': '推理写在答案之后，与只给答案相比没有收益；写在答案之前才有（第 3.3 节，算术任务）。',
      },
    },
  ],
  examples: [
    {
      title: 'one line',
      messages: [
        {
          role: 'user',
          text: 'Grade the essay. Respond in JSON: {"score": 1-10, "reasoning": "why"}',
        },
      ],
      finds: ['score'],
      fixed: ['Grade the essay. Respond in JSON: {"reasoning": "why", "score": 1-10}'],
    },
    {
      title: 'several lines, other fields stay in place',
      messages: [
        {
          role: 'system',
          text: 'Return JSON in this format:\n{\n  "id": 1,\n  "answer": "A, B or C",\n  "confidence": 0.5,\n  "explanation": "..."\n}',
        },
      ],
      finds: ['answer'],
      fixed: [
        'Return JSON in this format:\n{\n  "id": 1,\n  "explanation": "...",\n  "answer": "A, B or C",\n  "confidence": 0.5\n}',
      ],
    },
    {
      title: 'a request and its example reply are mended together',
      messages: [
        { role: 'user', text: 'Is the claim true? Output {"verdict": "...", "rationale": "..."}' },
        { role: 'assistant', text: '{"verdict": "true", "rationale": "The source says so."}' },
        { role: 'user', text: '<claim>{{claim}}</claim>' },
      ],
      finds: ['verdict'],
      fixed: [
        'Is the claim true? Output {"rationale": "...", "verdict": "..."}',
        '{"rationale": "The source says so.", "verdict": "true"}',
        '<claim>{{claim}}</claim>',
      ],
    },
    {
      title: 'keys named in a sentence',
      messages: [{ role: 'user', text: 'Return a JSON object with the keys "answer" and "reasoning".' }],
      finds: ['answer'],
      fixed: ['Return a JSON object with the keys "reasoning" and "answer".'],
    },
    {
      title: 'keys in a list',
      messages: [
        {
          role: 'user',
          text: 'Reply with a JSON object that has these fields:\n- `label`: positive or negative\n- `rationale`: one sentence\n- `language`: the language of the text',
        },
      ],
      finds: ['label'],
      fixed: [
        'Reply with a JSON object that has these fields:\n- `rationale`: one sentence\n- `label`: positive or negative\n- `language`: the language of the text',
      ],
    },
    {
      title: '中文字段',
      messages: [{ role: 'user', text: '请用 JSON 返回：{"答案": "A/B/C/D", "理由": "简要说明"}' }],
      finds: ['答案'],
      fixed: ['请用 JSON 返回：{"理由": "简要说明", "答案": "A/B/C/D"}'],
    },
    {
      title: '句子里的字段名',
      messages: [{ role: 'user', text: '以 JSON 格式输出，包含字段 "score" 和 "reason"。' }],
      finds: ['score'],
      fixed: ['以 JSON 格式输出，包含字段 "reason" 和 "score"。'],
    },
    {
      title: 'labelled lines, and an example of them',
      messages: [
        {
          role: 'user',
          text: 'Use this format:\nAnswer: <yes or no>\nReasoning: <why>\n\nExample:\nClaim: Snow is white.\nAnswer: yes\nReasoning: It looks white.\n\nClaim: {{claim}}',
        },
      ],
      finds: ['Answer'],
      offered: [
        'Use this format:\nReasoning: <why>\nAnswer: <yes or no>\n\nExample:\nClaim: Snow is white.\nReasoning: It looks white.\nAnswer: yes\n\nClaim: {{claim}}',
      ],
    },
    {
      title: 'labelled lines that were given',
      messages: [
        {
          role: 'user',
          text: 'Is the answer of the student right?\nAnswer: Paris\nExplanation: It is the capital.',
        },
      ],
      finds: [],
    },
    {
      title: '逐行格式',
      messages: [{ role: 'user', text: '按以下格式输出：\n结论：<真或假>\n理由：<一句话>' }],
      finds: ['结论'],
      offered: ['按以下格式输出：\n理由：<一句话>\n结论：<真或假>'],
    },
    {
      title: 'code that reads lines may go by their order',
      messages: [{ role: 'user', text: 'Reply in two lines:\nVerdict: <real or forged>\nReason: <why>' }],
      call: { sdk: 'openai', parsedBy: 'split' },
      finds: ['Verdict'],
      offered: ['Reply in two lines:\nReason: <why>\nVerdict: <real or forged>'],
    },
    {
      title: 'an answer that its values show',
      messages: [
        {
          role: 'user',
          text: 'Respond in JSON: {"line": "...", "refund_due": true or false, "reason": "one sentence"}',
        },
      ],
      finds: ['refund_due'],
      fixed: ['Respond in JSON: {"line": "...", "reason": "one sentence", "refund_due": true or false}'],
    },
    {
      title: 'the reason names what it is for',
      messages: [{ role: 'user', text: 'Return JSON: {"risk_level": "...", "risk_reason": "..."}' }],
      finds: ['risk_level'],
      fixed: ['Return JSON: {"risk_reason": "...", "risk_level": "..."}'],
    },
    {
      title: 'elements',
      messages: [
        {
          role: 'user',
          text: 'Output in this format:\n<verdict>guilty or not guilty</verdict>\n<rationale>why</rationale>',
        },
      ],
      finds: ['verdict'],
      offered: [
        'Output in this format:\n<rationale>why</rationale>\n<verdict>guilty or not guilty</verdict>',
      ],
    },
    {
      title: 'headings',
      messages: [
        { role: 'user', text: 'Output format:\n### Score\n1 to 10\n\n### Reasoning\nTwo sentences.' },
      ],
      finds: ['Score'],
      offered: ['Output format:\n### Reasoning\nTwo sentences.\n\n### Score\n1 to 10'],
    },
    {
      title: 'numbered lines',
      messages: [
        {
          role: 'user',
          text: 'Reply in this format:\n1. Verdict: real or forged\n2. Explanation: what shows it',
        },
      ],
      finds: ['Verdict'],
      offered: ['Reply in this format:\n1. Explanation: what shows it\n2. Verdict: real or forged'],
    },
    {
      title: 'an order in words',
      messages: [
        {
          role: 'user',
          text: 'Start with real or forged, then explain your reasoning.\n<coin>{{coin}}</coin>',
        },
      ],
      finds: ['Start with real or forged, then explain your reasoning'],
    },
    {
      title: '是否与原因',
      messages: [{ role: 'user', text: '以 JSON 返回：{"是否退款": "……", "退款原因": "……"}' }],
      finds: ['是否退款'],
      fixed: ['以 JSON 返回：{"退款原因": "……", "是否退款": "……"}'],
    },
    {
      title: '先答案后理由',
      messages: [{ role: 'user', text: '请先判断钱币真假，再说明理由。\n<钱币>{{钱币}}</钱币>' }],
      finds: ['先判断钱币真假，再说明理由'],
    },
    {
      title: 'a reason that is read off the text',
      messages: [
        {
          role: 'user',
          text: 'Return JSON: {"order": "...", "is_open": true, "cancellation_reason": "..."}',
        },
      ],
      finds: [],
    },
    {
      title: 'a quiz that the model writes',
      messages: [
        { role: 'user', text: 'Return JSON: {"question": "...", "answer": "...", "explanation": "..."}' },
      ],
      finds: [],
    },
    {
      title: 'reasoning first',
      messages: [{ role: 'user', text: 'Respond in JSON: {"reasoning": "why", "score": 1-10}' }],
      finds: [],
    },
    {
      title: 'given data, not a requested reply',
      messages: [
        {
          role: 'user',
          text: 'Check the output of another model:\n{"answer": "{{answer}}", "reasoning": "{{reasoning}}"}',
        },
      ],
      finds: [],
    },
    {
      title: 'an instruction file that documents data',
      messages: [
        {
          role: 'system',
          text: 'The export is a JSON array of runs:\n{"score": 0.95, "explanation": "matches the question"}',
        },
      ],
      kind: 'instructions',
      finds: [],
    },
    {
      title: 'a model that reasons by itself',
      messages: [{ role: 'user', text: 'Respond in JSON: {"score": 1-10, "reasoning": "why"}' }],
      settings: { modelId: 'gpt-5-mini' },
      finds: [],
    },
    {
      title: '推理在前',
      messages: [{ role: 'user', text: '请用 JSON 返回：{"分析": "……", "结论": "……"}' }],
      finds: [],
    },
  ],
  *check(prompt) {
    if (reasonsByItself(prompt.settings)) return;
    const asked = prompt.kind === 'instructions' ? commands : requests;
    const wrong = prompt.messages.flatMap((message, turn) =>
      message.role === 'tool' ? [] : wrongOrders(message, turn, asked),
    );
    const first = wrong.find(({ requested }) => requested);
    if (first !== undefined) yield finding(first, wrong, prompt);
    else yield* sentences(prompt);
  },
});

function finding(first: WrongOrder, all: readonly WrongOrder[], prompt: Prompt): RawFinding {
  const values = { answer: first.answer, reasoning: first.reasoning };
  return { place: { turn: first.turn, span: first.span }, values, fixes: reordering(all, values, prompt) };
}

/** Moves every field. Safe where programs find the fields by name: whoever reads lines may go by their order. */
function reordering(
  wrong: readonly WrongOrder[],
  values: NonNullable<RawFinding['values']>,
  prompt: Prompt,
): readonly Fix[] {
  const edits = wrong.flatMap(({ edit }) => edit ?? []);
  if (edits.length < wrong.length) return [];
  const title = { en: 'Put “{reasoning}” before “{answer}”', 'zh-cn': '把“{reasoning}”放到“{answer}”之前' };
  const byName = wrong.every(({ isJson }) => isJson) && ['json', undefined].includes(readAs(prompt));
  return [{ title: { text: title, values }, edits, safe: byName }];
}

function* sentences(prompt: Prompt): Iterable<RawFinding> {
  const [first] = answerFirstIn(prompt);
  if (first === undefined) return;
  const { place, wording } = first;
  yield { place, message: inWords, values: { wording } };
}
