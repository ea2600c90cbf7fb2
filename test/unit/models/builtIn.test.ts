import assert from 'node:assert/strict';
import { systemClock } from '../../../src/base/clock.ts';
import { silentLog } from '../../../src/base/log.ts';
import { ProblemError } from '../../../src/base/problem.ts';
import { createAsk } from '../../../src/models/ask.ts';
import { builtIn } from '../../../src/models/providers/builtIn.ts';
import type { LocalServer, Provider, ReplyEvent } from '../../../src/models/types.ts';
import { type Behaviour, type Call, type FaultServer, startFaultServer } from '../../support/faultServer.ts';

const signal = new AbortController().signal;

describe('built-in model', () => {
  const servers: FaultServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  it('asks for all samples of a prompt in one request, with the key of this start', async () => {
    const provider = providerOver(await local(() => ({ kind: 'reply', text: '11' })));
    const events = await sample(provider, [0, 1, 2]);
    assert.equal(events.filter(({ type }) => type === 'end').length, 3);
    assert.equal(servers[0]?.calls.length, 1);
    assert.equal(servers[0]?.calls[0]?.body.model, 'small');
    assert.equal(servers[0]?.calls[0]?.headers.authorization, 'Bearer token-1');
  });

  it('calls a broken connection a crash, keeps what was finished, and starts again for the next run', async () => {
    const cut: Behaviour = { kind: 'cut', text: ['one', 'two words'], after: 1, finished: [0] };
    const provider = providerOver(
      await local(({ index }) => (index === 0 ? cut : { kind: 'reply', text: 'back' })),
    );
    const events = (await sample(provider, [0, 1])).filter(({ type }) => type !== 'delta');
    assert.deepEqual(
      events.map(({ type }) => type),
      ['end', 'failure'],
    );
    const [, crash] = events;
    assert.equal(crash?.type === 'failure' && crash.failure.code, 'crashed');
    assert.equal(crash?.type === 'failure' && crash.failure.partialText, 'two');
    const [again] = (await sample(provider, [1])).filter(({ type }) => type !== 'delta');
    assert.equal(again?.type === 'end' && again.text, 'back');
    assert.equal(servers[0]?.calls[1]?.headers.authorization, 'Bearer token-2');
  });

  it('starts again unseen what had ended before it was asked', async () => {
    const gone = await startFaultServer();
    await gone.close();
    const running = await local(() => ({ kind: 'reply', text: 'here' }));
    let noticed = false;
    const provider = providerOver({
      ...running,
      endpoint: async (stop) => {
        if (!noticed) return { baseUrl: gone.baseUrl, apiKey: 'old' };
        return running.endpoint(stop);
      },
      onCrash: (listener) => {
        // The end of the process is noticed a moment after its port refuses.
        setTimeout(() => {
          noticed = true;
          listener();
        }, 30);
        return { dispose: () => {} };
      },
    });
    const events = (await sample(provider, [0, 1])).filter(({ type }) => type !== 'delta');
    assert.deepEqual(
      events.map((event) => event.type === 'end' && event.text),
      ['here', 'here'],
    );
  });

  it('passes on why it cannot be started', async () => {
    const phrase = { text: { en: 'Not set up yet.', 'zh-cn': '尚未设置。' } };
    const endpoint = () => Promise.reject(new ProblemError({ code: 'local.model-not-set-up', phrase }));
    const events = await sample(providerOver({ modelId: 'small', endpoint, onCrash }), [0, 1]);
    assert.deepEqual(
      events.map(
        (event) => event.type === 'failure' && [event.slot, event.failure.code, event.failure.phrase],
      ),
      [
        [0, 'unavailable', phrase],
        [1, 'unavailable', phrase],
      ],
    );
  });

  it('is a demonstration model that costs nothing and rewrites nothing', async () => {
    const provider = providerOver(await local(() => ({ kind: 'reply', text: 'x' })));
    const [model] = await provider.models(signal);
    assert.ok(model);
    assert.equal(model.demonstration, true);
    assert.deepEqual([model.price?.prompt, model.price?.completion], [0, 0]);
    const ask = createAsk(provider, model.ref, { clock: systemClock, random: () => 0 });
    await assert.rejects(ask({ system: '', user: 'x' }, signal), { name: 'ProblemError' });
    assert.equal(servers[0]?.calls.length, 0);
  });

  /** A process that gets a new token whenever it is asked for its address. */
  async function local(behave: (call: Call) => Behaviour): Promise<LocalServer> {
    const server = await startFaultServer({ behave });
    servers.push(server);
    let starts = 0;
    return {
      modelId: 'small',
      endpoint: async () => ({ baseUrl: server.baseUrl, apiKey: `token-${++starts}` }),
      onCrash,
    };
  }
});

function onCrash() {
  return { dispose: () => {} };
}

function providerOver(local: LocalServer): Provider {
  return builtIn.create({
    baseUrls: [],
    key: async () => undefined,
    local,
    clock: systemClock,
    log: silentLog,
  });
}

async function sample(provider: Provider, slots: readonly number[]): Promise<readonly ReplyEvent[]> {
  const model = { provider: 'built-in', model: 'small' };
  const messages = [{ role: 'user', content: 'Which is larger, 9 or 11?' }] as const;
  const events: ReplyEvent[] = [];
  for await (const event of provider.sample({ model, messages, sampling: {} }, slots, signal))
    events.push(event);
  return events;
}
