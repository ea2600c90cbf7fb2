import assert from 'node:assert/strict';
import { silentLog } from '../../../src/base/log.ts';
import { createRandom } from '../../../src/base/random.ts';
import { createMemoryHistory } from '../../../src/history/memory.ts';
import { openai } from '../../../src/models/providers/openai.ts';
import { createPlan, type PlanParts } from '../../../src/trials/plan.ts';
import { runTrial } from '../../../src/trials/runner.ts';
import type { Report, TrialEvent, TrialPlan } from '../../../src/trials/types.ts';
import { createFastClock } from '../../support/fastClock.ts';
import { type Behaviour, type Call, type FaultServer, startFaultServer } from '../../support/faultServer.ts';
import { startedRun } from '../../support/startedRun.ts';

const mark = '{{question}}';
const text = `Answer with a number. ${mark}`;
const holes = [{ name: 'question', span: { start: text.length - mark.length, end: text.length } }];

describe('runner', () => {
  let server: FaultServer;
  afterEach(() => server.close());

  it('asks for every sample of every variant and case, and stores each before telling of it', async () => {
    await serve(({ body }) => ({ kind: 'reply', text: `It is ${body.messages[0]?.content.length}.` }));
    const run = await setUp({
      variants: ['a', 'b'].map(variant),
      cases: [aCase('x'), aCase('yy')],
      stop: 'none',
      samples: 6,
    });
    let told = 0;
    for await (const event of run.go()) {
      if (event.type !== 'outcome') continue;
      const stored = await run.history.outcomes('run');
      assert.ok(
        stored.some(({ variant: id, slot }) => id === event.outcome.variant && slot === event.outcome.slot),
      );
      told++;
    }
    assert.equal(told, 24);
    const samples = (await run.history.outcomes('run')).map(
      (one) => `${one.variant} ${one.case} ${one.slot}`,
    );
    assert.equal(new Set(samples).size, 24);
  });

  it('stops when the leading answer is decided, and says what that saved', async () => {
    await serve(() => ({ kind: 'reply', text: '42' }));
    const { report, stopped } = await (await setUp({ samples: 20 })).all();
    assert.equal(report.cases[0]?.samples, 4);
    assert.equal(report.cases[0]?.majority, '42');
    assert.equal(report.cases[0]?.stopped, 'decided');
    assert.equal(report.saved, 16);
    assert.deepEqual(stopped, ['decided']);
    assert.deepEqual(
      server.calls.map(({ body }) => body.n),
      [4],
    );
  });

  it('goes on in rounds as long as nothing is decided', async () => {
    let next = 0;
    await serve(({ body }) => ({
      kind: 'reply',
      text: Array.from({ length: body.n ?? 1 }, () => `${next++ % 2}`),
    }));
    const { report } = await (await setUp({ samples: 20 })).all();
    assert.equal(report.cases[0]?.samples, 20);
    assert.equal(report.cases[0]?.majority, undefined);
    assert.equal(report.saved, 0);
  });

  it('never has more requests under way than allowed', async () => {
    await serve(() => ({ kind: 'reply', text: '42', ignoreN: true }), 5);
    const { report } = await (await setUp({ samples: 40, stop: 'none', concurrency: 3 })).all();
    assert.equal(report.cases[0]?.samples, 40);
    assert.ok(server.mostAtOnce <= 3, `${server.mostAtOnce}`);
  });

  it('takes equal requests from the store, slot by slot, unless told not to', async () => {
    await serve(({ index }) => ({ kind: 'reply', text: `${index}`, ignoreN: true }));
    const first = await setUp({ samples: 5, stop: 'none', concurrency: 1 });
    const before = await first.all();
    const second = await first.again('second', { samples: 7 });
    const after = await second.all();
    assert.equal(server.calls.length, 7);
    assert.equal(after.report.totals[0]?.cached, 5);
    assert.deepEqual(textsOf(after.events).slice(0, 5), textsOf(before.events));
    await (await first.again('third', { samples: 5, useCache: false })).all();
    assert.equal(server.calls.length, 12);
  });

  it('asks twice for twenty samples as twenty samples, never as one', async () => {
    await serve(() => ({ kind: 'reply', text: '42', ignoreN: true }));
    const { report } = await (await setUp({ samples: 20, stop: 'none' })).all();
    assert.equal(report.totals[0]?.replies, 20);
    assert.ok(server.calls.length >= 20);
    assert.equal(report.totals[0]?.promptTokens, server.calls.length * 10);
    assert.equal(report.totals[0]?.completionTokens, server.calls.length);
  });

  it('keeps what arrived when it is aborted, and goes on from there', async () => {
    await serve(({ index }) =>
      index < 3 ? { kind: 'reply', text: '42', ignoreN: true } : { kind: 'hang', at: 'middle' },
    );
    const run = await setUp({ samples: 10, stop: 'none', concurrency: 2 });
    const abort = new AbortController();
    let outcomes = 0;
    const events: TrialEvent[] = [];
    for await (const event of run.go(abort.signal)) {
      events.push(event);
      if (event.type === 'outcome' && ++outcomes === 3) abort.abort();
    }
    assert.deepEqual(stoppedOf(events), ['cancelled']);
    assert.equal(reportIn(events).totals[0]?.failures, 0);
    assert.equal((await run.history.outcomes('run')).length, 3);
    await server.close();
    await serve(() => ({ kind: 'reply', text: '41', ignoreN: true }));
    const { report, events: later } = await run.all();
    assert.equal(textsOf(later).length, 7);
    assert.deepEqual(
      report.cases[0]?.clusters.map(({ answer, slots }) => [answer, slots.length]),
      [
        ['41', 7],
        ['42', 3],
      ],
    );
  });

  it('ends its requests when the reader leaves', async () => {
    await serve(({ index }) =>
      index === 0 ? { kind: 'reply', text: '42', ignoreN: true } : { kind: 'hang', at: 'connect' },
    );
    const run = await setUp({ samples: 10, stop: 'none', concurrency: 2 });
    for await (const event of run.go()) if (event.type === 'outcome') break;
    const calls = server.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(server.calls.length, calls);
  });

  it('asks failed samples again when resumed, but for those the request itself is to blame for', async () => {
    let broken = true;
    await serve(({ body }) => {
      if (body.messages[0]?.content.endsWith('long'))
        return { kind: 'error', status: 400, code: 'context_length_exceeded' };
      return broken ? { kind: 'error', status: 503 } : { kind: 'reply', text: '42' };
    });
    const run = await setUp({ cases: [aCase('long'), aCase('short')], samples: 1, stop: 'none' });
    assert.equal((await run.all()).report.totals[0]?.failures, 2);
    broken = false;
    const calls = server.calls.length;
    const { report } = await run.all();
    assert.equal(server.calls.length, calls + 1);
    assert.deepEqual(
      report.totals.map(({ replies, failures }) => [replies, failures]),
      [[1, 1]],
    );
  });

  const hopeless: Readonly<Record<string, Behaviour>> = {
    'wrong key': { kind: 'error', status: 401 },
    'unknown model': { kind: 'error', status: 404 },
    'rejected option': { kind: 'error', status: 400, message: 'temperature is not supported' },
    'server that always fails': { kind: 'error', status: 500 },
  };
  for (const [what, behaviour] of Object.entries(hopeless)) {
    it(`ends early with one sentence: ${what}`, async () => {
      await serve(() => behaviour);
      const cases = Array.from({ length: 50 }, (_, index) => aCase(`${index}`));
      const { report, stopped, events } = await (await setUp({ cases, samples: 20, concurrency: 8 })).all();
      assert.deepEqual(new Set(stopped), new Set(['failed']));
      assert.equal(stopped.length, 50);
      const failures = events.filter((event) => event.type === 'outcome' && event.outcome.type === 'failure');
      assert.ok(failures.length >= 1 && failures.length <= 8, `${failures.length} failures`);
      assert.ok(server.calls.length <= 40, `${server.calls.length} calls`);
      assert.equal(report.cases[49]?.reason?.text.en, report.cases[0]?.reason?.text.en);
    });
  }

  it('loses no reply of the other cases when one request cannot be answered', async () => {
    await serve(({ body }) =>
      body.messages[0]?.content.endsWith('long')
        ? { kind: 'error', status: 400, code: 'context_length_exceeded' }
        : { kind: 'reply', text: '42' },
    );
    const cases = [aCase('a'), aCase('long'), aCase('b')];
    const { report } = await (await setUp({ cases, samples: 5, stop: 'none' })).all();
    assert.deepEqual(
      report.cases.map(({ samples, failures, stopped }) => [samples, failures, stopped]),
      [
        [5, 0, 'complete'],
        [0, 1, 'failed'],
        [5, 0, 'complete'],
      ],
    );
  });

  it('goes on with the other cases where a filter refuses some', async () => {
    await serve(({ body }) =>
      body.messages[0]?.content.endsWith('bad')
        ? { kind: 'error', status: 400, code: 'content_filter' }
        : { kind: 'reply', text: '42' },
    );
    const cases = [aCase('1 bad'), aCase('2 bad'), aCase('fine')];
    const { report } = await (await setUp({ cases, samples: 9, stop: 'none', concurrency: 1 })).all();
    assert.deepEqual(
      report.cases.map(({ samples, failures, stopped }) => [samples, failures, stopped]),
      [
        [0, 3, 'failed'],
        [0, 3, 'failed'],
        [9, 0, 'complete'],
      ],
    );
  });

  it('tells of retries and takes back what a broken try had shown', async () => {
    await serve(({ index }) =>
      index === 0 ? { kind: 'cut', text: 'wrong way round', after: 2 } : { kind: 'reply', text: '42' },
    );
    const { events } = await (await setUp({ samples: 1 })).all();
    assert.deepEqual(
      events.map(({ type }) => type).filter((type) => type !== 'delta'),
      ['retry', 'outcome', 'stopped', 'finished'],
    );
    assert.deepEqual(textsOf(events), ['42']);
  });

  it('gives equal runs equal seeds and different slots different ones', async () => {
    await serve(() => ({ kind: 'reply', text: '42', ignoreN: true }));
    const run = await setUp({ samples: 4, stop: 'none', seed: 7, concurrency: 1 });
    await run.all();
    await (await run.again('other', { samples: 4, useCache: false })).all();
    const seeds = server.calls.map(({ body }) => body.seed);
    assert.equal(new Set(seeds).size, 4);
    assert.deepEqual(new Set(seeds.slice(0, 4)), new Set(seeds.slice(4)));
  });

  it('refuses a plan that cannot run before asking anybody', async () => {
    await serve(() => ({ kind: 'reply', text: '42' }));
    const missing = await setUp({ cases: [{ id: '1', inputs: {} }] });
    await assert.rejects(missing.all(), /Case 1 has no value for question/);
    const unknown = await setUp({ stop: 'betta' });
    await assert.rejects(unknown.all(), /no stop rule “betta”: use one of none, beta/);
    for (const parts of [{ samples: 0 }, { concurrency: 1.5 }, { cases: [] }, { extractor: 'json-feld' }])
      await assert.rejects((await setUp(parts)).all(), { name: 'ProblemError' });
    assert.equal(server.calls.length, 0);
  });

  it('throws where the store fails, and asks no more', async () => {
    await serve(() => ({ kind: 'reply', text: '42', ignoreN: true }));
    const run = await setUp({ samples: 30, stop: 'none', concurrency: 1 });
    const store = { ...run.history, append: () => Promise.reject(new Error('disk full')) };
    await assert.rejects(drain(run.go(undefined, store)), /disk full/);
    assert.ok(server.calls.length <= 3, `${server.calls.length}`);
  });

  async function serve(behave: (call: Call) => Behaviour, latency = 0): Promise<void> {
    server = await startFaultServer({ behave, latency });
  }

  function variant(id: string) {
    const model = { provider: 'openai', model: 'test-model', origin: 'http://model' };
    return {
      id,
      title: id,
      messages: [{ role: 'user' as const, text: `${id}: ${text}`, holes: shifted(id) }],
      model,
      sampling: {},
    };
  }

  async function setUp(parts: Partial<PlanParts>) {
    const plan = createPlan({
      variants: [variant('a')],
      cases: [aCase('x')],
      samples: 20,
      concurrency: 4,
      ...parts,
    });
    return runOf(await startedRun(createMemoryHistory(), plan, 'run'), plan, 'run');
  }

  function runOf(history: ReturnType<typeof createMemoryHistory>, plan: TrialPlan, runId: string) {
    const go = (
      signal = new AbortController().signal,
      store: Pick<typeof history, 'append' | 'outcomes' | 'replies'> = history,
    ) => {
      const clock = createFastClock(5);
      const ports = { baseUrls: [`http://model/v1`], key: async () => undefined, clock, log: silentLog };
      const provider = openai.create({ ...ports, baseUrls: [server.baseUrl] });
      // The plan names no port, so that a server started anew is the same server.
      const here: typeof provider = {
        ...provider,
        sample: (request, slots, stop) =>
          provider.sample({ ...request, model: { ...request.model, origin: server.origin } }, slots, stop),
      };
      return runTrial(
        plan,
        { runId, store, provider: async () => here, clock, random: createRandom(1) },
        signal,
      );
    };
    return {
      history,
      go,
      all: async () => {
        const events = await drain(go());
        return { events, report: reportIn(events), stopped: stoppedOf(events) };
      },
      again: async (id: string, parts: Partial<TrialPlan>) => {
        const next = { ...plan, ...parts };
        return runOf(await startedRun(history, next, id), next, id);
      },
    };
  }
});

function aCase(question: string) {
  return { id: question, inputs: { question } };
}

function shifted(id: string) {
  const by = id.length + 2;
  return holes.map(({ name, span }) => ({ name, span: { start: span.start + by, end: span.end + by } }));
}

async function drain(events: AsyncIterable<TrialEvent>): Promise<readonly TrialEvent[]> {
  const all: TrialEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

function reportIn(events: readonly TrialEvent[]): Report {
  const last = events.at(-1);
  assert.equal(last?.type, 'finished');
  return last.report;
}

function stoppedOf(events: readonly TrialEvent[]): readonly string[] {
  return events.flatMap((event) => (event.type === 'stopped' ? [event.stopped] : []));
}

function textsOf(events: readonly TrialEvent[]): readonly string[] {
  return events.flatMap((event) =>
    event.type === 'outcome' && event.outcome.type === 'reply' ? [event.outcome.text] : [],
  );
}
