import type { Text } from '../base/text.ts';
import type { Arguments, OptionSpec } from './options.ts';
import type { Terminal } from './terminal.ts';

/** One command of the terminal front end. */
export interface Command {
  readonly name: string;
  /** What follows the program's name, as a synopsis. */
  readonly synopsis: string;
  readonly text: Text;
  readonly options: readonly OptionSpec[];
  /** Further lines of its help. */
  readonly notes?: Text;
  /** Resolves to the exit code; rejects with a `ProblemError` for wrong use or a problem of the surroundings. */
  run(args: Arguments, terminal: Terminal): Promise<number>;
}

/** Options of several commands. */
export const sharedOptions = {
  json: { name: 'json', text: { en: 'Print JSON lines', 'zh-cn': '输出 JSON 行' } },
  baseUrl: {
    name: 'base-url',
    value: 'URL',
    text: {
      en: 'OpenAI-compatible server (default: OPENAI_BASE_URL, else OpenAI)',
      'zh-cn': '兼容 OpenAI 协议的服务器（默认：OPENAI_BASE_URL，否则为 OpenAI）',
    },
  },
  help: { name: 'help', short: 'h', text: { en: 'Show this help', 'zh-cn': '显示本帮助' } },
  lang: {
    name: 'lang',
    value: 'en|zh-cn',
    text: { en: 'Language of what is said to you', 'zh-cn': '提示所用的语言' },
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;
