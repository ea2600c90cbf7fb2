import assert from 'node:assert/strict';
import { systemClock } from '../../../src/base/clock.ts';
import { silentLog } from '../../../src/base/log.ts';
import { openai } from '../../../src/models/providers/openai.ts';
import type { ModelRef, ReplyEvent, Sampling } from '../../../src/models/types.ts';
import { type Behaviour, type FaultServer, startFaultServer } from '../../support/faultServer.ts';

describe('OpenAI-compatible provider', () => {
  let server: FaultServer;
  afterEach(() => server.close());

  it('asks for several replies at once and shares out what was billed', async () => {
    server = await startFaultServer({ behave: () => ({ kind: 'reply', text: ['a b', 'c', 'd e f'] }) });
    const ends = endsOf(await sample([3, 4, 5]));
    assert.deepEqual(
      ends.map(({ slot, text }) => [slot, text]),
      [
        [3, 'a b'],
        [4, 'c'],
        [5, 'd e f'],
      ],
    );
    assert.equal(server.calls.length, 1);
    assert.equal(server.calls[0]?.body.n, 3);
    assert.deepEqual(sumOf(ends.map(({ usage }) => usage?.promptTokens)), 10);
    assert.deepEqual(sumOf(ends.map(({ usage }) => usage?.completionTokens)), 6);
  });

  it('hands a reply on before the slower ones of its request are there', async () => {
    server = await startFaultServer({
      behave: () => ({ kind: 'reply', text: ['quick', 'slow and rather long'], pause: 40 }),
    });
    const events = await sample([0, 1]);
    const firstEnd = events.findIndex(({ type }) => type === 'end');
    const lastDelta = events.findLastIndex((event) => event.type === 'delta' && event.slot === 1);
    assert.ok(firstEnd >= 0 && firstEnd < lastDelta);
  });

  const oneByOne: Readonly<Record<string, (n: number) => Behaviour>> = {
    'ignores n': () => ({ kind: 'reply', text: 'one', ignoreN: true }),
    'ignores n and stream': () => ({ kind: 'reply', text: 'one', ignoreN: true, ignoreStream: true }),
    'rejects n': (n) =>
      n > 1
        ? { kind: 'error', status: 400, message: 'Only n = 1 is supported.' }
        : { kind: 'reply', text: 'one' },
  };
  for (const [what, behave] of Object.entries(oneByOne)) {
    it(`gives back the slots that a server which ${what} leaves out, and remembers`, async () => {
      server = await startFaultServer({ behave: ({ body }) => behave(body.n ?? 1) });
      const provider = providerAt();
      assert.equal(provider.samplesPerRequest?.(model()), 20);
      const events = await sample([0, 1, 2], {}, provider);
      assert.deepEqual(
        endsOf(events).map(({ slot, text }) => [slot, text]),
        [[0, 'one']],
      );
      assert.deepEqual(
        events.filter(({ type }) => type === 'unserved').map(({ slot }) => slot),
        [1, 2],
      );
      assert.equal(provider.samplesPerRequest?.(model()), 1);
      const billed = { promptTokens: 10, completionTokens: 1 };
      assert.deepEqual(
        endsOf(events).map(({ usage }) => usage),
        [billed],
      );
    });
  }

  it('loses no usage to replies that turn out empty', async () => {
    server = await startFaultServer({ behave: () => ({ kind: 'reply', text: ['a b', ''] }) });
    const events = await sample([0, 1, 2, 3]);
    const billed = events.flatMap((event) => ('usage' in event && event.usage ? [event.usage] : []));
    assert.deepEqual(sumOf(billed.map(({ promptTokens }) => promptTokens)), 10);
    assert.deepEqual(sumOf(billed.map(({ completionTokens }) => completionTokens)), 4);
    assert.equal(events.filter(({ type }) => type === 'failure').length, 2);
  });

  it('does without the parts of the protocol that a server rejects, but for sampling parameters', async () => {
    server = await startFaultServer({
      behave: ({ body }) =>
        body['stream_options']
          ? { kind: 'error', status: 400, message: 'Unknown field: stream_options' }
          : body.stream
            ? { kind: 'error', status: 422, message: 'stream is not supported' }
            : { kind: 'reply', text: 'in one piece' },
    });
    const [end] = endsOf(await sample([0]));
    assert.equal(end?.text, 'in one piece');
    assert.equal(end?.usage?.promptTokens, 10);
    assert.equal(server.calls.length, 3);
  });

  it('sends what was asked of the sampler, and no more', async () => {
    server = await startFaultServer();
    await sample([0], { temperature: 0.5, topP: 0.9, maxTokens: 7, seed: 3, stop: ['END'] });
    await sample([0]);
    const common = {
      model: 'test-model',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hello' },
      ],
      stream: true,
      stream_options: { include_usage: true },
    };
    const sampler = { temperature: 0.5, top_p: 0.9, max_tokens: 7, seed: 3, stop: ['END'] };
    assert.deepEqual(
      server.calls.map(({ body }) => body),
      [{ ...common, ...sampler }, common],
    );
  });

  it('sends the key to the origin it was given for and to no other', async () => {
    server = await startFaultServer();
    const asked: string[] = [];
    const other = await startFaultServer();
    const key = async (origin: string) => {
      asked.push(origin);
      return origin === server.origin ? 'secret' : undefined;
    };
    const ports = { baseUrls: [server.baseUrl, other.baseUrl], key, clock: systemClock, log: silentLog };
    const provider = openai.create(ports);
    for (const { origin } of [server, other]) await sample([0], {}, provider, { ...model(), origin });
    await other.close();
    assert.equal(server.calls[0]?.headers.authorization, 'Bearer secret');
    assert.equal(other.calls[0]?.headers.authorization, undefined);
    assert.deepEqual(asked, [server.origin, other.origin]);
  });

  it('sends nothing of the environment', async () => {
    server = await startFaultServer();
    const environment = {
      OPENAI_API_KEY: 'env-key',
      OPENAI_ORG_ID: 'org-x',
      OPENAI_PROJECT_ID: 'p',
      OPENAI_CUSTOM_HEADERS: 'x-secret: 1',
    };
    const before = { ...process.env };
    Object.assign(process.env, environment);
    try {
      await sample([0]);
    } finally {
      for (const name of Object.keys(environment)) delete process.env[name];
      Object.assign(process.env, before);
    }
    assert.doesNotMatch(JSON.stringify(server.calls[0]?.headers), /env-key|org-x|x-secret|project/);
  });

  it('refuses an origin that is not configured', async () => {
    server = await startFaultServer();
    const [event] = await sample([0], {}, providerAt(), { ...model(), origin: 'http://elsewhere.example' });
    assert.equal(event?.type === 'failure' && event.failure.code, 'not-configured');
    assert.equal(server.calls.length, 0);
  });

  it('asks the base URL a model names, at an origin the user named', async () => {
    server = await startFaultServer();
    const { origin } = server;
    for (const baseUrl of [`${origin}/openai/v1`, `${origin}/other/v1`])
      await sample([0], {}, providerAt(), { ...model(), baseUrl });
    await sample([0]);
    const paths = ['/openai/v1', '/other/v1', '/v1'].map((path) => `${path}/chat/completions`);
    assert.deepEqual(
      server.calls.map(({ path }) => path),
      paths,
    );
    const elsewhere = { ...model(), baseUrl: 'http://elsewhere.example/v1' };
    const [event] = await sample([0], {}, providerAt(), elsewhere);
    assert.equal(event?.type === 'failure' && event.failure.code, 'not-configured');
  });

  it('lists models that can chat', async () => {
    server = await startFaultServer({ models: ['zeta', 'text-embedding-3-small', 'alpha'] });
    const models = await providerAt().models(new AbortController().signal);
    assert.deepEqual(
      models.map(({ ref, title }) => [ref.origin, ref.baseUrl, title]),
      [
        [server.origin, server.baseUrl, 'alpha'],
        [server.origin, server.baseUrl, 'zeta'],
      ],
    );
  });

  function model() {
    return { provider: 'openai', model: 'test-model', origin: server.origin };
  }

  function providerAt() {
    return openai.create({
      baseUrls: [server.baseUrl],
      key: async () => undefined,
      clock: systemClock,
      log: silentLog,
    });
  }

  async function sample(
    slots: readonly number[],
    sampling: Sampling = {},
    provider = providerAt(),
    ref: ModelRef = model(),
  ) {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hello' },
    ] as const;
    const events: ReplyEvent[] = [];
    for await (const event of provider.sample(
      { model: ref, messages, sampling },
      slots,
      new AbortController().signal,
    ))
      events.push(event);
    return events;
  }
});

function endsOf(events: readonly ReplyEvent[]) {
  return events.filter((event) => event.type === 'end');
}

function sumOf(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}
