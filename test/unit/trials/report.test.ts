import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareVariants } from '../../../src/trials/compare.ts';
import { normalised } from '../../../src/trials/comparers/normalised.ts';
import { estimatePlan } from '../../../src/trials/estimate.ts';
import { wholeText } from '../../../src/trials/extractors/wholeText.ts';
import { createPlan, inputNames, renderRequest, requestHash, variantOf } from '../../../src/trials/plan.ts';
import { reportOf } from '../../../src/trials/report.ts';
import { sampleInputs } from '../../../src/trials/sampleInputs.ts';
import type { Outcome, Reply, TrialPlan } from '../../../src/trials/types.ts';
import { voteOf } from '../../../src/trials/vote.ts';

const model = { provider: 'openai', model: 'gpt-4o-mini', origin: 'https://api.openai.com' };

describe('vote', () => {
  const vote = (...texts: string[]) =>
    voteOf(
      texts.map((text, slot) => reply({ text, slot })),
      wholeText,
      normalised,
    );

  it('groups equal answers and names the most written form', () => {
    const { clusters, majority, share } = vote('Paris.', 'paris', 'paris', 'Rome', 'PARIS');
    assert.deepEqual(
      clusters.map(({ answer, slots }) => [answer, slots]),
      [
        ['paris', [0, 1, 2, 4]],
        ['Rome', [3]],
      ],
    );
    assert.equal(majority, 'paris');
    assert.equal(share, 0.8);
  });

  it('has no majority on a tie, and none of nothing', () => {
    assert.equal(vote('a', 'b', 'a', 'b').majority, undefined);
    assert.equal(vote('a', 'b', 'a', 'b').share, 0.5);
    assert.deepEqual(vote(), {
      clusters: [],
      samples: 0,
      withoutAnswer: 0,
      share: 0,
      interval: [0, 1],
      entropy: 0,
    });
  });

  it('counts replies without an answer against every share', () => {
    const { share, withoutAnswer, samples, entropy } = vote('a', 'a', '...', '!');
    assert.deepEqual([share, withoutAnswer, samples], [0.5, 2, 4]);
    assert.ok(entropy > 0);
  });

  it('loses and invents no reply, whatever the answers and their order', () => {
    const texts = fc.array(fc.constantFrom('a', 'A.', 'b', '1,000', '1000', '?', ''), { maxLength: 30 });
    fc.assert(
      fc.property(texts, (all) => {
        const { clusters, withoutAnswer, samples, share, interval, entropy } = vote(...all);
        const slots = clusters.flatMap((cluster) => cluster.slots);
        assert.equal(new Set(slots).size, slots.length);
        assert.equal(slots.length + withoutAnswer, samples);
        assert.equal(samples, all.length);
        const counts = clusters.map((cluster) => cluster.slots.length);
        assert.deepEqual(
          counts,
          [...counts].sort((a, b) => b - a),
        );
        assert.ok(interval[0] <= share && share <= interval[1] && entropy >= 0 && entropy <= 1);
        const backwards = vote(...all.toReversed());
        assert.deepEqual(
          backwards.clusters.map((cluster) => cluster.slots.length),
          counts,
        );
        assert.equal(backwards.entropy.toFixed(12), entropy.toFixed(12));
      }),
    );
  });
});

