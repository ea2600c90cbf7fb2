import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Json } from '../../../src/base/json.ts';
import { say } from '../../../src/base/text.ts';
import type { Case } from '../../../src/prompt/types.ts';
import { compileChecks } from '../../../src/trials/checking/compile.ts';
import { judgeReplies } from '../../../src/trials/checking/judge.ts';
import { describeSpec, readSpecs, specProblem } from '../../../src/trials/checking/specs.ts';
import { checks } from '../../../src/trials/checks/index.ts';
import type { Reply } from '../../../src/trials/types.ts';

type Example = { readonly parameter: Json } & Partial<
  Readonly<Record<'passed' | 'failed' | 'not-run', readonly string[]>>
>;

const examples = JSON.parse(
  readFileSync(new URL('../../cases/trials/checks.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, readonly Example[]>>;

const testCase: Case = { id: '1', inputs: { name: 'Ada' }, expected: '11' };

function replyOf(text: string): Reply {
  return {
    ...{ type: 'reply', variant: 'a', case: testCase.id, slot: 0, requestHash: '', text },
    ...{ requested: {}, confirmed: { samplingControlled: true }, finish: 'stop', millis: 1, cached: false },
  };
}

async function judge(check: string, parameter: Json, reply: string, allowScripts = true) {
  const plan = { cases: [testCase], checks: [{ check, parameter }] };
  const checker = await compileChecks(plan, { allowScripts, judge: judgeReplies });
  assert.deepEqual(checker.problems, []);
  await checker.judge([replyOf(reply)]);
  return checker.results(reply, testCase)?.[0];
}

describe('checks', () => {
  it('all have examples', () => {
    assert.deepEqual(Object.keys(examples).sort(), checks.map(({ id }) => id).sort());
  });

  for (const [check, rows] of Object.entries(examples))
    for (const { parameter, ...byOutcome } of rows)
      it(`${check} ${JSON.stringify(parameter).slice(0, 60)}`, async () => {
        for (const [outcome, replies] of Object.entries(byOutcome))
          for (const reply of replies) {
            const result = await judge(check, parameter, reply);
            assert.equal(result?.outcome, outcome, JSON.stringify(reply));
            if (outcome !== 'passed') assert.ok(result?.reason);
          }
      });

  it('say what they require', async () => {
    for (const { id, example, chineseExample = example } of checks) {
      for (const parameter of [example, chineseExample]) {
        assert.equal(await specProblem({ check: id, parameter }), undefined, id);
        assert.doesNotMatch(say(describeSpec({ check: id, parameter }), 'zh-cn'), /\{\w+\}/);
      }
    }
  });

  for (const [check, parameter, says] of [
    ['contains', '', /none of them empty/],
    ['contains', [], /none of them empty/],
    ['regex', '(?=a)', /RE2/],
    ['regex', '(a', /missing closing/],
    ['length', 5, /min, max/],
    ['length', { max: 5, unit: 'lines' }, /min, max/],
    ['length', { min: 5, max: 2 }, /min, max/],
    ['language', 'English', /language tag/],
    ['language', 'xx', /does not know xx.*\ben\b.*\bzh\b/],
    ['language', 'sw', /does not know sw.*\bde\b/],
    ['json-schema', 'object', /JSON Schema/],
    ['json-schema', { properties: { a: { pattern: '(' } } }, /RE2/],
    ['json-schema', { patternProperties: {} }, /patternProperties/],
    ['json-schema', { type: 'objekt' }, /cannot be used \(\/type: .*"object".*\)/],
    ['json-schema', { items: [{ minLength: 'x' }] }, /items\/0\/minLength/],
    ['json-schema', { $ref: '#/$defs/missing' }, /leads nowhere/],
    ['json-schema', { items: { $dynamicRef: '#node' } }, /\$dynamicRef/],
    ['javascript', ' ', /expression/],
    ['javascript', 'reply.length <', /none \(SyntaxError/],
    ['javascript', 'reply.length < 200;', /without semicolons/],
    ['javascript', 'reply) + (', /none/],
    ['contain', 'x', /no check “contain”.*contains/],
  ] as const)
    it(`refuse ${check} ${JSON.stringify(parameter)} with the next step`, async () => {
      const problem = await specProblem({ check, parameter });
      assert.ok(problem);
      assert.match(say(problem.phrase, 'en'), says);
      const checker = await compileChecks(
        { cases: [testCase], checks: [{ check, parameter }] },
        { allowScripts: true, judge: judgeReplies },
      );
      await checker.judge([replyOf('any')]);
      assert.deepEqual(checker.results('any', testCase), []);
      assert.equal(checker.problems.length, 1);
    });

  it('evaluate no expression where scripts are not allowed, and say so', async () => {
    const result = await judge('javascript', 'true', 'a', false);
    assert.equal(result?.outcome, 'not-run');
    assert.match(say(result?.reason ?? { text: { en: '', 'zh-cn': '' } }, 'en'), /not trusted/);
  });

  it('do not run an expression again that ran out of time', async () => {
    const checker = await compileChecks(
      { cases: [testCase], checks: [{ check: 'javascript', parameter: '(() => { for (;;); })()' }] },
      { allowScripts: true, judge: judgeReplies },
    );
    const begun = Date.now();
    await checker.judge(Array.from({ length: 50 }, (_, index) => replyOf(`reply ${index}`)));
    assert.equal(checker.results('reply 49', testCase)?.[0]?.outcome, 'not-run');
    assert.ok(Date.now() - begun < 2000);
  });

  it('need time in proportion to the reply, whatever the pattern', async () => {
    const begun = Date.now();
    assert.equal((await judge('regex', '^(a+)+$', `${'a'.repeat(20_000)}b`))?.outcome, 'failed');
    assert.ok(Date.now() - begun < 2000);
  });

  it('throw for no reply', async () => {
    const plan = {
      cases: [testCase],
      checks: checks.map(({ id, example }) => ({ check: id, parameter: example })),
    };
    const checker = await compileChecks(plan, { allowScripts: true, judge: judgeReplies });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), async (reply) => {
        await checker.judge([replyOf(reply)]);
        assert.equal(checker.results(reply, testCase)?.length, checks.length);
      }),
      { numRuns: 100 },
    );
  });

  it('are read as lists of objects with one member', () => {
    const { specs, problems } = readSpecs([{ contains: 'a' }, 'b', { a: 1, b: 2 }, {}]);
    assert.deepEqual(specs, [{ check: 'contains', parameter: 'a' }]);
    assert.equal(problems.length, 3);
  });
});
