import type { Usage } from './engine.ts';
import type { FinishReason } from './reply.ts';
import { RequestError } from './request.ts';

/** What every object of one answer repeats. */
export interface Heading {
  readonly id: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly model: string;
}

/** The answer to a request that is not streamed. */
export function completion(heading: Heading, replies: readonly FinishedReply[], usage: Usage): object {
  const choices = replies.map(({ text, reason }, index) => ({
    index,
    message: { role: 'assistant', content: text, refusal: null },
    logprobs: null,
    finish_reason: reason,
  }));
  return { ...heading, object: 'chat.completion', choices, usage: usageBody(usage) };
}

export interface FinishedReply {
  readonly text: string;
  readonly reason: FinishReason;
}

/** One event of a stream: a piece of the reply at `index`, or its end. */
export function chunk(
  heading: Heading,
  index: number,
  delta: { readonly role?: 'assistant'; readonly content?: string },
  reason: FinishReason | null = null,
): object {
  const choices = [{ index, delta, logprobs: null, finish_reason: reason }];
  return { ...heading, object: 'chat.completion.chunk', choices };
}

/** The event a stream ends with where `stream_options.include_usage` was asked for. */
export function usageChunk(heading: Heading, usage: Usage): object {
  return { ...heading, object: 'chat.completion.chunk', choices: [], usage: usageBody(usage) };
}

/** The list of models: the one that is loaded. */
export function modelList(model: string, created: number): object {
  return { object: 'list', data: [{ id: model, object: 'model', created, owned_by: 'local' }] };
}

/** Any failure in the protocol's shape; what was not expected is a server error without inner details. */
export function errorBody(error: unknown): { readonly status: number; readonly body: object } {
  const known = error instanceof RequestError ? error : undefined;
  const status = known?.status ?? 500;
  const type = status < 500 ? 'invalid_request_error' : 'server_error';
  const message =
    known?.message ?? `The model failed: ${error instanceof Error ? error.message : 'unknown cause'}`;
  return {
    status,
    body: { error: { message, type, param: known?.param ?? null, code: known?.code ?? null } },
  };
}

/** One server-sent event. JSON has no raw line break, so one `data` line always is enough. */
export function serverSentEvent(data: object | '[DONE]'): string {
  return `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}

function usageBody({ promptTokens, cachedTokens, completionTokens }: Usage): object {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: cachedTokens },
  };
}
