import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Pool } from '../../../src/local/serve/pool.ts';

const signal = new AbortController().signal;

describe('pool', () => {
  it('lends each item to one user at a time, in the order they came, and takes it back after a failure', async () => {
    const users = fc.array(fc.record({ turns: fc.nat(3), fails: fc.boolean() }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), users, async (size, list) => {
        const pool = new Pool(Array.from({ length: size }, (_, item) => item));
        const lent = new Set<number>();
        const order: number[] = [];
        const outcomes = await Promise.allSettled(
          list.map(({ turns, fails }, user) =>
            pool.lend(async (item) => {
              assert.ok(!lent.has(item));
              lent.add(item);
              order.push(user);
              for (let turn = 0; turn < turns; turn++) await Promise.resolve();
              lent.delete(item);
              if (fails) throw new Error('failed');
            }, signal),
          ),
        );
        assert.deepEqual(
          order,
          list.map((_, user) => user),
        );
        assert.deepEqual(
          outcomes.map(({ status }) => status === 'rejected'),
          list.map(({ fails }) => fails),
        );
      }),
    );
  });

  it('forgets who gave up waiting', async () => {
    const pool = new Pool(['only']);
    const first = Promise.withResolvers<void>();
    const using = pool.lend(() => first.promise, signal);
    const impatient = new AbortController();
    const waiting = pool.lend(async () => assert.fail('was lent after giving up'), impatient.signal);
    const reason = new Error('gave up');
    impatient.abort(reason);
    await assert.rejects(waiting, reason);
    first.resolve();
    await using;
    assert.equal(await pool.lend(async (item) => item, signal), 'only');
  });
});
