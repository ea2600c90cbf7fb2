import type OpenAI from 'openai';
import type { Clock } from '../../base/clock.ts';
import { failure } from '../failures.ts';
import type { ModelFailure, ModelRequest, ReplyEvent } from '../types.ts';
import { type Dialect, giveUp, requestBody } from './dialect.ts';
import { failureOfError } from './errors.ts';
import { createGatherer, type Gatherer } from './gather.ts';
import { errorOf, readPiece } from './protocol.ts';
import type { Watchdog } from './watchdog.ts';

/** What one call of a server needs. */
export interface ChatServer {
  readonly client: OpenAI;
  readonly dialect: Dialect;
  readonly hasKey: boolean;
  /** The server's name in messages. */
  readonly server: string;
  readonly clock: Clock;
  readonly watch: (signal: AbortSignal) => Watchdog;
}

/**
 * Samples slots with one chat completion; goes again only where the server rejected an optional part of the protocol. Few
 * layers of generators lie between a chunk and its reader, since each costs as much as handling the chunk.
 */
export async function* sampleChat(
  connect: () => Promise<ChatServer | ModelFailure>,
  request: ModelRequest,
  slots: readonly number[],
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent> {
  const chat = await connect();
  if ('code' in chat) return yield* failAll(slots, chat, 0);
  for (;;) {
    const sent = { ...chat.dialect };
    const asked = sent.many ? slots : slots.slice(0, 1);
    const rejection = yield* askOnce(chat, request, asked, sent, signal);
    if (rejection === undefined) {
      for (const slot of slots.slice(asked.length)) yield { type: 'unserved', slot };
      return;
    }
    const changed = giveUp(chat.dialect, rejection.reason, asked.length) || differ(sent, chat.dialect);
    if (!changed) return yield* failAll(slots, rejection.failure, rejection.millis);
  }
}

function failAll(slots: readonly number[], cause: ModelFailure, millis: number): readonly ReplyEvent[] {
  return slots.map((slot) => ({ type: 'failure', slot, failure: cause, millis }));
}

interface Rejection {
  readonly failure: ModelFailure;
  /** What the server said, in lower case. */
  readonly reason: string;
  readonly millis: number;
}

/** One HTTP request; returns the rejection where the server refused to begin. */
async function* askOnce(
  chat: ChatServer,
  request: ModelRequest,
  slots: readonly number[],
  dialect: Dialect,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent, Rejection | undefined> {
  const started = chat.clock.now();
  const elapsed = () => chat.clock.now() - started;
  const context = { server: chat.server, model: request.model.model };
  const gatherer = createGatherer(slots, context, elapsed);
  const watchdog = chat.watch(signal);
  let begun = false;
  try {
    const body = requestBody(request, slots.length, dialect);
    const call = chat.client.chat.completions.create(body, { signal: watchdog.signal });
    const { data, response } = await call.withResponse();
    begun = true;
    const stream = streamOf(data, response) ?? [await wholeReply(data, response)];
    for await (const chunk of stream) {
      watchdog.alive();
      const piece = readPiece(chunk);
      if (piece) for (const event of gatherer.add(piece)) yield event;
    }
    for (const event of finish(chat.dialect, gatherer, stopCause(watchdog, signal, context))) yield event;
  } catch (thrown) {
    const cause =
      stopCause(watchdog, signal, context) ?? failureOfError(thrown, { ...context, ...chat }, begun);
    if (!begun && cause.code === 'bad-request')
      return { failure: cause, reason: String(thrown).toLowerCase(), millis: elapsed() };
    yield* gatherer.close(cause);
  } finally {
    watchdog.stop();
  }
  return undefined;
}

/** The chunks of a reply, unless the server does not stream, or does not when asked to. */
function streamOf(data: unknown, response: Response): AsyncIterable<unknown> | undefined {
  const type = response.headers.get('content-type') ?? '';
  const whole = /json|html/.test(type) && !/event-stream/.test(type);
  return isAsyncIterable(data) && !whole ? data : undefined;
}

/** A completion in one piece; throws where the answer is none. */
async function wholeReply(data: unknown, response: Response): Promise<unknown> {
  const body: unknown = isAsyncIterable(data) ? JSON.parse(await response.text()) : data;
  if (readPiece(body)) return body;
  const error = errorOf(body);
  throw error === undefined
    ? new SyntaxError('not a chat completion')
    : Object.assign(new Error(), { error });
}

/** A server that ended well but left slots out ignores `n`: it is not asked for several replies again. */
function finish(
  dialect: Dialect,
  gatherer: Gatherer,
  cause: ModelFailure | undefined,
): readonly ReplyEvent[] {
  const events = gatherer.close(cause);
  if (events.some(({ type }) => type === 'unserved')) dialect.many = false;
  return events;
}

function stopCause(
  { silent }: Watchdog,
  signal: AbortSignal,
  context: { readonly server: string; readonly model: string },
): ModelFailure | undefined {
  if (signal.aborted) return failure('aborted', context);
  return silent === undefined ? undefined : failure('timeout', { ...context, seconds: silent });
}

function differ(a: Dialect, b: Dialect): boolean {
  return a.many !== b.many || a.stream !== b.stream || a.streamUsage !== b.streamUsage;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
