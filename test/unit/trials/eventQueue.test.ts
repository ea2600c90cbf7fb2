import assert from 'node:assert/strict';
import { createEventQueue } from '../../../src/trials/run/eventQueue.ts';
import type { TrialEvent } from '../../../src/trials/types.ts';

const key = (slot: number) => ({ variant: 'a', case: 'x', slot });
const delta = (slot: number, text: string): TrialEvent => ({ type: 'delta', key: key(slot), text });
const stopped: TrialEvent = { type: 'stopped', variant: 'a', case: 'x', stopped: 'complete' };
const failure = { code: 'timeout', phrase: { text: { en: '', 'zh-cn': '' } } } as const;

describe('event queue', () => {
  it('joins what a slow reader has not seen of a growing reply', async () => {
    const queue = createEventQueue();
    for (const text of ['The ', 'answer ', 'is ']) queue.push(delta(0, text));
    queue.push(delta(1, 'No'));
    queue.push(delta(0, '42'));
    queue.end();
    assert.deepEqual(await all(queue), [delta(0, 'The answer is 42'), delta(1, 'No')]);
  });

  it('keeps what a retry takes back apart from what comes after it', async () => {
    const queue = createEventQueue();
    const retry: TrialEvent = { type: 'retry', key: key(0), failure, waits: 1 };
    for (const event of [delta(0, 'wrong'), retry, delta(0, 'right')]) queue.push(event);
    queue.end();
    assert.deepEqual(await all(queue), [delta(0, 'wrong'), retry, delta(0, 'right')]);
  });

  it('makes writers wait for a reader who is far behind', async () => {
    const queue = createEventQueue();
    for (let count = 0; count < 1000; count++) queue.push(stopped);
    let hasRoom = false;
    const room = queue.room().then(() => {
      hasRoom = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(hasRoom, false);
    const reader = queue[Symbol.asyncIterator]();
    await reader.next();
    await room;
    assert.equal(hasRoom, true);
  });

  it('hands on everything before it throws', async () => {
    const queue = createEventQueue();
    queue.push(stopped);
    queue.end({ thrown: new Error('disk full') });
    const reader = queue[Symbol.asyncIterator]();
    assert.deepEqual((await reader.next()).value, stopped);
    await assert.rejects(reader.next(), /disk full/);
  });
});

async function all(events: AsyncIterable<TrialEvent>): Promise<readonly TrialEvent[]> {
  const read: TrialEvent[] = [];
  for await (const event of events) read.push(event);
  return read;
}
