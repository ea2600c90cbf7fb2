import type { OptionSpec } from './options.ts';

/** Options that shape the plan; a resumed run has its plan already. */
export const planOptions: readonly OptionSpec[] = [
  {
    name: 'model',
    value: 'M',
    multiple: true,
    text: {
      en: 'Model to ask; "builtin" is the small demonstration model, which needs no key; may be repeated to compare models',
      'zh-cn': '要提问的模型；“builtin” 为无需密钥的小型演示模型；可重复使用以比较模型',
    },
  },
  {
    name: 'samples',
    value: 'N',
    text: {
      en: 'Most replies per variant and case (default 20)',
      'zh-cn': '每个变体和用例最多的回复数（默认 20）',
    },
  },
  {
    name: 'temperature',
    value: 'T',
    text: {
      en: 'Temperature, 0 to 2 (default: the prompt’s own, else the model’s)',
      'zh-cn': '温度，0 到 2（默认取提示词自带的设置，否则由模型决定）',
    },
  },
  {
    name: 'top-p',
    value: 'P',
    text: {
      en: 'Nucleus sampling, 0 to 1 (default: the prompt’s own, else the model’s)',
      'zh-cn': '核采样，0 到 1（默认取提示词自带的设置，否则由模型决定）',
    },
  },
  {
    name: 'max-tokens',
    value: 'N',
    text: {
      en: 'Most tokens per reply (default: the prompt’s own)',
      'zh-cn': '每个回复的词元上限（默认取提示词自带的设置）',
    },
  },
  {
    name: 'seed',
    value: 'N',
    text: { en: 'Seed, where the model takes one', 'zh-cn': '随机种子（模型支持时有效）' },
  },
  {
    name: 'concurrency',
    value: 'C',
    text: { en: 'Requests under way at once', 'zh-cn': '同时进行的请求数' },
  },
  {
    name: 'stop',
    value: 'RULE|none',
    text: {
      en: 'Rule that ends a case early once it is decided (default beta)',
      'zh-cn': '结果已定时提前结束用例的规则（默认 beta）',
    },
  },
  {
    name: 'cases',
    value: 'FILE',
    text: {
      en: 'Rows of values and expected answers: JSON lines, CSV or YAML',
      'zh-cn': '由取值和预期答案组成的行：JSON 行、CSV 或 YAML',
    },
  },
  {
    name: 'set',
    value: 'NAME=VALUE',
    multiple: true,
    text: { en: 'Value of a placeholder; may be repeated', 'zh-cn': '占位符的值；可重复使用' },
  },
  {
    name: 'task',
    value: 'TEXT',
    text: {
      en: 'What the user asks, for instructions such as AGENTS.md',
      'zh-cn': '用户的任务，用于 AGENTS.md 等指令文件',
    },
  },
  {
    name: 'against',
    value: 'FILE[:LINE]|git:REV',
    multiple: true,
    text: {
      en: 'Another prompt to try on the same cases, or this one as it is in a git revision such as git:HEAD; may be repeated',
      'zh-cn':
        '在相同用例上一同试验的另一个提示词，或此提示词在某个 git 版本（如 git:HEAD）中的内容；可重复使用',
    },
  },
  {
    name: 'extractor',
    value: 'ID',
    text: { en: 'How answers are read (default auto)', 'zh-cn': '读取答案的方式（默认 auto）' },
  },
  {
    name: 'comparer',
    value: 'ID',
    text: {
      en: 'When two answers are equal (default normalised)',
      'zh-cn': '如何判定两个答案相等（默认 normalised）',
    },
  },
  {
    name: 'no-cache',
    text: { en: 'Ask anew although equal replies are stored', 'zh-cn': '即使存有相同请求的回复也重新提问' },
  },
];
