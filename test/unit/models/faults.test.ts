import assert from 'node:assert/strict';
import { silentLog } from '../../../src/base/log.ts';
import { createRandom } from '../../../src/base/random.ts';
import { type Locale, say } from '../../../src/base/text.ts';
import { openai } from '../../../src/models/providers/openai.ts';
import { sampleWithRetry } from '../../../src/models/retry.ts';
import type { FailureCode, ModelFailure, ProviderPorts } from '../../../src/models/types.ts';
import { createFastClock } from '../../support/fastClock.ts';
import {
  type Behaviour,
  type FaultServer,
  type FaultServerOptions,
  startFaultServer,
} from '../../support/faultServer.ts';

const good: Behaviour = { kind: 'reply', text: 'The answer is 42.' };

/** Each fault, how often the server is asked when it never ends, and what the user is told. */
const faults: readonly {
  readonly name: string;
  readonly fault: Behaviour;
  readonly code: FailureCode;
  readonly asked: number;
  readonly says: RegExp;
  readonly partial?: string;
}[] = [
  {
    name: '401',
    fault: { kind: 'error', status: 401, message: 'Incorrect API key' },
    code: 'unauthorized',
    asked: 1,
    says: /refused the API key .*Incorrect API key.*“Set API Key”.*PROMPT_QUORUM_API_KEY.*OPENAI_API_KEY/,
  },
  {
    name: '403',
    fault: { kind: 'error', status: 403, message: 'Country not supported' },
    code: 'unauthorized',
    asked: 1,
    says: /Country not supported/,
  },
  {
    name: '404 of the model',
    fault: { kind: 'error', status: 404, code: 'model_not_found' },
    code: 'model-not-found',
    asked: 1,
    says: /does not offer model test-model: choose another model/,
  },
  {
    name: '429',
    fault: { kind: 'error', status: 429 },
    code: 'rate-limited',
    asked: 8,
    says: /limits the rate.*try again later/,
  },
  {
    name: '429 of a used-up quota',
    fault: { kind: 'error', status: 429, code: 'insufficient_quota' },
    code: 'quota-exceeded',
    asked: 1,
    says: /quota.*billing/,
  },
  {
    name: '429 with an hour to wait',
    fault: { kind: 'error', status: 429, headers: { 'retry-after': '3600' } },
    code: 'rate-limited',
    asked: 1,
    says: /HTTP 429.*wait 60 min, then try again/,
  },
  {
    name: '500',
    fault: { kind: 'error', status: 500, message: 'boom' },
    code: 'server-error',
    asked: 5,
    says: /error of its own \(HTTP 500: boom\): try again/,
  },
  { name: '503', fault: { kind: 'error', status: 503 }, code: 'server-error', asked: 5, says: /HTTP 503/ },
  {
    name: 'a redirect',
    fault: {
      kind: 'error',
      status: 307,
      headers: { location: 'https://me:secret@new.example/api/v1/chat/completions?key=secret' },
    },
    code: 'redirected',
    asked: 1,
    says: /redirects to https:\/\/new\.example\/api\/v1: set the base URL to the final address/,
  },
  {
    name: 'a redirect to another path',
    fault: { kind: 'error', status: 308, headers: { location: '/openai/v1/chat/completions' } },
    code: 'redirected',
    asked: 1,
    says: /redirects to http:\/\/127\.0\.0\.1:\d+\/openai\/v1: set/,
  },
  {
    name: 'a connection closed at once',
    fault: { kind: 'reset' },
    code: 'unreachable',
    asked: 3,
    says: /cannot be reached.*check that the server runs/,
  },
  {
    name: 'a stream cut in the middle',
    fault: { kind: 'cut', text: 'The answer is 42.', after: 2 },
    code: 'broken-stream',
    asked: 4,
    says: /broke in the middle/,
    partial: 'The answer',
  },
  {
    name: 'an error inside a stream',
    fault: { kind: 'stream-error', text: 'The answer is', after: 1, code: 'server_error' },
    code: 'server-error',
    asked: 5,
    says: /The server says server_error/,
    partial: 'The',
  },
  {
    name: 'broken JSON in a stream',
    fault: { kind: 'malformed', as: 'stream' },
    code: 'malformed-reply',
    asked: 3,
    says: /not the OpenAI protocol/,
  },
  {
    name: 'a web page',
    fault: { kind: 'malformed', as: 'html' },
    code: 'malformed-reply',
    asked: 3,
    says: /not the OpenAI protocol.*base URL/,
  },
  {
    name: 'another JSON',
    fault: { kind: 'malformed', as: 'json' },
    code: 'malformed-reply',
    asked: 3,
    says: /not the OpenAI protocol/,
  },
  {
    name: 'an empty reply',
    fault: { kind: 'reply', text: '' },
    code: 'empty-reply',
    asked: 3,
    says: /answered nothing/,
  },
  {
    name: 'all tokens spent on thinking',
    fault: { kind: 'reply', text: '', finish: 'length' },
    code: 'token-limit',
    asked: 1,
    says: /raise the limit of tokens/,
  },
  {
    name: 'a filtered reply',
    fault: { kind: 'reply', text: '', finish: 'content_filter' },
    code: 'content-filter',
    asked: 1,
    says: /content filter/,
  },
  {
    name: 'a context overflow',
    fault: { kind: 'error', status: 400, code: 'context_length_exceeded' },
    code: 'context-overflow',
    asked: 1,
    says: /longer than the context.*shorten the prompt/,
  },
  {
    name: 'a rejected option',
    fault: { kind: 'error', status: 400, message: "Unsupported value: 'temperature'" },
    code: 'bad-request',
    asked: 1,
    says: /Unsupported value: 'temperature'.*change the named option/,
  },
  {
    name: 'silence before the answer',
    fault: { kind: 'hang', at: 'connect' },
    code: 'timeout',
    asked: 2,
    says: /sent nothing for 0.3 seconds/,
  },
  {
    name: 'silence after the head',
    fault: { kind: 'hang', at: 'head' },
    code: 'timeout',
    asked: 2,
    says: /sent nothing/,
  },
  {
    name: 'silence in the middle',
    fault: { kind: 'hang', at: 'middle', text: 'The answer' },
    code: 'timeout',
    asked: 2,
    says: /sent nothing for 0.25 seconds/,
    partial: 'The answer',
  },
];

