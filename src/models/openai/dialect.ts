import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import { openAiBaseUrl, originOf } from '../keys.ts';
import type { ModelRequest } from '../types.ts';

/** Which optional parts of the protocol a server takes for one model; learnt from what it rejects or ignores. */
export interface Dialect {
  /** Several replies per request (`n`). */
  many: boolean;
  stream: boolean;
  streamUsage: boolean;
}

export function newDialect(): Dialect {
  return { many: true, stream: true, streamUsage: true };
}

/** The body of a chat completion of `count` replies. OpenAI itself has replaced `max_tokens`; other servers still take it. */
export function requestBody(
  { model, messages, sampling }: ModelRequest,
  count: number,
  dialect: Dialect,
): ChatCompletionCreateParams {
  const { temperature, topP, maxTokens, seed, stop } = sampling;
  const atOpenAi = model.origin === originOf(openAiBaseUrl);
  return {
    model: model.model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(maxTokens !== undefined &&
      (atOpenAi ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens })),
    ...(seed !== undefined && { seed }),
    ...(stop !== undefined && stop.length > 0 && { stop: [...stop] }),
    ...(count > 1 && { n: count }),
    ...(dialect.stream && { stream: true }),
    ...(dialect.stream && dialect.streamUsage && { stream_options: { include_usage: true } }),
  };
}

/**
 * Gives up the optional part that a rejection names, or `n` where it names nothing; false where there is nothing left to
 * give up, so that the rejection stands. Sampling parameters are never given up: a run must be what it says it is.
 */
export function giveUp(dialect: Dialect, rejection: string, count: number): boolean {
  const giveUpPart = (part: keyof Dialect) => {
    const had = dialect[part];
    dialect[part] = false;
    return had;
  };
  if (/stream_options|include_usage/.test(rejection)) return giveUpPart('streamUsage');
  if (/\bstream(?:ing)?\b/.test(rejection) && giveUpPart('stream')) return true;
  if (count > 1 && !/temperature|top_p|max_(?:completion_)?tokens|\bseed\b|\bstop\b/.test(rejection))
    return giveUpPart('many');
  return false;
}
