import type { Message, Prompt } from '../../prompt/types.ts';
import { defineRule, type RawFinding } from '../types.ts';

const rules = 'The guest prefers rooms with a view of the sea or the old town. '.repeat(90);
const shortRules = rules.slice(0, 640);
const chineseRules = '客人喜欢能看到大海或老城的房间。'.repeat(100);

export const cacheDefeatingOrder = defineRule({
  id: 'cache-defeating-order',
  category: 'structure',
  severity: 'information',
  scope: 'prompt',
  languages: ['en', 'zh'],
  text: {
    title: { en: 'Changing text before text that stays', 'zh-cn': '变化的文本位于不变的文本之前' },
    message: {
      en: '“{name}” changes from call to call, so ≈{tokens} tokens after it that never change cannot be cached: move it behind them.',
      'zh-cn': '“{name}”每次调用都会变化，其后约 {tokens} 个从不变化的 token 因此无法缓存：请把它移到后面。',
    },
    why: {
      en: 'Providers cache the beginning of a prompt up to the first difference. Whatever follows a changing value is read and paid for anew in each call.',
      'zh-cn':
        '服务商只缓存提示词开头直到第一处差异为止的部分。变化的内容之后的一切，每次调用都要重新处理、重新付费。',
    },
  },
  evidence: [
    {
      source: 'OpenAI, Prompt Caching 201',
      year: 2026,
      url: 'https://github.com/openai/openai-cookbook/blob/main/examples/Prompt_Caching_201.ipynb',
      models: { en: 'OpenAI models before GPT-5.6', 'zh-cn': 'GPT-5.6 之前的 OpenAI 模型' },
      finding: {
        en: 'A cache hit needs an exact repeated prefix of at least 1,024 tokens; it lowers the cost of these input tokens by up to 90 %.',
        'zh-cn': '命中缓存需要至少 1,024 个 token 的完全相同的前缀；命中部分的输入费用最多降低 90%。',
      },
    },
    {
      source: 'Groq, Prompt Caching',
      year: 2026,
      url: 'https://console.groq.com/docs/prompt-caching',
      models: { en: 'supported models on Groq', 'zh-cn': 'Groq 上支持缓存的模型' },
      finding: {
        en: 'Requests are matched by prefix; cached tokens cost half. Another provider may need more tokens or a mark in the request.',
        'zh-cn': '按前缀匹配请求，缓存的 token 半价。其他服务商可能要求更多 token，或在请求中加标记。',
      },
    },
  ],
  examples: [
    {
      title: 'the name of the guest before long rules',
      messages: [{ role: 'system', text: `The guest is called {{guest}}.\n${rules}` }],
      finds: ['{{guest}}'],
    },
    {
      title: 'a date in the system message before long instructions',
      messages: [
        { role: 'system', text: 'Today is {{date}}.' },
        { role: 'user', text: rules },
      ],
      finds: ['{{date}}'],
    },
    {
      title: '长说明之前的姓名',
      messages: [{ role: 'system', text: `客人名叫{{guest}}。\n${chineseRules}` }],
      finds: ['{{guest}}'],
    },
    {
      title: '系统消息中的日期',
      messages: [
        { role: 'system', text: '今天是{{date}}。' },
        { role: 'user', text: chineseRules },
      ],
      finds: ['{{date}}'],
    },
    {
      title: 'the name comes last',
      messages: [{ role: 'system', text: `${rules}\nThe guest is called {{guest}}.` }],
      finds: [],
    },
    {
      title: 'too short to be cached',
      messages: [{ role: 'system', text: `The guest is called {{guest}}.\n${shortRules}` }],
      finds: [],
    },
    {
      title: 'nothing changes',
      messages: [{ role: 'system', text: rules }],
      finds: [],
    },
    {
      title: '姓名在最后',
      messages: [{ role: 'system', text: `${chineseRules}\n客人名叫{{guest}}。` }],
      finds: [],
    },
  ],
  check(prompt) {
    const first = firstHole(prompt);
    return first === undefined ? [] : findingAt(first, prompt);
  },
});

/** The least that OpenAI caches; other providers ask for more or, lately, for less. */
const leastTokens = 1024;

interface FirstHole {
  readonly turn: number;
  readonly hole: Message['holes'][number];
}

function firstHole({ messages }: Prompt): FirstHole | undefined {
  const turn = messages.findIndex(({ holes }) => holes.some(changes));
  const holes = messages[turn]?.holes.filter(changes) ?? [];
  const hole = holes.toSorted((a, b) => a.span.start - b.span.start)[0];
  return hole === undefined ? undefined : { turn, hole };
}

/** A constant reads the same in every call. */
function changes({ constant }: Message['holes'][number]): boolean {
  return constant === undefined;
}

function findingAt({ turn, hole }: FirstHole, { messages }: Prompt): readonly RawFinding[] {
  // Template blocks choose text by their values: what follows may change as well.
  if (messages.some(({ segments }) => segments.some(({ kind }) => kind === 'control'))) return [];
  const tokens = messages
    .slice(turn)
    .reduce((sum, message, index) => sum + staticTokens(message, index === 0 ? hole.span.end : 0), 0);
  if (tokens < leastTokens) return [];
  const place = { turn, span: hole.span };
  return [{ place, values: { name: hole.name, tokens: Math.round(tokens / 50) * 50 } }];
}

function staticTokens({ text, holes }: Message, start: number): number {
  let tokens = 0;
  let from = start;
  for (const { span, constant = '' } of holes.filter((hole) => hole.span.start >= start)) {
    tokens += roughTokens(text.slice(from, span.start)) + roughTokens(constant);
    from = span.end;
  }
  return tokens + roughTokens(text.slice(from));
}

/**
 * A cheap estimate: on real English prompts within a quarter of OpenAI’s tokenizer nine times out of ten, low rather than
 * high; lower still on Chinese ones.
 */
function roughTokens(text: string): number {
  const wide = text.match(/[\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]/g)?.length ?? 0;
  return wide / 1.3 + (text.length - wide) / 5;
}
