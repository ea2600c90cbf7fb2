import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { compileChecks } from '../../../src/trials/checking/compile.ts';
import { compareToBases } from '../../../src/trials/compare.ts';
import { exportReplies, exportTallies } from '../../../src/trials/export.ts';
import { reportOf } from '../../../src/trials/report.ts';
import type { Reply, TrialPlan } from '../../../src/trials/types.ts';
import { plan as example, reply } from '../history/examples.ts';

const [variant] = example.variants;
assert.ok(variant);
const plan: TrialPlan = {
  ...example,
  extractor: 'whole-text',
  cases: [
    { id: '1', inputs: { x: '' }, checks: [{ check: 'contains', parameter: 'sorry' }] },
    { id: '2', inputs: { x: '' } },
  ],
  checks: [{ check: 'language', parameter: 'en' }],
};
const replies = (texts: readonly string[], overrides: Partial<Reply> = {}) =>
  texts.map((text, slot) => reply(slot, { text, ...overrides }));

describe('reports of free text', () => {
  const letters = [
    'We are sorry that it came late, and refund it.',
    'It came late, for which we are sorry indeed.',
    'Please accept a voucher for the next order.',
    '123',
    'Es tut uns wirklich sehr leid, sorry.',
  ];

  it('tell pass rates of the replies that could be judged, per check, case and variant', async () => {
    const outcomes = [...replies(letters), ...replies(letters.slice(0, 1), { case: '2' })];
    const checker = await compileChecks(plan);
    await checker.judge(outcomes);
    const { cases, totals } = reportOf(plan, outcomes, { checker });
    const [language, contains] = cases[0]?.checks?.each ?? [];
    assert.deepEqual([language?.passed, language?.judged, language?.notRun], [3, 4, 1]);
    assert.ok(language?.reason);
    assert.deepEqual([contains?.passed, contains?.judged, contains?.notRun], [3, 5, 0]);
    // “123” lacks the text, so it fails although its language is not known.
    assert.deepEqual([cases[0]?.checks?.all.passed, cases[0]?.checks?.all.judged], [2, 5]);
    assert.deepEqual([totals[0]?.passRate?.share, totals[0]?.passRate?.cases], [0.7, 2]);
  });

  it('mark cases without a majority, and tell how long the replies are', () => {
    const { cases, totals } = reportOf(plan, [
      ...replies(letters),
      ...replies(['a', 'a', 'a', 'b'], { case: '2' }),
    ]);
    assert.deepEqual(
      cases.map(({ scattered }) => scattered),
      [true, undefined],
    );
    assert.equal(totals[0]?.scattered, 1);
    assert.deepEqual(cases[0]?.lengths?.words, { min: 1, median: 8, max: 10 });
    assert.deepEqual(cases[1]?.lengths?.characters, { min: 1, median: 1, max: 1 });
    assert.equal(cases[0]?.checks, undefined);
    const few = reportOf(plan, replies(letters.slice(0, 3))).cases[0];
    assert.equal(few?.scattered, undefined);
  });
});

describe('several variants', () => {
  const several: TrialPlan = {
    ...plan,
    variants: ['a', 'b', 'c'].map((id) => ({ ...variant, id, title: `=${id}` })),
    cases: ['1', '2'].map((id) => ({ id, inputs: { x: '' }, expected: 'yes' })),
    checks: [],
  };
  const said = { a: ['yes', 'no'], b: ['yes', 'yes'], c: ['no', 'yes'] } as const;
  const outcomes = Object.entries(said).flatMap(([id, texts]) =>
    texts.map((text, index) => reply(0, { variant: id, case: String(index + 1), text })),
  );
  const report = reportOf(several, outcomes);

  it('are each compared with their base, and the cases that flipped are named', () => {
    assert.deepEqual(
      compareToBases(several.variants, report).map(({ second, fixed, broken, changed }) => [
        ...[second.variant, fixed, broken, changed],
      ]),
      [
        ['b', ['2'], [], 1],
        ['c', ['2'], ['1'], 2],
      ],
    );
  });

  it('are exported as raw replies, and as tallies that no spreadsheet takes for formulas', () => {
    const lines = exportReplies({ id: 'r', startedAt: 0, plan: several }, outcomes).trimEnd().split('\n');
    assert.equal(lines.length, 7);
    const { run: _, model: __, ...first } = JSON.parse(lines[1] ?? '');
    assert.deepEqual(first, outcomes[0]);
    const rows = parse(exportTallies(several, report), { columns: true }) as Record<string, string>[];
    assert.equal(rows.length, 6);
    assert.deepEqual(
      [rows[0]?.['title'], rows[0]?.['share'], rows[0]?.['majority_correct']],
      ["'=a", '1', 'true'],
    );
  });
});
