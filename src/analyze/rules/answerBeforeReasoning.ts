import type { Span } from '../../base/span.ts';
import type { Message, PlacedEdit } from '../../prompt/types.ts';
import { jsonShapes } from '../text/jsonShapes.ts';
import { keyLists } from '../text/keyLists.ts';
import { labelledLines } from '../text/labelledLines.ts';
import { reasonsByItself } from '../text/models.ts';
import { moveBefore } from '../text/reorder.ts';
import { defineRule } from '../types.ts';

const answerKey =
  /^(?:(?:final|correct|predicted|your)?_?(?:answer|verdict|decision|prediction|conclusion|judge?ment|result|outcome|choice)|(?:overall|final)?_?(?:score|rating|grade)|label|category|class|classification|sentiment|(?:is|has)_?[a-z_]{2,30}|答案|最终答案|结论|判断|判定|评分|得分|分数|分类|分类结果|类别|情感|结果|最终结果)$/i;
const reasoningKey =
  /^(?:(?:your|brief|short|step_by_step)?_?(?:reasoning|reasons?|rationale|explanation|justification|thoughts?|thinking|analysis|thought_process|chain_?of_?thought)(?:_steps)?|推理|推理过程|理由|原因|解释|分析|思考|思考过程|思路|依据)$/i;
/** What a prompt says when it asks for the reply in this form. */
const requests =
  /json|\b(?:format|schema|respond|response|reply|return|output|keys?|fields?|structure)\b|输出|返回|格式|回复|字段/i;
/** The same in an instruction file, which also documents data that is not asked of the model. */
const commands =
  /\b(?:respond|reply|answer|return|produce|output) (?:with|in|as|using|an?|the|only|exactly|JSON)\b|\b(?:response|reply|output) format\b|输出|返回|回复/i;
const reachOfRequest = 400;

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
      fixed: [
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
      fixed: ['按以下格式输出：\n理由：<一句话>\n结论：<真或假>'],
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
    const wrong = prompt.messages.flatMap((message, turn) =>
      message.role === 'tool'
        ? []
        : wrongOrders(message, turn, prompt.kind === 'instructions' ? commands : requests),
    );
    const first = wrong.find(({ requested }) => requested);
    if (first === undefined) return;
    const edits = wrong.flatMap(({ edit }) => edit ?? []);
    const title = {
      en: 'Put “{reasoning}” before “{answer}”',
      'zh-cn': '把“{reasoning}”放到“{answer}”之前',
    };
    const values = { answer: first.answer, reasoning: first.reasoning };
    const fixable = wrong.every(({ edit }) => edit !== undefined);
    yield {
      place: { turn: first.turn, span: first.span },
      values,
      fixes: fixable ? [{ title: { text: title, values }, edits, safe: true }] : [],
    };
  },
});

interface WrongOrder {
  readonly turn: number;
  readonly span: Span;
  readonly answer: string;
  readonly reasoning: string;
  readonly requested: boolean;
  /** Absent where the fields cannot be moved without harm. */
  readonly edit: PlacedEdit | undefined;
}

interface Field {
  readonly key: string;
  readonly keySpan: Span;
  readonly span: Span;
}

/** Fields in the order of a reply: a form that asks for one, or a reply itself. */
interface FieldList {
  readonly fields: readonly Field[];
  readonly start: number;
  readonly isForm?: boolean;
  /** True where the last value may go on behind its field. */
  readonly isOpen?: boolean;
}

function wrongOrders(message: Message, turn: number, asked: RegExp): readonly WrongOrder[] {
  const { text, role } = message;
  const shapes = jsonShapes(
    text,
    message.holes.map(({ span }) => span),
  ).filter(
    ({ members }) =>
      !isData(
        message,
        members.map(({ valueSpan }) => valueSpan),
      ),
  );
  const lists: readonly FieldList[] = [
    ...shapes.map(({ members, span }) => ({ fields: members, start: span.start })),
    ...keyLists(text).map((fields) => ({ fields, start: fields[0]?.span.start ?? 0 })),
    ...labelledLines(text).map((lines) => ({ ...lines, start: lines.fields[0]?.span.start ?? 0 })),
  ];
  return lists.flatMap(({ fields, start, isForm = true, isOpen = false }) => {
    const before = text.slice(Math.max(0, start - reachOfRequest), start);
    const requested = role !== 'assistant' && isForm && asked.test(before);
    return wrongOrder(message, turn, fields, requested).map((order) =>
      isOpen && !isForm ? { ...order, edit: undefined } : order,
    );
  });
}

function wrongOrder(
  message: Message,
  turn: number,
  fields: readonly Field[],
  requested: boolean,
): readonly WrongOrder[] {
  const to = fields.findIndex(({ key }) => answerKey.test(key.replaceAll(' ', '_')));
  const from = fields.findIndex(({ key }) => reasoningKey.test(key.replaceAll(' ', '_')));
  const answer = fields[to];
  const reasoning = fields[from];
  if (answer === undefined || reasoning === undefined || from < to) return [];
  const spans = fields.map(({ span }) => span);
  const edit = separatedPlainly(message.text, spans.slice(to, from + 1))
    ? moveBefore(message, turn, spans, from, to)
    : undefined;
  return [{ turn, span: answer.keySpan, answer: answer.key, reasoning: reasoning.key, requested, edit }];
}

/** False where comments or other words stand between the fields: they would be torn from the field they speak of. */
function separatedPlainly(text: string, spans: readonly Span[]): boolean {
  return spans.slice(1).every(({ start }, index) => {
    const between = text.slice(spans[index]?.end ?? 0, start);
    return /^\s*(?:[,，、]?\s*(?:and|和|与|以及)?)\s*(?:[-*•]\s+|\d{1,2}[.)、]\s*)?$/.test(between);
  });
}

/** True where all values are holes: something given to the model, not asked of it. */
function isData({ text, holes }: Message, values: readonly Span[]): boolean {
  return values.every((value) => {
    const bare = text.slice(value.start, value.end).replace(/^["'`\s]+|["'`\s]+$/g, '');
    return holes.some(({ span }) => bare === text.slice(span.start, span.end));
  });
}
