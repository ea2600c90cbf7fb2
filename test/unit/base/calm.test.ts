import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { calmly } from '../../../src/base/calm.ts';

describe('calm', () => {
  it('acts at once, then once for all that was asked meanwhile', async () => {
    const times: number[] = [];
    const calm = calmly(() => times.push(performance.now()), 60);
    for (let asked = 0; asked < 5; asked++) calm.ask();
    assert.equal(times.length, 1);
    while (times.length < 2) await sleep(5);
    // Begun after the second act, this ends after the rest that follows it, however busy the machine.
    await sleep(120);
    assert.equal(times.length, 2);
    assert((times[1] ?? 0) - (times[0] ?? 0) >= 55);
    calm.ask();
    assert.equal(times.length, 3);
    calm.dispose();
  });

  it('does nothing after its end', async () => {
    let count = 0;
    const calm = calmly(() => count++, 20);
    calm.ask();
    calm.ask();
    calm.dispose();
    await sleep(60);
    assert.equal(count, 1);
  });
});
