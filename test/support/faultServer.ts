import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A chat completion as the server saw it. */
export interface Call {
  /** Counts from 0. */
  readonly index: number;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly n?: number;
    readonly stream?: boolean;
    readonly seed?: number;
    readonly [name: string]: unknown;
  };
}

/** What the server does with one call. `text` may be a list: one text per choice. */
export type Behaviour =
  | {
      readonly kind: 'reply';
      readonly text: string | readonly string[];
      readonly finish?: string;
      /** Gives one reply however many are asked for. */
      readonly ignoreN?: boolean;
      /** Answers in one piece although a stream is asked for. */
      readonly ignoreStream?: boolean;
      readonly noUsage?: boolean;
      /** Milliseconds between pieces of a stream. */
      readonly pause?: number;
    }
  /** An HTTP error in the form of OpenAI's. */
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly code?: string;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** A reply whose connection breaks after so many of its pieces; choices listed in `finished` end before that. */
  | {
      readonly kind: 'cut';
      readonly text: string | readonly string[];
      readonly after: number;
      readonly finished?: readonly number[];
    }
  /** A stream that reports an error after so many pieces. */
  | { readonly kind: 'stream-error'; readonly text: string; readonly after: number; readonly code: string }
  /** Silence: before the head of the answer, after it, or in the middle of a reply. */
  | { readonly kind: 'hang'; readonly at: 'connect' | 'head' | 'middle'; readonly text?: string }
  /** Not the protocol: broken JSON in a stream, an HTML page, a JSON that is no completion. */
  | { readonly kind: 'malformed'; readonly as: 'stream' | 'html' | 'json' }
  /** Closes the connection without an answer. */
  | { readonly kind: 'reset' };

export interface FaultServerOptions {
  /** Decides what happens to each call; by default every answer is "42". */
  behave?(call: Call): Behaviour;
  /** Milliseconds before each answer. */
  readonly latency?: number;
  /** Names that `/models` lists. */
  readonly models?: readonly string[];
  /** Where given, other keys are refused with 401. */
  readonly key?: string;
}

export interface FaultServer {
  /** Ends in `/v1`. */
  readonly baseUrl: string;
  readonly origin: string;
  readonly calls: readonly Call[];
  /** Most calls that were under way at once. */
  readonly mostAtOnce: number;
  close(): Promise<void>;
}

