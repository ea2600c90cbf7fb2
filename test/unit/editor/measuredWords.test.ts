import { strict as assert } from 'node:assert';
import { measuredWords } from '../../../src/editor/measuredWords.ts';
import type { Measurement } from '../../../src/history/types.ts';

const measured: Measurement = {
  runId: 'r',
  at: 0,
  contentHash: 'hash',
  modelTitle: 'test',
  samples: 65,
  agreement: 0.83,
};

const examples: readonly [Partial<Measurement>, string, string][] = [
  [{}, '83 % agree', '83% 一致'],
  [{ accuracy: 0.35 }, '83 % agree, 35 % right', '83% 一致，35% 正确'],
  [{ passRate: 1 }, '83 % agree, 100 % pass the checks', '83% 一致，100% 通过检查'],
  [
    { accuracy: 0.35, passRate: 1 },
    '83 % agree, 35 % right, 100 % pass the checks',
    '83% 一致，35% 正确，100% 通过检查',
  ],
  [
    { agreement: 0.02, passRate: 0.9, scattered: true },
    'nearly all differ, 90 % pass the checks',
    '几乎各不相同，90% 通过检查',
  ],
];

describe('the words of a measurement', () => {
  for (const [part, en, chinese] of examples)
    it(`tell every figure that was measured: ${en}`, () => {
      const said = (locale: 'en' | 'zh-cn') => measuredWords({ ...measured, ...part }, 0, locale);
      assert.equal(said('en'), `${en} (65 answers, test, just now)`);
      assert.equal(said('zh-cn').replaceAll('\u00a0', ' '), `${chinese}（65 个回答，test，刚刚）`);
    });
});