describe('report', () => {
  const plan = planOf({
    samples: 4,
    cases: [
      { id: 'x', inputs: {}, expected: '42' },
      { id: 'y', inputs: {} },
    ],
  });
  const outcomes: readonly Outcome[] = [
    ...['It is 42.', 'It is 42.', 'It is 41.'].map((text, slot) => reply({ case: 'x', slot, text })),
    failed({ case: 'x', slot: 3 }),
    ...['7', '7', '7', '7'].map((text, slot) => reply({ case: 'y', slot, text, cached: slot < 2 })),
  ];

  it('is derived from plan and outcomes alone', () => {
    const report = reportOf(plan, outcomes);
    const [x, y] = report.cases;
    assert.equal(report.extractor, 'number');
    assert.deepEqual(
      [x?.majority, x?.samples, x?.failures, x?.correct, x?.majorityCorrect],
      ['42', 3, 1, 2, true],
    );
    assert.deepEqual(
      [y?.majority, y?.expected, y?.correct, y?.stopped],
      ['7', undefined, undefined, 'complete'],
    );
    const [totals] = report.totals;
    assert.deepEqual([totals?.replies, totals?.failures, totals?.cached], [7, 1, 2]);
    assert.equal(totals?.agreement, (2 / 3 + 1) / 2);
    assert.deepEqual([totals?.accuracy?.cases, totals?.accuracy?.share], [1, 2 / 3]);
  });

  it('reads the same replies again with another extractor', () => {
    const report = reportOf({ ...plan, extractor: 'whole-text' }, outcomes);
    assert.equal(report.cases[0]?.majority, 'It is 42');
    assert.equal(report.cases[0]?.correct, 0);
  });

  it('counts what was paid: nothing for stored replies, unknown where the provider told nothing', () => {
    const paid = reportOf(plan, outcomes).totals[0];
    assert.deepEqual([paid?.promptTokens, paid?.completionTokens], [5000, 10]);
    assert.equal(paid?.cost?.toFixed(9), ((5000 * 0.15 + 10 * 0.6) / 1e6).toFixed(9));
    const { usage: _, ...untold } = reply({ case: 'y', slot: 3, text: '7' });
    const unknown = reportOf(plan, [...outcomes.slice(0, -1), untold]).totals[0];
    assert.deepEqual([unknown?.usageUnknown, unknown?.cost], [1, undefined]);
  });

  it('counts other words for a right answer where the extractor writes them as one', () => {
    const said = planOf({ samples: 2, cases: [{ id: 'x', inputs: {}, expected: '对' }] });
    const replies = ['是。', '不是。'].map((text, slot) => reply({ case: 'x', slot, text }));
    const report = reportOf(said, replies);
    assert.deepEqual([report.extractor, report.cases[0]?.correct], ['yes-no', 1]);
  });

  it('counts what failures were billed', () => {
    const usage = { promptTokens: 7, completionTokens: 9 };
    const [totals] = reportOf(plan, [{ ...failed({ case: 'x', slot: 0 }), usage }]).totals;
    assert.deepEqual([totals?.promptTokens, totals?.completionTokens, totals?.usageUnknown], [7, 9, 0]);
  });

  it('claims no agreement where nothing was measured', () => {
    const [totals] = reportOf(plan, [failed({ case: 'x', slot: 0 })]).totals;
    assert.deepEqual([totals?.cases, totals?.agreement, totals?.accuracy], [0, undefined, undefined]);
  });

  it('takes the later of two outcomes of a sample, and a reply before any failure', () => {
    const twice = [
      failed({ case: 'y', slot: 0 }),
      ...outcomes,
      failed({ case: 'y', slot: 0 }),
      reply({ case: 'x', slot: 3, text: '42' }),
    ];
    assert.deepEqual(
      reportOf(plan, twice).cases.map(({ samples, failures }) => [samples, failures]),
      [
        [4, 0],
        [4, 0],
      ],
    );
  });

  it('tells what early stopping saved, of decided cases only', () => {
    const long = planOf({ samples: 20, cases: plan.cases });
    const report = reportOf(long, outcomes);
    assert.deepEqual(
      report.cases.map(({ stopped }) => stopped),
      [undefined, 'decided'],
    );
    assert.deepEqual([report.saved, report.planned], [16, 40]);
  });

  it('puts two variants side by side on the same cases', () => {
    const two = { ...plan, variants: [...plan.variants, { ...variant(), id: 'b' }] };
    const other = ['41', '41', '41', '42'].map((text, slot) =>
      reply({ variant: 'b', case: 'x', slot, text }),
    );
    const seven = ['7', '7', '8', '8'].map((text, slot) => reply({ variant: 'b', case: 'y', slot, text }));
    const pair = compareVariants(reportOf(two, [...outcomes, ...other, ...seven]), 'a', 'b');
    assert.deepEqual(
      pair?.cases.map(({ changed }) => changed),
      [true, undefined],
    );
    assert.deepEqual([pair?.changed, pair?.comparable], [1, 1]);
    assert.equal(pair?.first.accuracy?.share, 2 / 3);
    assert.equal(pair?.second.accuracy?.share, 0.25);
  });

  it('compares means over the cases that both answered', () => {
    const two = { ...plan, variants: [...plan.variants, { ...variant(), id: 'b' }] };
    const all = [...outcomes, reply({ variant: 'b', case: 'x', slot: 0, text: '42' })];
    const pair = compareVariants(reportOf(two, all), 'a', 'b');
    const onX = compareVariants(reportOf({ ...two, cases: two.cases.slice(0, 1) }, all), 'a', 'b');
    assert.equal(pair?.second.accuracy?.share, 1);
    assert.deepEqual([pair?.first, pair?.second], [onX?.first, onX?.second]);
  });
});

