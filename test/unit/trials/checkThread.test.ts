import assert from 'node:assert/strict';
import type { Json } from '../../../src/base/json.ts';
import { say } from '../../../src/base/text.ts';
import type { CheckSpec } from '../../../src/prompt/types.ts';
import { createThreadJudge } from '../../../src/trials/checking/client.ts';
import { startJudgeThread } from '../../../src/trials/checking/thread.ts';
import type { CheckVerdict } from '../../../src/trials/types.ts';

const worker = new URL('../../../src/trials/checking/worker.ts', import.meta.url);
const ports = { allowScripts: true };
const testCase = { inputs: {} };

/** What no limit inside an engine ends: each is one call that runs for minutes. */
const endless: readonly CheckSpec[] = [
  { check: 'javascript', parameter: '(() => { const a = []; for (;;) a.push("x".repeat(1e6)); })()' },
  { check: 'javascript', parameter: '[].indexOf.call({ length: 2 ** 53 - 1 }, 1) > 0' },
  {
    check: 'json-schema',
    parameter: {
      items: { $ref: '#' },
      anyOf: [{ items: { $ref: '#' } }, { items: { $ref: '#' } }],
    },
  },
];

describe('the thread of the checks', () => {
  let checks: ReturnType<typeof createThreadJudge>;
  beforeEach(() => {
    checks = createThreadJudge(() => startJudgeThread(worker));
  });
  afterEach(() => checks.dispose());

  const judge = (check: string, parameter: Json, texts: readonly string[]) =>
    checks.judge(
      { check, parameter },
      texts.map((text) => ({ text, testCase })),
      ports,
    );
  const outcomes = (verdicts: readonly CheckVerdict[]) => verdicts.map(({ outcome }) => outcome);

  for (const { check, parameter } of endless)
    it(`ends ${JSON.stringify(parameter)}, while this one stays free, and judges on`, async () => {
      let turns = 0;
      const turning = setInterval(() => turns++, 20);
      const nested = `${'['.repeat(30)}${']'.repeat(30)}`;
      const [verdicts, others] = await Promise.all([
        judge(check, parameter, [nested, nested]),
        judge('contains', 'a', ['abc', 'b']),
      ]);
      clearInterval(turning);
      assert.equal(verdicts.length, 1);
      assert.deepEqual([verdicts[0]?.outcome, verdicts[0]?.final], ['not-run', true]);
      assert.ok(turns > 5, String(turns));
      assert.deepEqual(outcomes(others), ['passed', 'failed']);
    });

  it('judges a thousand replies at once, in their order', async () => {
    const texts = Array.from({ length: 1000 }, (_, index) => 'x'.repeat(index % 3));
    await judge('javascript', 'true', ['']);
    const begun = Date.now();
    const verdicts = await judge('javascript', 'reply.length < 2', texts);
    assert.ok(Date.now() - begun < 5000, String(Date.now() - begun));
    assert.deepEqual(
      outcomes(verdicts),
      texts.map(({ length }) => (length < 2 ? 'passed' : 'failed')),
    );
  });

  it('says so where it cannot start', async () => {
    const broken = createThreadJudge(() => startJudgeThread(new URL('missing.js', worker)));
    const [verdict] = await broken.judge(
      { check: 'contains', parameter: 'a' },
      [{ text: 'a', testCase }],
      ports,
    );
    assert.match(say(verdict?.reason ?? { text: { en: '', 'zh-cn': '' } }, 'en'), /could not start/);
  });
});