/** A local server that speaks the OpenAI protocol and misbehaves on script. */
export async function startFaultServer(options: FaultServerOptions = {}): Promise<FaultServer> {
  const { latency = 0, models = ['test-model'] } = options;
  const behave = options.behave ?? ((): Behaviour => ({ kind: 'reply', text: '42' }));
  const calls: Call[] = [];
  let underWay = 0;
  let mostAtOnce = 0;
  const server = createServer(async (request, response) => {
    if (options.key !== undefined && request.headers.authorization !== `Bearer ${options.key}`)
      return sendError(response, 401, 'invalid_api_key', 'Incorrect API key provided.');
    if (request.url?.endsWith('/models'))
      return sendJson(response, 200, { object: 'list', data: models.map((id) => ({ id, object: 'model' })) });
    if (!request.url?.endsWith('/chat/completions'))
      return sendError(response, 404, 'unknown_url', 'Unknown URL.');
    const call: Call = {
      index: calls.length,
      path: request.url,
      headers: request.headers,
      body: JSON.parse(await readBody(request)),
    };
    calls.push(call);
    mostAtOnce = Math.max(mostAtOnce, ++underWay);
    response.once('close', () => underWay--);
    if (latency > 0) await sleep(latency);
    await act(response, call, behave(call));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    baseUrl: `${origin}/v1`,
    origin,
    calls,
    get mostAtOnce() {
      return mostAtOnce;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function act(response: ServerResponse, call: Call, behaviour: Behaviour): Promise<void> {
  switch (behaviour.kind) {
    case 'reply':
      return reply(response, call, behaviour);
    case 'error':
      return sendError(response, behaviour.status, behaviour.code, behaviour.message, behaviour.headers);
    case 'cut':
      return cut(response, call, behaviour);
    case 'stream-error':
      startStream(response);
      for (const piece of piecesOf(behaviour.text).slice(0, behaviour.after))
        send(response, chunk(call, 0, piece));
      send(response, { error: { message: `The server says ${behaviour.code}.`, code: behaviour.code } });
      response.end();
      return;
    case 'hang':
      if (behaviour.at === 'connect') return;
      startStream(response);
      response.flushHeaders();
      if (behaviour.at === 'middle') send(response, chunk(call, 0, behaviour.text ?? 'partial '));
      return;
    case 'malformed':
      return malformed(response, behaviour.as);
    case 'reset':
      response.destroy();
  }
}

async function reply(
  response: ServerResponse,
  call: Call,
  {
    text,
    finish = 'stop',
    ignoreN,
    ignoreStream,
    noUsage,
    pause = 0,
  }: Behaviour & { readonly kind: 'reply' },
): Promise<void> {
  const count = ignoreN ? 1 : (call.body.n ?? 1);
  const texts = Array.from({ length: count }, (_, index) => textOf(text, index));
  const usage = noUsage ? undefined : usageOf(texts);
  if (!call.body.stream || ignoreStream) {
    const choices = texts.map((content, index) => ({
      index,
      message: { role: 'assistant', content },
      finish_reason: finish,
    }));
    return sendJson(response, 200, {
      id: 'c',
      object: 'chat.completion',
      model: call.body.model,
      choices,
      usage,
    });
  }
  startStream(response);
  for (const [index, content] of texts.entries()) {
    for (const piece of piecesOf(content)) {
      if (pause > 0) await sleep(pause);
      send(response, chunk(call, index, piece));
    }
    send(response, chunk(call, index, undefined, finish));
  }
  if (usage && call.body['stream_options']) send(response, { ...chunk(call, 0), choices: [], usage });
  response.end('data: [DONE]\n\n');
}

async function cut(
  response: ServerResponse,
  call: Call,
  { text, after, finished = [] }: Behaviour & { readonly kind: 'cut' },
): Promise<void> {
  startStream(response);
  for (let index = 0; index < (call.body.n ?? 1); index++) {
    const pieces = piecesOf(textOf(text, index));
    for (const piece of finished.includes(index) ? pieces : pieces.slice(0, after))
      send(response, chunk(call, index, piece));
    if (finished.includes(index)) send(response, chunk(call, index, undefined, 'stop'));
  }
  // Let the pieces reach the other side before the connection breaks.
  await sleep(20);
  response.destroy();
}

function malformed(response: ServerResponse, as: 'stream' | 'html' | 'json'): void {
  const type = { stream: 'text/event-stream', html: 'text/html', json: 'application/json' }[as];
  response.writeHead(200, { 'content-type': type });
  if (as === 'json') response.end('{"hello": "world"}');
  else response.end(as === 'html' ? '<html><body>Welcome</body></html>' : 'data: {"choices": [{"ind\n\n');
}

function textOf(text: string | readonly string[], index: number): string {
  return typeof text === 'string' ? text : (text[index % text.length] ?? '');
}

/** Words with the space before them. */
function piecesOf(text: string): readonly string[] {
  return text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];
}

function usageOf(texts: readonly string[]) {
  const completion = texts.reduce((sum, text) => sum + piecesOf(text).length, 0);
  return { prompt_tokens: 10, completion_tokens: completion, total_tokens: 10 + completion };
}

function chunk(call: Call, index: number, content?: string, finish: string | null = null) {
  const delta = content === undefined ? {} : { content };
  const choices = [{ index, delta, finish_reason: finish }];
  return { id: 'c', object: 'chat.completion.chunk', model: call.body.model, choices };
}

function startStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
}

function send(response: ServerResponse, data: unknown): void {
  response.write(`data: ${JSON.stringify(data)}\n\n`);
}

function sendError(
  response: ServerResponse,
  status: number,
  code?: string,
  message = `HTTP ${status}`,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ error: { message, code: code ?? null } }));
}

function sendJson(response: ServerResponse, status: number, data: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(data));
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request.setEncoding('utf8')) body += part;
  return body;
}
