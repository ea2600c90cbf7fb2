import type { Problem } from '../base/problem.ts';
import type { Text } from '../base/text.ts';
import {
  address,
  choice,
  count,
  flag,
  flags,
  type Kind,
  optionalNumber,
  table,
  text,
  texts,
} from './settingKinds.ts';

/** The prefix of every setting in `settings.json`. */
export const settingsPrefix = 'promptQuorum';

/**
 * Who may choose a value: `machine` only the user, never a workspace; `window` a workspace as well;
 * `resource` each folder of a workspace.
 */
export type SettingScope = 'machine' | 'window' | 'resource';

/** One setting: what it holds, who may choose it, and its text in the settings editor. */
export interface Setting<T> {
  readonly kind: Kind<T>;
  readonly scope: SettingScope;
  readonly description: Text;
}

/** Words for a rule's severity in the settings. */
export const severityChoices = ['off', 'error', 'warning', 'information', 'hint'] as const;

export type SeverityChoice = (typeof severityChoices)[number];

/** The parts of a code lens, in their order. */
export const lensParts = [
  'findings',
  'tokens',
  'rewrite',
  'once',
  'trials',
  'notPrompt',
  'measurement',
] as const;

/** Every setting, by key without the prefix. The manifest, its texts and the documentation are generated from it. */
export const settings = {
  language: {
    kind: choice(['auto', 'en', 'zh-cn'], 'auto'),
    scope: 'window',
    description: {
      en: 'Language of findings, hovers and the trials panel. `auto` follows the display language.',
      'zh-cn': '诊断、悬停说明和试验面板所用的语言。`auto` 跟随显示语言。',
    },
  },
  rules: {
    kind: table(severityChoices),
    scope: 'resource',
    description: {
      en: 'Severity of single rules, by rule id; `off` switches a rule off.',
      'zh-cn': '按规则 ID 设定单条规则的严重程度；`off` 表示关闭该规则。',
    },
  },
  'codeLens.enabled': {
    kind: flag(true),
    scope: 'resource',
    description: {
      en: 'Show findings, tokens, rewriting and trials above each prompt.',
      'zh-cn': '在每个提示词上方显示问题数、词元数、改写和试验入口。',
    },
  },
  'codeLens.parts': {
    kind: flags(lensParts),
    scope: 'resource',
    description: {
      en: 'Which parts are shown above each prompt.',
      'zh-cn': '每个提示词上方显示哪些部分。',
    },
  },
  'openai.baseUrl': {
    kind: address(),
    scope: 'machine',
    description: {
      en: 'Base URL of the OpenAI-compatible server, such as `http://localhost:11434/v1`. Empty: `OPENAI_BASE_URL`, else OpenAI. A workspace cannot set it.',
      'zh-cn':
        '兼容 OpenAI 协议的服务器的基础地址，例如 `http://localhost:11434/v1`。留空则使用 `OPENAI_BASE_URL`，未设置时使用 OpenAI。工作区不能设置此项。',
    },
  },
  'openai.models': {
    kind: texts(),
    scope: 'machine',
    description: {
      en: 'Names of models to offer besides those the server lists.',
      'zh-cn': '除服务器列出的模型之外，另外提供选择的模型名称。',
    },
  },
  'local.model': {
    kind: text(),
    scope: 'machine',
    description: {
      en: 'Path of a GGUF file to use as the built-in model. Empty: the small demonstration model. A workspace cannot set it.',
      'zh-cn': '用作内置模型的 GGUF 文件路径。留空则使用小型演示模型。工作区不能设置此项。',
    },
  },
  'trials.samples': {
    kind: count(20, { minimum: 1, maximum: 1000 }),
    scope: 'window',
    description: {
      en: 'Most answers to ask for, per prompt and case.',
      'zh-cn': '每个提示词、每个用例最多采样的回答数。',
    },
  },
  'trials.temperature': {
    kind: optionalNumber({ minimum: 0, maximum: 2 }),
    scope: 'window',
    description: {
      en: 'Temperature of trials. `null` leaves it to the model; some models accept no other.',
      'zh-cn': '试验所用的温度。`null` 表示由模型决定；有些模型只接受默认值。',
    },
  },
  'trials.maxTokens': {
    kind: optionalNumber({ minimum: 1, maximum: 1_000_000 }, 'integer'),
    scope: 'window',
    description: {
      en: 'Most tokens per answer. `null` leaves it to the model.',
      'zh-cn': '每个回答的词元上限。`null` 表示由模型决定。',
    },
  },
  'trials.concurrency': {
    kind: optionalNumber({ minimum: 1, maximum: 256 }, 'integer'),
    scope: 'window',
    description: {
      en: 'Most requests under way at once. `null` leaves it to the provider.',
      'zh-cn': '同时进行的请求数上限。`null` 表示由提供方决定。',
    },
  },
  'trials.stop': {
    kind: text('beta'),
    scope: 'window',
    description: {
      en: 'Rule by which a trial stops early once its outcome is decided; `none` always asks for every answer.',
      'zh-cn': '结果已定时提前停止试验所依据的规则；`none` 表示总是采满全部回答。',
    },
  },
} as const satisfies Readonly<Record<string, Setting<unknown>>>;

export type SettingKey = keyof typeof settings;

/** The value of every setting, by key without the prefix. */
export type Settings = {
  readonly [K in SettingKey]: (typeof settings)[K] extends Setting<infer T> ? T : never;
};

/** What the settings are where nothing is chosen. */
export const defaultSettings: Settings = parseSettings(() => undefined).settings;

/**
 * Reads the settings through `read` (key without the prefix; `undefined` means not chosen). A bad value becomes its
 * default and one problem of code `bad-setting`.
 */
export function parseSettings(read: (key: SettingKey) => unknown): {
  readonly settings: Settings;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const entries = settingKeys().map((key) => {
    const kind: Kind<unknown> = settings[key].kind;
    const value = read(key);
    const parsed = value === undefined ? kind.fallback : kind.parse(value);
    if (parsed === undefined) problems.push(badSetting(key, kind));
    return [key, parsed ?? kind.fallback] as const;
  });
  return { settings: Object.fromEntries(entries) as Settings, problems };
}

/** Every key, in the order of the table. */
export function settingKeys(): readonly SettingKey[] {
  return Object.keys(settings) as SettingKey[];
}

function badSetting(key: SettingKey, { expects, fallback }: Kind<unknown>): Problem {
  const values = { key: `${settingsPrefix}.${key}`, fallback: JSON.stringify(fallback) };
  return {
    code: 'bad-setting',
    phrase: {
      text: {
        en: `Setting {key} must be ${expects.en}; {fallback} is used until you change it.`,
        'zh-cn': `设置 {key} 应为${expects['zh-cn']}；在修改之前使用 {fallback}。`,
      },
      values,
    },
  };
}
