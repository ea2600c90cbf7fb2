import type { FinishReason, Usage } from '../types.ts';

/** One choice of a chunk or of a whole completion. */
export interface Choice {
  readonly index: number;
  readonly text: string;
  readonly finish?: FinishReason;
}

/** What a chunk of a stream, or a whole completion, says. */
export interface Piece {
  readonly model?: string;
  readonly choices: readonly Choice[];
  readonly usage?: Usage;
}

/** Reads a chunk or a completion as sent by a server that may not keep to the protocol; `undefined` where it is neither. */
export function readPiece(data: unknown): Piece | undefined {
  if (!isRecord(data)) return undefined;
  const { model, choices, usage } = data;
  if (!Array.isArray(choices)) return undefined;
  const billed = readUsage(usage);
  return {
    ...(typeof model === 'string' && { model }),
    choices: choices.filter(isRecord).map(readChoice),
    ...(billed && { usage: billed }),
  };
}

/** What the server said instead of a completion, where it put an error into an answer of status 200. */
export function errorOf(data: unknown): unknown {
  return isRecord(data) ? data['error'] : undefined;
}

function readChoice({
  index,
  delta,
  message,
  finish_reason: reason,
}: Readonly<Record<string, unknown>>): Choice {
  const body = isRecord(delta) ? delta : isRecord(message) ? message : {};
  return {
    index: typeof index === 'number' ? index : 0,
    text: [body['content'], body['refusal']].filter((part) => typeof part === 'string').join(''),
    ...(typeof reason === 'string' && { finish: finishOf(reason) }),
  };
}

function finishOf(reason: string): FinishReason {
  if (reason === 'stop' || reason === 'length') return reason;
  return reason === 'content_filter' ? 'content-filter' : 'other';
}

function readUsage(usage: unknown): Usage | undefined {
  if (!isRecord(usage)) return undefined;
  const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = usage;
  return typeof promptTokens === 'number' && typeof completionTokens === 'number'
    ? { promptTokens, completionTokens }
    : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
