import type { Clock } from '../../base/clock.ts';
import { failure, longWait, shorten } from '../failures.ts';
import { longestWait } from '../retry.ts';
import type { FailureCode, ModelFailure } from '../types.ts';

/** Where a request went, as far as failures tell it. */
export interface RequestContext {
  readonly server: string;
  readonly model: string;
  readonly hasKey: boolean;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * What went wrong in a call of the `openai` SDK. Its errors are read by shape, so that this file does not load it: a
 * `status` is an HTTP answer, an `error` without status came inside a stream, anything else is the connection.
 */
export function failureOfError(thrown: unknown, context: RequestContext, streaming: boolean): ModelFailure {
  const { server, model } = context;
  const error = readError(thrown);
  const values = { server, model, detail: shorten(error.detail) };
  if (error.status !== undefined) {
    const code = codeOfAnswer(error, context.hasKey);
    const address = addressIn(error, server);
    if (code === 'redirected') return failure(code, { ...values, address: shorten(address) });
    const retryAfter = error.headers && retryAfterOf(error.headers, context.clock.now());
    if (retryAfter === undefined) return failure(code, values);
    const isLong = retryAfter > longestWait && (code === 'rate-limited' || code === 'server-error');
    return isLong ? longWait(code, values, retryAfter) : failure(code, values, { retryAfter });
  }
  if (error.inStream) return failure(codeOfStreamError(error), values);
  if (thrown instanceof SyntaxError) return failure('malformed-reply', values);
  return failure(streaming ? 'broken-stream' : 'unreachable', values);
}

/** Whether nobody listened at the address, so that the request cannot have begun. */
export function wasRefused({ code, phrase }: ModelFailure): boolean {
  return code === 'unreachable' && /ECONNREFUSED/.test(String(phrase.values?.['detail']));
}

/** Milliseconds the server wants to be left alone: `retry-after-ms`, or `retry-after` in seconds or as a date. */
export function retryAfterOf(headers: Pick<Headers, 'get'>, now: number): number | undefined {
  const millis = nonNegative(headers.get('retry-after-ms'));
  if (millis !== undefined) return millis;
  const value = headers.get('retry-after');
  const seconds = nonNegative(value);
  if (seconds !== undefined) return seconds * 1000;
  const date = value === null ? Number.NaN : Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function nonNegative(text: string | null): number | undefined {
  const value = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return value >= 0 ? value : undefined;
}

/** The base URL to which a redirect leads, as far as it can be told; never with what may be secret. */
function addressIn({ headers, detail }: ReadError, server: string): string {
  const location = headers?.get('location');
  if (!location) return detail;
  try {
    const { protocol, host, pathname } = new URL(location, server);
    return `${protocol}//${host}${pathname.replace(/\/(?:chat\/completions|models)\/?$/, '')}`;
  } catch {
    return detail;
  }
}

interface ReadError {
  readonly status?: number;
  readonly headers?: Headers;
  /** Codes, types and the message, in lower case: what servers say is told by one of them. */
  readonly words: string;
  readonly detail: string;
  readonly inStream: boolean;
}

function readError(thrown: unknown): ReadError {
  const record = recordOf(thrown);
  const body = recordOf(record['error']);
  const message = typeof body['message'] === 'string' ? body['message'] : messageOf(thrown);
  const words = [record['code'], record['type'], body['code'], body['type'], message];
  return {
    ...(typeof record['status'] === 'number' && { status: record['status'] }),
    ...(record['headers'] instanceof Headers && { headers: record['headers'] }),
    words: words
      .filter((word) => typeof word === 'string')
      .join(' ')
      .toLowerCase(),
    detail: typeof record['status'] === 'number' ? `HTTP ${record['status']}: ${message}` : message,
    inStream: record['error'] !== undefined,
  };
}

/** The innermost cause says most about a failed connection: `connect ECONNREFUSED …` rather than `fetch failed`. */
function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const { cause } = thrown;
  if (cause instanceof AggregateError && cause.errors[0] instanceof Error) return cause.errors[0].message;
  return cause instanceof Error ? messageOf(cause) : thrown.message.replace(/^\d{3} /, '');
}

const contextWords =
  /context_length_exceeded|exceed_context_size|maximum context length|context (?:length|window|size)|prompt is too long|input is too long/;
const filterWords = /content_filter|content_policy|responsibleai/;
const modelWords = /model_not_found|model\b.*\b(?:not found|does not exist|not exist)|unknown model/;

function codeOfAnswer({ status = 0, words }: ReadError, hasKey: boolean): FailureCode {
  if (status < 400) return 'redirected';
  if (status === 401) return hasKey ? 'unauthorized' : 'missing-key';
  if (status === 403) return 'unauthorized';
  if (status === 402 || /insufficient_quota|billing_hard_limit/.test(words)) return 'quota-exceeded';
  if (status === 404) return 'model-not-found';
  if (status === 429) return 'rate-limited';
  if (contextWords.test(words) || status === 413) return 'context-overflow';
  if (status >= 500 || status === 408 || status === 409 || status === 425) return 'server-error';
  if (filterWords.test(words)) return 'content-filter';
  return modelWords.test(words) ? 'model-not-found' : 'bad-request';
}

function codeOfStreamError({ words }: ReadError): FailureCode {
  if (contextWords.test(words)) return 'context-overflow';
  if (/insufficient_quota/.test(words)) return 'quota-exceeded';
  if (/rate.?limit/.test(words)) return 'rate-limited';
  return filterWords.test(words) ? 'content-filter' : 'server-error';
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
