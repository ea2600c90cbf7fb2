/** Number of tokens of a text; `exact` only where the model's own tokenizer counted. */
export interface TokenCount {
  readonly count: number;
  readonly exact: boolean;
}

type Encoder = (text: string) => number;

/**
 * Counts a text's tokens. Exact for models OpenAI names; for all others the count of a common tokenizer, to be shown
 * with ≈. Total for any text: special tokens such as `<|endoftext|>` count as plain text.
 */
export async function countTokens(text: string, modelId?: string): Promise<TokenCount> {
  const encoding = modelId === undefined ? undefined : encodingOf(modelId);
  const count = await (encoding === 'cl100k' ? cl100k() : o200k());
  return { count: count(text.toWellFormed()), exact: encoding !== undefined };
}

/** OpenAI's tokenizer per model family, after the model lists of tiktoken. */
function encodingOf(modelId: string): 'o200k' | 'cl100k' | undefined {
  const name = modelId
    .replace(/^(?:openai|azure)\//, '')
    .replace(/^ft:/, '')
    .toLowerCase();
  if (/^(?:gpt-(?:[5-9]|4o|4\.1|4\.5|oss)|chatgpt-4o|o[1-9](?:-|$))/.test(name)) return 'o200k';
  return /^(?:gpt-4|gpt-3\.5|gpt-35|text-embedding)/.test(name) ? 'cl100k' : undefined;
}

const options = { disallowedSpecial: new Set<string>() };
let loadedO200k: Promise<Encoder> | undefined;
let loadedCl100k: Promise<Encoder> | undefined;

function o200k(): Promise<Encoder> {
  loadedO200k ??= import('gpt-tokenizer/encoding/o200k_base').then(
    ({ countTokens: count }) =>
      (text) =>
        count(text, options),
  );
  return loadedO200k;
}

function cl100k(): Promise<Encoder> {
  loadedCl100k ??= import('gpt-tokenizer/encoding/cl100k_base').then(
    ({ countTokens: count }) =>
      (text) =>
        count(text, options),
  );
  return loadedCl100k;
}
