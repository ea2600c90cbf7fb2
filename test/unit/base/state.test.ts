import assert from 'node:assert/strict';
import fc from 'fast-check';
import { systemClock } from '../../../src/base/clock.ts';
import { Disposables } from '../../../src/base/disposable.ts';
import { Emitter } from '../../../src/base/events.ts';
import { canonicalJson, hashData, hashText } from '../../../src/base/hash.ts';
import { createRandom, seedOfSlot } from '../../../src/base/random.ts';
import { type Channel, connect, serve } from '../../../src/base/rpc.ts';

describe('hash', () => {
  it('is SHA-256 of the UTF-8 bytes (test vectors of FIPS 180)', () => {
    assert.equal(hashText('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    assert.equal(hashText(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('of data does not depend on the order of keys, nor on absent members', () => {
    assert.equal(hashData({ a: 1, b: { c: 2, d: 3 } }), hashData({ b: { d: 3, c: 2 }, a: 1, e: undefined }));
    assert.notEqual(hashData(['a', 'b']), hashData(['b', 'a']));
  });

  it('reads canonical JSON back as the same data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        const text = canonicalJson(data);
        assert.equal(canonicalJson(JSON.parse(text)), text);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(data)));
      }),
    );
  });
});

describe('random', () => {
  it('repeats itself for a seed and stays within [0, 1)', () => {
    const [one, two] = [createRandom(7), createRandom(7)];
    for (let draw = 0; draw < 1000; draw++) {
      const value = one();
      assert.equal(two(), value);
      assert.ok(value >= 0 && value < 1);
    }
  });

  it('gives each slot of a run a seed of its own', () => {
    const seeds = Array.from({ length: 1000 }, (_, slot) => seedOfSlot(42, slot));
    assert.equal(new Set(seeds).size, 1000);
    assert.ok(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31));
    assert.equal(seedOfSlot(42, 3), seeds[3]);
  });
});

describe('lifetimes', () => {
  it('end in reverse order, and at once for what comes too late', () => {
    const ended: string[] = [];
    const disposables = new Disposables();
    const item = (name: string) => ({ dispose: () => void ended.push(name) });
    disposables.add(item('first'));
    disposables.add(item('second'));
    disposables.dispose();
    disposables.add(item('late'));
    disposables.dispose();
    assert.deepEqual(ended, ['second', 'first', 'late']);
  });

  it('of a listener end with its subscription, even while an event is fired', () => {
    const heard: number[] = [];
    const emitter = new Emitter<number>();
    const subscription = emitter.on((value) => {
      heard.push(value);
      subscription.dispose();
    });
    emitter.on((value) => heard.push(value * 10));
    emitter.fire(1);
    emitter.fire(2);
    assert.deepEqual(heard, [1, 10, 20]);
  });
});

describe('clock', () => {
  it('rejects a sleep with the reason of the abort, before and during it', async () => {
    const reason = new Error('enough');
    await assert.rejects(systemClock.sleep(60_000, AbortSignal.abort(reason)), reason);
    const controller = new AbortController();
    const asleep = systemClock.sleep(60_000, controller.signal);
    controller.abort(reason);
    await assert.rejects(asleep, reason);
  });
});

/** Two ends that hand each other copies, as threads do. */
function channelPair(): readonly [Channel, Channel] {
  const ends = [new Emitter<unknown>(), new Emitter<unknown>()] as const;
  const channel = (own: Emitter<unknown>, other: Emitter<unknown>): Channel => ({
    post: (message) => queueMicrotask(() => other.fire(structuredClone(message))),
    listen: (listener) => own.on(listener),
  });
  return [channel(ends[0], ends[1]), channel(ends[1], ends[0])];
}

interface Sums {
  add(a: number, b: number): Promise<number>;
  fail(): Promise<never>;
}

describe('remote calls', () => {
  const sums: Sums = {
    add: async (a, b) => a + b,
    fail: async () => {
      throw new Error('no sums today');
    },
  };

  it('bring each answer to the call that asked', async () => {
    const [here, there] = channelPair();
    serve<Sums>(there, sums);
    const { remote } = connect<Sums>(here);
    assert.deepEqual(await Promise.all([remote.add(1, 2), remote.add(3, 4)]), [3, 7]);
  });

  it('reject with what the other side threw', async () => {
    const [here, there] = channelPair();
    serve<Sums>(there, sums);
    await assert.rejects(connect<Sums>(here).remote.fail(), /no sums today/);
  });

  it('all reject once the other side is given up', async () => {
    const [here] = channelPair();
    const { remote, failAll } = connect<Sums>(here);
    const waiting = remote.add(1, 2);
    failAll(new Error('gone'));
    await assert.rejects(waiting, /gone/);
  });
});