describe('faults of a server', () => {
  let server: FaultServer;
  afterEach(() => server.close());

  for (const { name, fault, code, asked, says, partial } of faults) {
    it(`${name}: one sentence, after as many tries as help`, async () => {
      server = await startFaultServer({ behave: () => fault });
      const { failures, ends } = await sample(server, { key: 'k' });
      assert.deepEqual(ends, []);
      assert.equal(failures.length, 1);
      assert.equal(failures[0]?.code, code);
      assert.equal(failures[0]?.partialText, partial);
      assert.match(said(failures[0], 'en'), says);
      // A single request fails with the same sentence, and cannot be resumed.
      assert.doesNotMatch(said(failures[0], 'en'), /resume/);
      assert.doesNotMatch(said(failures[0], 'zh-cn'), /\{\w+\}|继续运行/);
      assert.equal(server.calls.length, asked);
    });
  }

  for (const { name, fault } of faults.filter(({ asked }) => asked > 1)) {
    it(`${name}: the reply of the next try counts`, async () => {
      server = await startFaultServer({ behave: ({ index }) => (index === 0 ? fault : good) });
      const { failures, ends, retries } = await sample(server, {});
      assert.deepEqual(failures, []);
      assert.deepEqual(ends, ['The answer is 42.']);
      assert.equal(retries, 1);
    });
  }

  it('waits as long as the server asks, and a little longer', async () => {
    const refusal: Behaviour = { kind: 'error', status: 429, headers: { 'retry-after': '7' } };
    server = await startFaultServer({ behave: ({ index }) => (index === 0 ? refusal : good) });
    const { skipped, ends } = await sample(server, {});
    assert.equal(ends.length, 1);
    const waited = skipped.filter((millis) => millis >= 7000);
    assert.equal(waited.length, 1);
    assert.ok((waited[0] ?? 0) <= 7500, `${waited[0]}`);
  });

  it('counts what replies that were asked again for had cost', async () => {
    server = await startFaultServer({
      behave: ({ index }) => ({ kind: 'reply', text: index === 0 ? ['one', ''] : 'again' }),
    });
    const { ends, usage } = await sample(server, {}, [0, 1]);
    assert.deepEqual(ends, ['one', 'again']);
    assert.deepEqual(usage, { promptTokens: 20, completionTokens: 2 });
  });

  it('keeps the finished replies of a request that breaks, and asks again only for the others', async () => {
    const broken: Behaviour = {
      kind: 'cut',
      text: ['one', 'two words', 'three', 'four words'],
      after: 1,
      finished: [0, 2],
    };
    server = await startFaultServer({
      behave: ({ index }) => (index === 0 ? broken : { kind: 'reply', text: 'again' }),
    });
    const { ends, failures } = await sample(server, {}, [0, 1, 2, 3]);
    assert.deepEqual(failures, []);
    assert.deepEqual(ends, ['one', 'three', 'again', 'again']);
    assert.deepEqual(
      server.calls.map(({ body }) => body.n),
      [4, 2],
    );
  });

  it('asks nobody without a key for OpenAI', async () => {
    server = await startFaultServer();
    const { failures } = await sample(
      { baseUrl: 'https://api.openai.com/v1', origin: 'https://api.openai.com' },
      {},
    );
    assert.equal(failures[0]?.code, 'missing-key');
    assert.match(
      said(failures[0], 'en'),
      /https:\/\/api\.openai\.com needs an API key.*“Set API Key”.*PROMPT_QUORUM_API_KEY.*OPENAI_API_KEY/,
    );
  });

  it('tells a server that wants a key from one that refuses it', async () => {
    server = await startFaultServer({ key: 'right' });
    assert.equal((await sample(server, {})).failures[0]?.code, 'missing-key');
    assert.equal((await sample(server, { key: 'wrong' })).failures[0]?.code, 'unauthorized');
    assert.equal((await sample(server, { key: 'right' })).ends.length, 1);
  });

  it('names the server that does not run', async () => {
    server = await startFaultServer();
    await server.close();
    const { failures } = await sample(server, {});
    assert.equal(failures[0]?.code, 'unreachable');
    assert.match(said(failures[0], 'en'), /127\.0\.0\.1:\d+ cannot be reached \(connect ECONNREFUSED/);
  });

  it('is cancelled at once, without a retry', async () => {
    server = await startFaultServer({ behave: () => ({ kind: 'hang', at: 'middle' }) });
    const { failures, retries } = await sample(server, {}, [0], AbortSignal.timeout(40));
    assert.deepEqual(
      failures.map(({ code }) => code),
      ['aborted'],
    );
    assert.equal(retries, 0);
  });
});

function said(failure: ModelFailure | undefined, locale: Locale): string {
  return failure === undefined ? '' : say(failure.phrase, locale);
}

/** Samples slots with all retries; long waits pass at once. */
async function sample(
  { baseUrl, origin }: Pick<FaultServer, 'baseUrl' | 'origin'>,
  { key }: FaultServerOptions,
  slots: readonly number[] = [0],
  signal: AbortSignal = new AbortController().signal,
) {
  const clock = createFastClock();
  const timeLimits = { firstPiece: 300, stall: 250 };
  const ports: ProviderPorts = {
    baseUrls: [baseUrl],
    key: async () => key,
    clock,
    log: silentLog,
    timeLimits,
  };
  const request = {
    model: { provider: 'openai', model: 'test-model', origin },
    messages: [{ role: 'user', content: 'What is six times seven?' }],
    sampling: {},
  } as const;
  const ends: string[] = [];
  const failures = [];
  const usage = { promptTokens: 0, completionTokens: 0 };
  let retries = 0;
  for await (const event of sampleWithRetry(
    openai.create(ports),
    request,
    slots,
    { clock, random: createRandom(1) },
    signal,
  )) {
    if (event.type === 'end') ends.push(event.text);
    if (event.type === 'failure') failures.push(event.failure);
    if (event.type === 'retry') retries++;
    if ((event.type !== 'end' && event.type !== 'failure') || !event.usage) continue;
    usage.promptTokens += event.usage.promptTokens;
    usage.completionTokens += event.usage.completionTokens;
  }
  return { ends, failures, retries, usage, skipped: clock.skipped };
}
