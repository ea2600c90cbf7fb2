/** A request for chat completions after its body was checked, with the protocol's defaults filled in. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  /** How many replies. */
  readonly n: number;
  readonly temperature: number;
  readonly topP: number;
  /** Only the likeliest `topK` tokens are sampled from; 0 means all. An extension most local servers share. */
  readonly topK: number;
  readonly seed: number | undefined;
  readonly maxTokens: number;
  readonly stop: readonly string[];
  readonly stream: boolean;
  readonly includeUsage: boolean;
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
}

/** What is wrong with a request, in the protocol's terms; becomes the body of a 4xx answer. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly status: number;
  readonly param: string | null;
  readonly code: string | null;

  constructor(message: string, { status = 400, param = null, code = null }: Partial<ErrorFields> = {}) {
    super(message);
    this.status = status;
    this.param = param;
    this.code = code;
  }
}

interface ErrorFields {
  readonly status: number;
  readonly param: string | null;
  readonly code: string | null;
}

/** A small model tends to ramble: without `max_tokens` a reply ends here, with `finish_reason` "length". */
export const defaultMaxTokens = 512;
const mostReplies = 128;
const mostStops = 16;
const unsupported = ['tools', 'functions', 'logprobs', 'logit_bias', 'audio'] as const;

/** Parses the body of `POST /v1/chat/completions`; throws a {@link RequestError} that names the field at fault. */
export function parseChatRequest(body: string): ChatRequest {
  const fields = parseObject(body);
  for (const name of unsupported) if (isAsked(fields[name])) throw notSupported(name);
  const format = record(fields['response_format'])?.['type'];
  if (format !== undefined && format !== 'text') throw notSupported('response_format');
  return {
    model: text(fields, 'model'),
    messages: messages(fields['messages']),
    n: number(fields, 'n', { whole: true, min: 1, max: mostReplies }) ?? 1,
    temperature: number(fields, 'temperature', { min: 0, max: 2 }) ?? 1,
    topP: number(fields, 'top_p', { min: 0, max: 1 }) ?? 1,
    topK: number(fields, 'top_k', { whole: true, min: 0, max: 1_000_000 }) ?? 40,
    seed: number(fields, 'seed', { whole: true, min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
    maxTokens: maxTokens(fields),
    stop: stops(fields['stop']),
    stream: flag(fields, 'stream'),
    includeUsage: record(fields['stream_options'])?.['include_usage'] === true,
  };
}

type Fields = Readonly<Record<string, unknown>>;

function parseObject(body: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new RequestError('The body is not valid JSON.');
  }
  const fields = record(value);
  if (fields === undefined) throw new RequestError('The body must be a JSON object.');
  return fields;
}

function record(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function isAsked(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false;
  return Array.isArray(value) ? value.length > 0 : true;
}

function notSupported(param: string): RequestError {
  const message = `The demonstration model does not support ${param}; leave it out or choose another model.`;
  return new RequestError(message, { param, code: 'unsupported_parameter' });
}

function invalid(param: string, wanted: string): RequestError {
  return new RequestError(`${param} must be ${wanted}.`, { param, code: 'invalid_value' });
}

function text(fields: Fields, param: string): string {
  const value = fields[param];
  if (typeof value !== 'string' || value === '') throw invalid(param, 'a text that is not empty');
  return value;
}

function number(
  fields: Fields,
  param: string,
  { min, max, whole = false }: { readonly min: number; readonly max: number; readonly whole?: boolean },
): number | undefined {
  const value = fields[param];
  if (value === undefined || value === null) return undefined;
  const fine =
    typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value));
  if (!fine) throw invalid(param, `${whole ? 'a whole number' : 'a number'} from ${min} to ${max}`);
  return value;
}

function flag(fields: Fields, param: string): boolean {
  const value = fields[param] ?? false;
  if (typeof value !== 'boolean') throw invalid(param, 'true or false');
  return value;
}

function maxTokens(fields: Fields): number {
  const range = { whole: true, min: 1, max: 1_000_000 };
  return (
    number(fields, 'max_completion_tokens', range) ?? number(fields, 'max_tokens', range) ?? defaultMaxTokens
  );
}

function stops(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const fine = (stop: unknown): stop is string => typeof stop === 'string' && stop !== '';
  if (list.length > mostStops || !list.every(fine))
    throw invalid('stop', `a text that is not empty, or a list of at most ${mostStops} of them`);
  return list;
}

function messages(value: unknown): readonly ChatMessage[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid('messages', 'a list that is not empty');
  return value.map((message: unknown, index) => ({
    role: role(record(message)?.['role'], `messages[${index}].role`),
    text: content(record(message)?.['content'], `messages[${index}].content`),
  }));
}

function role(value: unknown, param: string): ChatMessage['role'] {
  if (value === 'developer') return 'system';
  if (value === 'system' || value === 'user' || value === 'assistant') return value;
  throw invalid(param, '"system", "developer", "user" or "assistant"');
}

function content(value: unknown, param: string): string {
  if (typeof value === 'string') return value;
  const parts: readonly unknown[] | undefined = Array.isArray(value) ? value : undefined;
  const texts = parts?.map((part) =>
    record(part)?.['type'] === 'text' ? record(part)?.['text'] : undefined,
  );
  const isText = (part: unknown): part is string => typeof part === 'string';
  if (!texts?.every(isText)) throw invalid(param, 'a text or a list of text parts');
  return texts.join('');
}