describe('plan', () => {
  const hole = { name: 'text', expression: 'text', span: { start: 8, end: 16 } };
  const message = {
    role: 'user',
    text: 'Classify{{text}}',
    segments: [],
    holes: [hole],
    source: { uri: '', span: { start: 0, end: 0 } },
  } as const;

  it('fills holes with text that may itself look like a hole', () => {
    const prompt = { kind: 'template', messages: [message] } as const;
    const made = variantOf(prompt, { id: 'a', title: 'a', model, sampling: {} });
    const request = renderRequest(made, { id: '1', inputs: { text: ': {{text}} $&' } });
    assert.deepEqual(request.messages, [{ role: 'user', content: 'Classify: {{text}} $&' }]);
    assert.deepEqual(inputNames(prompt), ['text']);
  });

  it('runs instructions as the system message and asks for a task', () => {
    const prompt = {
      kind: 'instructions',
      messages: [{ ...message, role: 'system' }],
      language: 'en',
    } as const;
    const made = variantOf(prompt, { id: 'a', title: 'a', model, sampling: {} });
    const request = renderRequest(made, { id: '1', inputs: { text: '!', task: 'Go on.' } });
    assert.deepEqual(
      request.messages.map(({ role, content }) => [role, content]),
      [
        ['system', 'Classify!'],
        ['user', 'Go on.'],
      ],
    );
    assert.deepEqual(Object.keys(sampleInputs(prompt)), ['text', 'task']);
  });

  it('gives a request one hash whatever its slot, and another for anything the model would notice', () => {
    const request = renderRequest(variant(), { id: '1', inputs: {} });
    const hash = requestHash(request, undefined);
    const withSeed = { ...request, sampling: { ...request.sampling, seed: 5 } };
    assert.equal(requestHash(withSeed, undefined), hash);
    const others = [
      requestHash(request, 1),
      requestHash(request, 2),
      requestHash({ ...request, model: { ...model, origin: 'http://localhost' } }, undefined),
      requestHash({ ...request, model: { ...model, baseUrl: `${model.origin}/a/v1` } }, undefined),
      requestHash({ ...request, model: { ...model, baseUrl: `${model.origin}/b/v1` } }, undefined),
      requestHash({ ...request, sampling: { temperature: 0 } }, undefined),
      requestHash({ ...request, messages: [] }, undefined),
    ];
    assert.equal(new Set([hash, ...others]).size, 8);
  });

  it('is estimated before it runs, and costs nobody knows are not guessed', () => {
    const plan = planOf({
      samples: 10,
      cases: [
        { id: 'x', inputs: {} },
        { id: 'y', inputs: {} },
      ],
    });
    const countTokens = (text: string) => text.length;
    const estimate = estimatePlan(plan, { countTokens });
    assert.deepEqual(
      [estimate.samples, estimate.promptTokens, estimate.answers],
      [20, 20 * ('What?'.length + 4), 'assumed'],
    );
    assert.equal(
      estimate.cost?.toFixed(9),
      ((estimate.promptTokens * 0.15 + estimate.completionTokens * 0.6) / 1e6).toFixed(9),
    );
    assert.equal(estimatePlan(plan, { countTokens, price: () => undefined }).cost, undefined);
  });

  it('is estimated by the length of earlier answers, never beyond the limit', () => {
    const countTokens = () => 1;
    const lengths = [
      [undefined, undefined, 300, 'assumed'],
      [100, undefined, 100, 'limit'],
      [undefined, 40, 40, 'measured'],
      [100, 40, 40, 'measured'],
      [100, 400, 100, 'measured'],
    ] as const;
    for (const [maxTokens, measured, tokens, answers] of lengths) {
      const variants = [{ ...variant(), sampling: maxTokens === undefined ? {} : { maxTokens } }];
      const plan = { ...planOf({ samples: 1, cases: [{ id: 'x', inputs: {} }] }), variants };
      const estimate = estimatePlan(plan, { countTokens, measured: () => measured });
      assert.deepEqual([estimate.completionTokens, estimate.answers], [tokens, answers]);
    }
  });
});

function variant() {
  return {
    id: 'a',
    title: 'a',
    messages: [{ role: 'user' as const, text: 'What?', holes: [] }],
    model,
    sampling: {},
  };
}

function planOf(parts: Pick<TrialPlan, 'samples' | 'cases'>): TrialPlan {
  return createPlan({ variants: [variant()], concurrency: 1, ...parts });
}

function reply(parts: Partial<Reply>): Reply {
  const usage = { promptTokens: 1000, completionTokens: 2 };
  const known = {
    requestHash: 'h',
    requested: {},
    confirmed: { samplingControlled: true },
    finish: 'stop',
    usage,
    millis: 1,
    cached: false,
  } as const;
  return { type: 'reply', variant: 'a', case: 'x', slot: 0, text: '', ...known, ...parts };
}

function failed(parts: { readonly case: string; readonly slot: number }): Outcome {
  const failure = { code: 'server-error', phrase: { text: { en: '', 'zh-cn': '' } } } as const;
  return { type: 'failure', variant: 'a', requestHash: 'h', millis: 1, failure, ...parts };
}
