import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Engine } from '../../../src/local/serve/engine.ts';
import { createOpenAiServer } from '../../../src/local/serve/http.ts';
import { RequestError } from '../../../src/local/serve/request.ts';

const token = 'secret-token';
const usage = { promptTokens: 12, cachedTokens: 11, completionTokens: 5 };

describe('OpenAI server', () => {
  let server: Server;
  let base: string;
  let sample: Engine['sample'];
  let activity: string[];

  beforeEach(async () => {
    activity = [];
    sample = async (request, sink) => {
      for (let index = request.n - 1; index >= 0; index--) {
        sink.text(index, `reply ${index}`);
        sink.text(index, '\nnext line');
        sink.finish(index, index === 0 ? 'stop' : 'length');
      }
      return usage;
    };
    const engine: Engine = { sample: (...args) => sample(...args) };
    server = createOpenAiServer({
      engine,
      modelId: 'tiny',
      token,
      onActivity: (change) => activity.push(change),
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/v1`;
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const headers = { authorization: `Bearer ${token}` };
  const post = (more: object = {}, init: RequestInit = {}) =>
    fetch(`${base}/chat/completions`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ model: 'tiny', messages: [{ role: 'user', content: 'Hi' }], ...more }),
      ...init,
    });
  const errorOf = async (response: Response) => {
    const body = (await response.json()) as {
      error: { message: string; type: string; param: unknown; code: unknown };
    };
    return { status: response.status, ...body.error };
  };
  const events = async (response: Response) => (await response.text()).split('\n\n').filter(Boolean);
  const dataOf = (event: string) => JSON.parse(event.replace(/^data: /, ''));

  it('lists its one model', async () => {
    const body = (await (await fetch(`${base}/models`, { headers })).json()) as { data: { id: string }[] };
    assert.deepEqual(
      body.data.map(({ id }) => id),
      ['tiny'],
    );
  });

  it('refuses a missing and a wrong token, whatever is asked', async () => {
    for (const authorization of [undefined, 'Bearer wrong', token, `bearer ${token}x`]) {
      const response = await fetch(`${base}/models`, {
        headers: authorization === undefined ? {} : { authorization },
      });
      assert.equal((await errorOf(response)).code, 'invalid_api_key');
      assert.equal(response.status, 401);
    }
    const noToken = await post({}, { headers: {} });
    assert.equal(noToken.status, 401);
  });

  it('answers with every reply in its place', async () => {
    const body = (await (await post({ n: 2 })).json()) as Record<string, unknown>;
    assert.equal(body['object'], 'chat.completion');
    assert.deepEqual(body['choices'], [
      {
        index: 0,
        message: { role: 'assistant', content: 'reply 0\nnext line', refusal: null },
        logprobs: null,
        finish_reason: 'stop',
      },
      {
        index: 1,
        message: { role: 'assistant', content: 'reply 1\nnext line', refusal: null },
        logprobs: null,
        finish_reason: 'length',
      },
    ]);
    assert.deepEqual(body['usage'], {
      prompt_tokens: 12,
      completion_tokens: 5,
      total_tokens: 17,
      prompt_tokens_details: { cached_tokens: 11 },
    });
  });

  it('streams events that end with usage, where asked for, and [DONE]', async () => {
    const response = await post({ n: 2, stream: true, stream_options: { include_usage: true } });
    assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
    const all = await events(response);
    assert.equal(all.at(-1), 'data: [DONE]');
    const chunks = all.slice(0, -1).map(dataOf);
    assert.deepEqual(chunks.at(-1).choices, []);
    assert.equal(chunks.at(-1).usage.total_tokens, 17);
    const texts = ['', ''];
    for (const { choices } of chunks.slice(0, -1)) texts[choices[0].index] += choices[0].delta.content ?? '';
    assert.deepEqual(texts, ['reply 0\nnext line', 'reply 1\nnext line']);
    const ends = chunks.flatMap(({ choices }) =>
      choices.map((choice: { finish_reason: unknown }) => choice.finish_reason),
    );
    assert.deepEqual(ends.filter(Boolean), ['length', 'stop']);
    assert.ok(
      all.every((event) => !event.includes('\n')),
      'one line per event',
    );
  });

  it('keeps usage out of a stream that did not ask for it', async () => {
    assert.ok(!(await (await post({ stream: true })).text()).includes('usage'));
  });

  it('names an unknown model, an unknown address and a bad field', async () => {
    assert.deepEqual(
      { ...(await errorOf(await post({ model: 'gpt-5' }))), message: '' },
      { status: 404, message: '', type: 'invalid_request_error', param: 'model', code: 'model_not_found' },
    );
    assert.equal((await fetch(`${base}/embeddings`, { method: 'POST', headers })).status, 404);
    assert.equal((await errorOf(await post({ n: 'two' }))).param, 'n');
    assert.equal((await errorOf(await post({}, { body: '{' }))).status, 400);
  });

  it('gives an error that comes before the first event its status, streamed or not', async () => {
    sample = async () => {
      throw new RequestError('too long', { param: 'messages', code: 'context_length_exceeded' });
    };
    for (const stream of [false, true]) {
      const { status, code } = await errorOf(await post({ stream }));
      assert.deepEqual({ status, code }, { status: 400, code: 'context_length_exceeded' });
    }
  });

  it('ends a stream that fails half way with the error and without [DONE]', async () => {
    sample = async (_request, sink) => {
      sink.text(0, 'half');
      throw new Error('out of memory');
    };
    const all = await events(await post({ stream: true }));
    assert.match(dataOf(all.at(-1) ?? '').error.message, /out of memory/);
    assert.equal(dataOf(all.at(-1) ?? '').error.type, 'server_error');
  });

  it('aborts the sampling when the client goes away', async () => {
    const aborted = Promise.withResolvers<void>();
    const client = new AbortController();
    sample = (_request, sink, signal) => {
      sink.text(0, 'begun');
      signal.addEventListener('abort', () => aborted.resolve());
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    const response = await post({ stream: true }, { signal: client.signal });
    assert.equal(response.status, 200);
    client.abort();
    await aborted.promise;
  });

  it('tells when requests begin and end', async () => {
    await (await post()).text();
    while (activity.length < 2) await new Promise(setImmediate);
    assert.deepEqual(activity, ['begin', 'end']);
  });
});
