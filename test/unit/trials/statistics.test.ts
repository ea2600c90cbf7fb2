import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import betaCdf from '@stdlib/stats-base-dists-beta-cdf';
import { createRandom, type Random } from '../../../src/base/random.ts';
import { entropy, normalisedEntropy } from '../../../src/trials/statistics/entropy.ts';
import { probabilityAboveHalf } from '../../../src/trials/statistics/halfProbability.ts';
import { wilsonInterval } from '../../../src/trials/statistics/wilson.ts';
import { beta } from '../../../src/trials/stopping/beta.ts';
import { drawUntilDecided } from '../../support/replay.ts';

const vectors: {
  readonly entropy: { readonly rows: readonly { counts: number[]; H: number; NSE: number }[] };
  readonly wilson: { readonly rows: readonly { x: number; n: number; interval: [number, number] }[] };
} = JSON.parse(readFileSync(new URL('../../cases/trials/statistics-vectors.json', import.meta.url), 'utf8'));

describe('statistics beside independent packages', () => {
  for (const { counts, H, NSE } of vectors.entropy.rows)
    it(`entropy of ${counts}`, () => {
      near(entropy(counts), H, 1e-11);
      near(1 - normalisedEntropy(counts), NSE, 1e-11);
    });

  for (const { x, n, interval } of vectors.wilson.rows)
    it(`Wilson interval of ${x} in ${n}`, () => {
      const [lower, upper] = wilsonInterval(x, n);
      near(lower, interval[0], 1e-9);
      near(upper, interval[1], 1e-9);
    });

  it('the Beta probability above one half', () => {
    for (let a = 0; a <= 60; a += 3)
      for (let b = 0; b <= 60; b += 4)
        near(probabilityAboveHalf(a, b), 1 - betaCdf(0.5, a + 1, b + 1), 1e-12);
    near(probabilityAboveHalf(700, 640), 1 - betaCdf(0.5, 701, 641), 1e-9);
  });
});

describe('statistics of nothing and of little', () => {
  it('are defined', () => {
    assert.deepEqual(
      [entropy([]), normalisedEntropy([]), normalisedEntropy([1]), normalisedEntropy([5])],
      [0, 0, 0, 0],
    );
    assert.deepEqual(wilsonInterval(0, 0), [0, 1]);
    assert.equal(wilsonInterval(3, 3)[1], 1);
    near(probabilityAboveHalf(0, 0), 0.5, 1e-15);
  });
});

describe('Wilson interval in simulation', () => {
  it('covers the true share in about 95 % of samples, whatever share and size', () => {
    const random = createRandom(20);
    const sizes = [5, 10, 20, 40, 100];
    const shares = [0.1, 0.3, 0.5, 0.62, 0.8, 0.95];
    const rates = sizes.flatMap((n) => shares.map((share) => coverage(share, n, 4000, random)));
    for (const rate of rates) assert.ok(rate > 0.9, `${rate}`);
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    assert.ok(mean > 0.945 && mean < 0.955, `${mean}`);
  });
});

describe('stop rule beta', () => {
  it('stops at 4 to 0, 6 to 1 and 8 to 2, and not one vote earlier', () => {
    const decided = (...votes: number[]) => beta.decided({ votes, drawn: 0, planned: 40 }) !== undefined;
    assert.deepEqual([decided(4), decided(3)], [true, false]);
    assert.deepEqual([decided(6, 1), decided(5, 1)], [true, false]);
    assert.deepEqual([decided(8, 2), decided(7, 2)], [true, false]);
    assert.deepEqual([decided(), decided(20, 20)], [false, false]);
  });

  it('asks for just as many as could decide', () => {
    for (const votes of [[], [1], [2, 1], [5, 5], [12, 9], [3, 3, 3]]) {
      const view = { votes, drawn: 0, planned: 100 };
      const next = beta.nextRound(view);
      const [first = 0, ...others] = votes;
      const withMore = (more: number) => beta.decided({ ...view, votes: [first + more, ...others] });
      assert.ok(next >= 1 && withMore(next) !== undefined);
      assert.equal(withMore(next - 1), undefined);
    }
  });

  it('names another answer than the most probable one in few of its decisions', () => {
    const random = createRandom(7);
    const { wrong: clear, decided, samples } = simulate([0.8, 0.15, 0.05], 2000, random);
    assert.ok(clear / decided < 0.02, `${clear} of ${decided}`);
    assert.ok(samples < 8, `${samples}`);
    const close = simulate([0.5, 0.3, 0.2], 2000, random);
    assert.ok(close.wrong / close.decided < 0.06, `${close.wrong} of ${close.decided}`);
  });
});

function near(actual: number, wanted: number, tolerance: number): void {
  assert.ok(Math.abs(actual - wanted) <= tolerance, `${actual} is not ${wanted}`);
}

function coverage(share: number, n: number, runs: number, random: Random): number {
  let covered = 0;
  for (let run = 0; run < runs; run++) {
    let successes = 0;
    for (let trial = 0; trial < n; trial++) if (random() < share) successes++;
    const [lower, upper] = wilsonInterval(successes, n);
    if (lower <= share && share <= upper) covered++;
  }
  return covered / runs;
}

/** Draws answers one by one until the rule decides or 40 are drawn. */
function simulate(shares: readonly number[], runs: number, random: Random) {
  let [decided, wrong, drawn] = [0, 0, 0];
  for (let run = 0; run < runs; run++) {
    const answers = Array.from({ length: 40 }, () => pick(shares, random()));
    const stop = drawUntilDecided(answers, beta);
    drawn += stop.drawn;
    if (stop.drawn === 40) continue;
    decided++;
    if (stop.leader !== 0) wrong++;
  }
  return { decided, wrong, samples: drawn / runs };
}

function pick(shares: readonly number[], at: number): number {
  let sum = 0;
  for (const [index, share] of shares.entries()) {
    sum += share;
    if (sum > at) return index;
  }
  return shares.length - 1;
}
