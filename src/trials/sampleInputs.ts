import type { Inputs, Prompt } from '../prompt/types.ts';
import { inputNames } from './plan.ts';

/** Values to start from where there is no cases file: the prompt's own samples, else a short text that fits the hole's name. */
export function sampleInputs(prompt: Pick<Prompt, 'kind' | 'messages' | 'language'>): Inputs {
  const holes = prompt.messages.flatMap((message) => message.holes);
  return Object.fromEntries(
    inputNames(prompt).map((name) => {
      const own = holes.find((hole) => hole.name === name && hole.samples?.[0] !== undefined)?.samples?.[0];
      return [name, own ?? sampleFor(name, prompt.language)];
    }),
  );
}

/** Proposals by a word of the hole's name; the first that fits is taken. */
const proposals: readonly (readonly [words: RegExp, en: string, zh: string])[] = [
  [
    /^task$|instruction|request|command/,
    'Summarise what you can do for me in one sentence.',
    '用一句话概括你能为我做什么。',
  ],
  [/question|query|ask|problem/, 'Which is larger, 9 or 11?', '9 和 11 哪个更大？'],
  [
    /review|feedback|comment|opinion/,
    'The delivery was late, but the quality is excellent.',
    '送货晚了，但质量非常好。',
  ],
  [
    /mail|ticket|message|complaint/,
    'Hello, I was charged twice for order 1042. Please refund one payment.',
    '您好，订单 1042 被重复扣款，请退还其中一笔。',
  ],
  [
    /code|snippet|function|diff|program/,
    'def add(a, b):\n    return a - b',
    'def add(a, b):\n    return a - b',
  ],
  [/json|data|record|row/, '{"name": "Ada", "age": 36}', '{"name": "小林", "age": 36}'],
  [/lang(?:uage)?$|locale/, 'English', '中文'],
  [/categor|label|class|option|choice/, 'billing, technical, other', '账单、技术、其他'],
  [/(?:^|_)(?:user_?)?name|author|person/, 'Ada', '小林'],
  [/topic|subject|theme/, 'renewable energy', '可再生能源'],
  [/title|headline/, 'City opens its first solar tram line', '本市首条太阳能有轨电车线路开通'],
  [/product|item/, 'a folding bicycle', '折叠自行车'],
  [/cit(?:y|ies)|place|location|countr/, 'Vienna', '杭州'],
  [/date|day|time/, '2026-03-14', '2026-03-14'],
  [/count|number|amount|quantit|limit|max|min|num|^n$|^k$/, '3', '3'],
  [/url|link/, 'https://example.com/', 'https://example.com/'],
  [
    /text|doc|article|content|context|passage|input|body|paragraph|transcript/,
    'The tram line opened in May. It carries 4,000 people a day.',
    '这条有轨电车线路于五月开通，每天运送四千人。',
  ],
];

function sampleFor(name: string, language: Prompt['language']): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  const found = proposals.find(([pattern]) => pattern.test(words));
  if (found !== undefined) return language === 'zh' ? found[2] : found[1];
  return language === 'zh' ? `${name} 的示例` : `an example of ${words.replaceAll('_', ' ')}`;
}
