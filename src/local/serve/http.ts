import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Engine } from './engine.ts';
import type { FinishReason } from './reply.ts';
import { type ChatRequest, parseChatRequest, RequestError } from './request.ts';
import {
  chunk,
  completion,
  errorBody,
  type Heading,
  modelList,
  serverSentEvent,
  usageChunk,
} from './responses.ts';

export interface ServeOptions {
  readonly engine: Engine;
  readonly modelId: string;
  /** Requests without `Authorization: Bearer TOKEN` are refused. */
  readonly token: string;
  /** Called when a request arrives and when one has ended. */
  readonly onActivity?: (change: 'begin' | 'end') => void;
}

const mostBodyBytes = 16 * 1024 * 1024;

/** The OpenAI protocol's `/v1/models` and `/v1/chat/completions` over an engine; the caller listens and closes. */
export function createOpenAiServer(options: ServeOptions): Server {
  const created = seconds();
  return createServer(async (request, response) => {
    options.onActivity?.('begin');
    response.once('close', () => options.onActivity?.('end'));
    try {
      authorize(request, options.token);
      await route(options, created, request, response);
    } catch (error) {
      sendError(response, error);
    }
  });
}

async function route(
  options: ServeOptions,
  created: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const call = `${request.method} ${path}`;
  if (call === 'GET /v1/models') return sendJson(response, 200, modelList(options.modelId, created));
  if (call !== 'POST /v1/chat/completions')
    throw new RequestError(`There is no ${call} here.`, { status: 404, code: 'unknown_url' });
  const chat = parseChatRequest(await readBody(request));
  if (chat.model !== options.modelId) throw unknownModel(chat.model, options.modelId);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const heading = { id: `chatcmpl-${randomUUID()}`, created: seconds(), model: chat.model };
  const answer = chat.stream ? stream : answerAtOnce;
  await answer(options.engine, heading, chat, response, gone.signal);
}

async function answerAtOnce(
  engine: Engine,
  heading: Heading,
  chat: ChatRequest,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const replies = Array.from({ length: chat.n }, () => ({ text: '', reason: 'stop' as FinishReason }));
  const usage = await engine.sample(
    chat,
    {
      text(index, text) {
        const reply = replies[index];
        if (reply) reply.text += text;
      },
      finish(index, reason) {
        const reply = replies[index];
        if (reply) reply.reason = reason;
      },
    },
    signal,
  );
  sendJson(response, 200, completion(heading, replies, usage));
}

async function stream(
  engine: Engine,
  heading: Heading,
  chat: ChatRequest,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  // The head goes out with the first event, so that a request that cannot start still gets its status.
  const send = (data: object | '[DONE]') => {
    if (!response.headersSent)
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache',
      });
    response.write(serverSentEvent(data));
  };
  const begun = new Set<number>();
  const begin = (index: number) => {
    if (begun.has(index)) return;
    begun.add(index);
    send(chunk(heading, index, { role: 'assistant', content: '' }));
  };
  const usage = await engine.sample(
    chat,
    {
      text(index, content) {
        begin(index);
        send(chunk(heading, index, { content }));
      },
      finish(index, reason) {
        begin(index);
        send(chunk(heading, index, {}, reason));
      },
    },
    signal,
  );
  if (chat.includeUsage) send(usageChunk(heading, usage));
  send('[DONE]');
  response.end();
}

function authorize(request: IncomingMessage, token: string): void {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const given = request.headers.authorization ?? '';
  if (timingSafeEqual(digest(given), digest(`Bearer ${token}`))) return;
  throw new RequestError('The bearer token is missing or wrong.', { status: 401, code: 'invalid_api_key' });
}

function unknownModel(asked: string, loaded: string): RequestError {
  const message = `The model ${JSON.stringify(asked)} does not exist here; the one that is loaded is "${loaded}".`;
  return new RequestError(message, { status: 404, param: 'model', code: 'model_not_found' });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    const buffer = Buffer.from(piece);
    bytes += buffer.length;
    if (bytes > mostBodyBytes) throw new RequestError('The body is larger than 16 MB.', { status: 413 });
    pieces.push(buffer);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

/** After a stream has begun its status is sent already: the error becomes the last event, and no `[DONE]` follows. */
function sendError(response: ServerResponse, error: unknown): void {
  if (response.destroyed) return;
  const { status, body } = errorBody(error);
  if (response.headersSent) response.end(serverSentEvent(body));
  else sendJson(response, status, body);
}

const seconds = () => Math.floor(Date.now() / 1000);
