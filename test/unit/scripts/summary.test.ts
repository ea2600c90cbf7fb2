import { strict as assert } from 'node:assert';
import { suiteResult, summaryLines } from '../../../scripts/summary.ts';

describe('summary of the suites', () => {
  it('ends with the sums over all suites', () => {
    const lines = summaryLines([
      { suite: 'unit', passed: 40, failed: 1 },
      { suite: 'ui', passed: 2, failed: 3 },
    ]);
    assert.deepEqual(lines, ['unit: 40 passed, 1 failed', 'ui: 2 passed, 3 failed', '42 passed, 4 failed']);
  });

  it('counts a suite that ran no test as failed', () => {
    assert.deepEqual(suiteResult('host', { passed: 0, failed: 0 }, 0), {
      suite: 'host',
      passed: 0,
      failed: 1,
    });
    assert.deepEqual(suiteResult('host', undefined, 0), { suite: 'host', passed: 0, failed: 1 });
  });

  it('counts a suite that broke after its tests as failed', () => {
    assert.equal(suiteResult('unit', { passed: 7, failed: 0 }, 1).failed, 1);
    assert.equal(suiteResult('unit', { passed: 7, failed: 2 }, 1).failed, 2);
  });
});
