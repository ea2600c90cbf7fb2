/** A model that its maker's own servers no longer answer for. */
export interface RetiredModel {
  readonly maker: string;
  /** The day of the shutdown as the maker's page gives it; a month where the page gives no day. */
  readonly date: string;
  /** What the maker's page names in its place, where that still runs. */
  readonly successor?: string;
  /** The maker's page. */
  readonly source: string;
}

/** Where each maker publishes its shutdowns. */
export const deprecationPages = {
  OpenAI: 'https://developers.openai.com/api/docs/deprecations',
  Anthropic: 'https://platform.claude.com/docs/en/about-claude/model-deprecations',
  Google: 'https://ai.google.dev/gemini-api/docs/deprecations',
  Mistral: 'https://docs.mistral.ai/getting-started/models',
  Groq: 'https://console.groq.com/docs/deprecations',
  xAI: 'https://docs.x.ai/docs/migration/may-15-retirement',
} as const;

type Row = readonly [date: string, ids: string, successor?: string];

const openai: readonly Row[] = [
  [
    '2024-01-04',
    'text-davinci-003 text-davinci-002 text-davinci-001 text-curie-001 text-babbage-001 text-ada-001',
  ],
  ['2024-01-04', 'ada babbage curie davinci'],
  ['2023-03-23', 'code-davinci-002 code-davinci-001 code-cushman-002 code-cushman-001'],
  ['2024-09-13', 'gpt-3.5-turbo-0613 gpt-3.5-turbo-16k-0613 gpt-3.5-turbo-0301'],
  ['2024-12-06', 'gpt-4-vision-preview gpt-4-1106-vision-preview'],
  ['2025-06-06', 'gpt-4-32k gpt-4-32k-0613 gpt-4-32k-0314'],
  ['2025-07-14', 'gpt-4.5-preview'],
  ['2025-07-28', 'o1-preview'],
  ['2025-10-27', 'o1-mini'],
  ['2026-01-16', 'codex-mini-latest'],
  ['2026-02-17', 'chatgpt-4o-latest'],
  ['2026-03-26', 'gpt-4-0314 gpt-4-0125-preview gpt-4-turbo-preview'],
  ['2026-07-23', 'gpt-5-chat-latest gpt-5.1-chat-latest gpt-5-codex gpt-5.1-codex gpt-5.1-codex-max'],
  ['2026-07-23', 'gpt-5.1-codex-mini gpt-5.2-codex o3-deep-research o4-mini-deep-research'],
  ['2026-08-10', 'gpt-5.2-chat-latest gpt-5.3-chat-latest'],
  ['2026-09-28', 'gpt-3.5-turbo-instruct gpt-3.5-turbo-1106 babbage-002 davinci-002'],
  ['2026-10-23', 'gpt-3.5-turbo gpt-3.5-turbo-0125', 'gpt-5.6-terra'],
  [
    '2026-10-23',
    'gpt-4 gpt-4-0613 gpt-4-1106-preview gpt-4-turbo gpt-4-turbo-2024-04-09 gpt-4o-2024-05-13',
    'gpt-5.6-sol',
  ],
  ['2026-10-23', 'o1 o1-2024-12-17 o1-pro o1-pro-2025-03-19 o3-mini o3-mini-2025-01-31', 'gpt-5.6-sol'],
  ['2026-10-23', 'o4-mini o4-mini-2025-04-16', 'gpt-5.6-terra'],
  ['2026-10-23', 'gpt-4.1-nano gpt-4.1-nano-2025-04-14'],
];
const anthropic: readonly Row[] = [
  ['2024-11-06', 'claude-1.0 claude-1.1 claude-1.2 claude-1.3'],
  ['2024-11-06', 'claude-instant-1.0 claude-instant-1.1 claude-instant-1.2'],
  ['2025-07-21', 'claude-2.0 claude-2.1 claude-3-sonnet-20240229'],
  ['2025-10-28', 'claude-3-5-sonnet-20240620 claude-3-5-sonnet-20241022 claude-3-5-sonnet-latest'],
  ['2026-01-05', 'claude-3-opus-20240229 claude-3-opus-latest'],
  ['2026-02-19', 'claude-3-7-sonnet-20250219 claude-3-7-sonnet-latest'],
  ['2026-02-19', 'claude-3-5-haiku-20241022 claude-3-5-haiku-latest', 'claude-haiku-4-5'],
  ['2026-04-20', 'claude-3-haiku-20240307', 'claude-haiku-4-5'],
  ['2026-06-15', 'claude-sonnet-4-20250514 claude-sonnet-4-0', 'claude-sonnet-4-6'],
  ['2026-06-15', 'claude-opus-4-20250514 claude-opus-4-0', 'claude-opus-4-8'],
  ['2026-08-05', 'claude-opus-4-1-20250805 claude-opus-4-1'],
];
const google: readonly Row[] = [
  ['2024-07', 'gemini-pro-vision gemini-1.0-pro-vision gemini-1.0-pro-vision-latest'],
  ['2024-08-15', 'text-bison-001 chat-bison-001'],
  ['2025-02', 'gemini-pro gemini-1.0-pro gemini-1.0-pro-001 gemini-1.0-pro-latest'],
  ['2025-09', 'gemini-1.5-pro gemini-1.5-pro-001 gemini-1.5-pro-002 gemini-1.5-pro-latest'],
  ['2025-09', 'gemini-1.5-flash gemini-1.5-flash-001 gemini-1.5-flash-002 gemini-1.5-flash-latest'],
  ['2025-09', 'gemini-1.5-flash-8b'],
  ['2025-12-02', 'gemini-2.5-pro-preview-03-25 gemini-2.5-pro-preview-05-06 gemini-2.5-pro-preview-06-05'],
  ['2026-03-09', 'gemini-3-pro-preview', 'gemini-3.1-pro-preview'],
  ['2026-06-01', 'gemini-2.0-flash gemini-2.0-flash-001', 'gemini-3.5-flash'],
  ['2026-06-01', 'gemini-2.0-flash-lite gemini-2.0-flash-lite-001', 'gemini-3.1-flash-lite'],
];
const mistral: readonly Row[] = [
  ['2025-03-30', 'open-mistral-7b open-mixtral-8x7b open-mixtral-8x22b mistral-large-2407'],
  ['2025-06-16', 'mistral-medium-2312 mistral-small-2402 mistral-large-2402 codestral-2405'],
  ['2025-11-30', 'codestral-2501', 'codestral-2508'],
  ['2025-12-31', 'pixtral-12b-2409'],
  ['2026-05-31', 'mistral-large-2411'],
];
/** Names that Groq alone gave to open models. */
const groq: readonly Row[] = [
  ['2025-01-24', 'llama-3.1-70b-versatile llama-3.1-70b-specdec'],
  ['2025-03-20', 'mixtral-8x7b-32768'],
  ['2025-08-30', 'llama3-70b-8192 llama3-8b-8192'],
  ['2025-10-08', 'gemma2-9b-it'],
  ['2026-08-16', 'llama-3.3-70b-versatile llama-3.1-8b-instant'],
];
const xai: readonly Row[] = [
  ['2026-05-15', 'grok-4-1-fast-reasoning grok-4-1-fast-non-reasoning grok-4-fast-reasoning', 'grok-4.3'],
  ['2026-05-15', 'grok-4-fast-non-reasoning grok-4-0709 grok-code-fast-1 grok-3', 'grok-4.3'],
];

