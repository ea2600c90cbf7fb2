import type { Message, Prompt } from '../../prompt/types.ts';
import { reasonsByItself } from '../text/models.ts';
import { type Sentence, sentencesOf } from '../text/sentences.ts';
import { defineRule, type Fix, type RawFinding } from '../types.ts';

const answer =
  '(?:final |numeric(?:al)? |correct |exact |bare |plain )*(?:answer|number|result|solution|value|integer|digit|letter|option|choice|name|yes or no|true or false|yes/no)s?';
const say =
  '(?:answer|respond|reply|return|output|give|provide|print|write|state|say)(?: immediately| directly)?';

/** Wordings that ask for the bare answer. */
const bareAnswer: readonly RegExp[] = [
  new RegExp(
    `\\b${say}\\b[^.,;]{0,20} (?:only|just|nothing but|solely|simply)(?: with| as| in)?(?: (?:the|a|an|one|your|its|single))* ${answer}\\b`,
    'i',
  ),
  new RegExp(
    `\\b(?:only|just|simply) ${say}(?: me| us| back)?(?: with)?(?: (?:the|a|an|one|your|its|single))* ${answer}\\b`,
    'i',
  ),
  new RegExp(
    `\\b${say}(?: with)?(?: (?:the|a|an|one|your|its|single))* ${answer}(?: only| alone|,? (?:and )?nothing else)\\b`,
    'i',
  ),
  new RegExp(
    `\\b(?:answer|response|reply|output) (?:must|should|may|can|has to) (?:only |just )?(?:be|contain|consist of|include) (?:only|just|nothing but|solely|exactly)(?: (?:the|a|an|one|your|its|single))* ${answer}\\b`,
    'i',
  ),
  /\b(?:number|letter|integer|digit|answer|value) only\b/i,
  /\b(?:answer|respond|reply)(?: with)? (?:only|just)(?: with)? {3,}or /i,
  /\b(?:answer|respond|reply) (?:immediately )?(?:in|with|using) (?:(?:only|just|exactly) )?(?:a |one |a single )(?:word|number|letter|digit|integer)\b/i,
  /\b(?:one|single)[- ]word (?:answer|reply|response)s?\b/i,
  /\b(?:do not|don't|never|without|no need to) (?:show|showing|include|including|give|giving|write|writing|provide|providing|output|outputting)\b[^.,;:]{0,15} (?:working?|steps|reasoning|calculations?|derivation|explanations?)\b/i,
  /\b(?:do not|don't|never|without) (?:explain|explaining|reason|reasoning|think out loud|justify|justifying)\b/i,
  /\b(?:with no|no|without any|without) (?:explanations?|working|reasoning|steps|calculations?)\b/i,
  /(?:只|仅|直接)(?:需要?|能|要|须)?(?:给出|输出|回答|返回|写出|写|填写|回复|说出|告诉我)(?:最终|最后)?(?:的)?(?:答案|结果|数字|数值|选项|字母|一个数字|一个字母|一个数|一个词|是或否|对或错)|答案(?:只能|必须|应)(?:是|为)(?:一个)?(?:数字|数|字母|选项|词)/,
  /(?:不要|不需要|无需|不用|请勿|不必|禁止)(?:给出|写出|写|输出|展示|显示|提供|包含|任何|做|进行)*(?:解释|推理|过程|步骤|解题过程|推理过程|计算过程|说明|理由)/,
];

/** Wordings that show that the task takes several steps of thought. */
const reasoningTask: readonly RegExp[] = [
  /\b(?:math(?:s|ematics|ematical)?|arithmetic|algebra|geometry|calculus|physics|word|logic(?:al)?|reasoning)(?: word)? (?:problem|puzzle|question|exercise|riddle|equation)s?\b/i,
  /\b(?:solve|work out) (?:the |this |these |a |following |given )*(?:problem|puzzle|riddle|equation|exercise|system of equations|integral)s?\b(?! of (?:the )?(?:user|customer))/i,
  /\b(?:calculate|compute|work out) (?:the |how (?:many|much)|its |their |his |her |\d)/i,
  /\b(?:determine|find|figure out) the (?:total|overall|remaining|final) (?:cost|price|amount|number|sum|balance|distance|time)\b/i,
  /\bevaluate (?:the |this )?(?:following )?(?:arithmetic |mathematical |math )?expression\b/i,
  /\bhow many (?:days|weeks|months|years|hours|minutes) (?:are |lie |pass )?(?:there )?between\b/i,
  /\b(?:which|what)(?: number| one)?(?: of| is)?[^?!]{0,30}\d[^?!]{0,30} (?:larger|bigger|greater|smaller|largest|smallest)\b|\bwhich(?: number| one)? is (?:larger|bigger|greater|smaller)\b/i,
  /\bprove or disprove\b|\bsyllogism\b|\b(?:argument|proof|deduction) (?:is )?(?:logically )?valid\b|\bfollows logically\b/i,
  /\d ?(?:[*×÷^]|[-+/]) ?\d+(?:\.\d+)? ?[-+*/×÷^] ?\d|\d ?[*×÷] ?\d/,
  /(?:数学|应用|算术|几何|代数|逻辑|推理|奥数|物理)(?:问题|题|推理题|谜题|应用题)/,
  /(?:解|求解|解答|解决)(?:下面|以下|这道|下列|这个|该|一道)*(?:的)?(?:方程|方程组|谜题|谜语|难题)/,
  /(?:计算|求出|算出)(?:下面|以下|一下|出|它|他|她|这个|总|一共|表达式|[\d：:（(]|[^。！？；\n]{0,12}(?:额|价|款|费|总数|数量|总和|之和|余额|利息|税|天数|年龄|面积|体积|平均|概率|比例|路程|时间|距离|利润|成本)(?=[：:，,。？?\s]|$)|[^。！？\n]{0,40}先[^。！？\n]{1,30}再)|哪个(?:数|数字)?更?[大小]/,
];

const quantityQuestion =
  /\b(?:how (?:many|much|far|long|old|fast)|when (?:does|do|will|did)|at what time)\b|多少|几(?:个|只|人|元|天|本|米|岁|次)/i;
const numbers = /\d+(?:[.,]\d+)*/g;

/** Wordings and fields that give the model room before its answer. */
const room =
  /step[- ]by[- ]step|chain[- ]of[- ]thought|scratch ?pad|\bshow (?:all )?(?:your|the|each) (?:work|steps|reasoning|working|calculation)|\bthink (?:carefully|through|about|first|before|it|out|aloud|hard)|\breason (?:through|about|carefully|first|before)|<\/?(?:think|thinking|thoughts?|reasoning|scratchpad|analysis|rationale)>|["'`]?\b(?:reasoning|thoughts?|thinking|rationale|explanation|analysis|steps|working|chain_of_thought|cot)["'`]?\s*[:：]|\b(?:explain|describe|justify) (?:your|how|why|the|each)|\bfirst,? (?:reason|think|work|explain|write|list|analy[sz]e|calculate|identify)|逐步|一步一步|一步步|分步|先(?:思考|推理|分析|写出|解释|列出|计算)|(?:写出|给出|展示|说明|解释)(?:你的|详细|完整|解题|推理|计算)*(?:过程|步骤|思路|理由|推理)|(?:思考|推理|分析|解析|思路|理由|步骤)["”]?\s*[:：]/gi;
const negation =
  /(?:\b(?:do not|don't|never|without|no|not|no need to|avoid)\b[^.!?\n]{0,24}|(?:不要|不需要|无需|不用|请勿|不必|禁止)[^。！？\n]{0,8})$/i;

/** Tasks whose answer is read off rather than worked out. */
const readOffTask =
  /\b(?:classif(?:y|ication|ier)|categori[sz]e|sentiment|extract(?:ion|ed)?|label(?:s|led|ing)? (?:the|this|each)|named entit|translat(?:e|ion)|summari[sz]e|transcribe|ocr|rewrite|paraphrase)\b|分类|情感|提取|抽取|翻译|摘要|总结|改写|实体识别/i;

const stepFix = {
  en: 'Reason step by step first, then write the answer alone on the last line.',
  zh: '请先逐步推理，再在最后一行只写答案。',
} as const;

export const roomToReason = defineRule({
  id: 'room-to-reason',
  category: 'reasoning',
  severity: 'warning',
  scope: 'prompt',
  languages: ['en', 'zh'],
  text: {
    title: { en: 'No room to reason before the answer', 'zh-cn': '回答之前没有推理的余地' },
    message: {
      en: '“{wording}” asks for the bare answer to a task that takes several steps: let the reply reason first and end with the answer.',
      'zh-cn': '“{wording}”要求只给出答案，而这个任务需要多步推理：应让回复先推理，最后再给出答案。',
    },
    why: {
      en: 'A model that does not reason by itself computes only while it writes. When the first words of the reply must be the answer, a task of several steps is guessed rather than worked out. Keep the answer easy to read by machine by asking for it on the last line or in the last field. Models that reason before they reply, and tasks whose answer is read off the text, do not need this.',
      'zh-cn':
        '不会自行推理的模型只有在书写时才进行计算。如果回复一开头就必须是答案，多步任务就只能靠猜。可以要求把答案写在最后一行或最后一个字段，这样程序仍然容易读取。回复前自行推理的模型，以及答案可直接从文本中读出的任务，不需要这样做。',
    },
  },
  evidence: [
    {
      source: 'Wei et al., Chain-of-Thought Prompting Elicits Reasoning in Large Language Models',
      year: 2022,
      url: 'https://arxiv.org/abs/2201.11903',
      models: {
        en: 'large models that do not reason by themselves (about 100 billion parameters in the paper)',
        'zh-cn': '不会自行推理的大模型（论文中约为千亿参数）',
      },
      finding: {
        en: 'Writing intermediate steps before the answer raised accuracy on arithmetic, commonsense and symbolic tasks; small models did not gain.',
        'zh-cn': '在答案之前写出中间步骤，可提高算术、常识和符号任务的准确率；小模型没有收益。',
      },
    },
    {
      source:
        'Sprague et al., To CoT or not to CoT? Chain-of-thought helps mainly on math and symbolic reasoning',
      year: 2024,
      url: 'https://arxiv.org/abs/2409.12183',
      models: { en: '14 models that do not reason by themselves', 'zh-cn': '14 个不会自行推理的模型' },
      finding: {
        en: 'Over 100 papers and 20 data sets the gain is large for math and logic and small elsewhere, which is why this rule looks for such tasks only.',
        'zh-cn':
          '综合 100 多篇论文和 20 个数据集，收益主要在数学和逻辑任务上，其他任务很小；因此本规则只检查这类任务。',
      },
    },
  ],
  examples: [
    {
      title: 'a word problem with the bare number',
      messages: [
        {
          role: 'user',
          text: 'Solve this math problem: {{problem}}\nAnswer with only the number.',
        },
      ],
      finds: ['Answer with only the number'],
    },
    {
      title: 'a quantity to work out, no working allowed',
      messages: [
        {
          role: 'user',
          text: 'A shop sells pens at 3 for 2 dollars. How much do 12 pens cost? Reply with a single number. Do not show your work.',
        },
      ],
      finds: ['Reply with a single number'],
    },
    {
      title: 'the limit stands in the system message',
      messages: [
        { role: 'system', text: 'You are a calculator. Only return the final result, no explanation.' },
        { role: 'user', text: 'Calculate the compound interest: {{question}}' },
      ],
      finds: ['Only return the final result'],
    },
    {
      title: '应用题只要答案',
      messages: [{ role: 'user', text: '请解答下面的数学应用题：{{problem}}\n只输出最终答案，不要解释。' }],
      finds: ['只输出最终答案'],
    },
    {
      title: '要算的数额有名称，算法分几步',
      messages: [
        {
          role: 'user',
          text: '计算应付总额：先打八折，再减去满减券，最后加运费。只回答一个数字。<订单>{{o}}</订单>',
        },
      ],
      finds: ['只回答一个数字'],
    },
    {
      title: '不许写过程',
      messages: [
        {
          role: 'user',
          text: '小明有12个苹果，吃掉3个，又买了5个，现在有多少个？不要写过程，直接给出答案。',
        },
      ],
      finds: ['不要写过程'],
    },
    {
      title: 'steps first, answer last',
      messages: [
        {
          role: 'user',
          text: 'Solve this math problem: {{problem}}\nThink step by step, then give only the number on the last line.',
        },
      ],
      finds: [],
    },
    {
      title: 'classification needs no steps',
      messages: [
        {
          role: 'user',
          text: 'Classify the math problem below as easy or hard. Answer with one word.\n"""\n{{problem}}\n"""',
        },
      ],
      finds: [],
    },
    {
      title: 'a reasoning model reasons by itself',
      messages: [
        { role: 'user', text: 'Solve this math problem: {{problem}}\nAnswer with only the number.' },
      ],
      settings: { modelId: 'gpt-5-mini' },
      finds: [],
    },
    {
      title: 'a field for the reasoning comes first',
      messages: [
        {
          role: 'user',
          text: 'Solve the logic puzzle "{{puzzle}}". Return only the result as JSON: {"reasoning": "...", "answer": "..."}',
        },
      ],
      finds: [],
    },
    {
      title: '抽取任务不需要推理',
      messages: [{ role: 'user', text: '从下面的数学题中提取所有数字，只输出结果：\n"""\n{{problem}}\n"""' }],
      finds: [],
    },
    {
      title: 'a fact is looked up, not worked out',
      messages: [{ role: 'user', text: 'What is the capital of "{{country}}"? Answer with one word.' }],
      finds: [],
    },
  ],
  *check(prompt) {
    if (reasonsByItself(prompt.settings) || !asksForReasoning(prompt.messages)) return;
    for (const [turn, message] of prompt.messages.entries()) {
      if (message.role === 'assistant') continue;
      const finding = firstBareAnswer(message, turn, prompt);
      if (finding === undefined) continue;
      yield finding;
      return;
    }
  },
});

function asksForReasoning(messages: readonly Message[]): boolean {
  const own = messages.filter(({ role }) => role !== 'assistant');
  if (own.some(({ text }) => readOffTask.test(text)) || messages.some(({ text }) => leavesRoom(text)))
    return false;
  return own.some(
    (message) =>
      sentencesOf(message).some(({ text }) => reasoningTask.some((pattern) => pattern.test(text))) ||
      isWordProblem(message.text),
  );
}

/** A question for a quantity in a paragraph that gives at least two numbers. */
function isWordProblem(text: string): boolean {
  return text
    .split(/\n\s*\n/)
    .some((part) => quantityQuestion.test(part) && (part.match(numbers)?.length ?? 0) >= 2);
}

function leavesRoom(text: string): boolean {
  return text.matchAll(room).some(({ index }) => !negation.test(text.slice(Math.max(0, index - 40), index)));
}

function firstBareAnswer(message: Message, turn: number, prompt: Prompt): RawFinding | undefined {
  for (const sentence of sentencesOf(message)) {
    const match = earliest(sentence.text);
    if (match === undefined) continue;
    const start = sentence.start + match.index;
    const span = { start, end: start + match[0].length };
    const wording = message.text.slice(span.start, span.end);
    return {
      place: { turn, span },
      values: { wording },
      fixes: wholeSentence(sentence, match, turn, prompt),
    };
  }
  return undefined;
}

function earliest(text: string): RegExpExecArray | undefined {
  const matches = bareAnswer.map((pattern) => pattern.exec(text)).filter((match) => match !== null);
  return matches.sort((a, b) => a.index - b.index)[0];
}

/** Replaces the sentence where it says nothing else. Not safe: what reads the reply must now read its last line. */
function wholeSentence(
  sentence: Sentence,
  match: RegExpExecArray,
  turn: number,
  prompt: Prompt,
): readonly Fix[] {
  const rest = sentence.text.slice(match[0].length).replace(/[.!。！；;\s]+$/u, '');
  if (match.index !== 0 || rest !== '') return [];
  const title = {
    en: 'Let the reply reason first and end with the answer',
    'zh-cn': '让回复先推理，最后给出答案',
  };
  const place = { turn, span: { start: sentence.start, end: sentence.end } };
  return [{ title: { text: title }, edits: [{ place, newText: stepFix[prompt.language] }], safe: false }];
}