/**
 * Models by id as they are written in calls to their maker's own servers. Shutdowns up to 24 November 2026; later ones are
 * not in the table, even where their date is announced, because a finding does not depend on the day it is looked for.
 */
export const retiredModels: ReadonlyMap<string, RetiredModel> = new Map([
  ...entries('OpenAI', openai),
  ...entries('Anthropic', anthropic),
  ...entries('Google', google),
  ...entries('Mistral', mistral),
  ...entries('Groq', groq),
  ...entries('xAI', xai),
]);

/** Models often named in calls that ran on that day; a misspelling is looked for near these alone. */
export const currentModels: readonly string[] = [
  ...['gpt-4o', 'gpt-4o-mini', 'gpt-4.1', 'gpt-4.1-mini', 'gpt-5', 'gpt-5-mini', 'gpt-5-nano'],
  ...['claude-haiku-4-5', 'claude-sonnet-4-5', 'claude-sonnet-4-6', 'claude-opus-4-5', 'claude-opus-4-6'],
  ...['gemini-2.5-pro', 'gemini-2.5-flash', 'gemini-2.5-flash-lite', 'gemini-3.5-flash'],
  ...['mistral-large-latest', 'mistral-medium-latest', 'mistral-small-latest', 'codestral-latest'],
  ...['deepseek-chat', 'deepseek-reasoner', 'qwen-plus', 'qwen-turbo', 'llama-3.3-70b-versatile'],
];

function* entries(
  maker: keyof typeof deprecationPages,
  rows: readonly Row[],
): Iterable<readonly [string, RetiredModel]> {
  for (const [date, ids, successor] of rows) {
    const model = { maker, date, source: deprecationPages[maker], ...(successor && { successor }) };
    for (const id of ids.split(' ')) yield [id, model];
  }
}
