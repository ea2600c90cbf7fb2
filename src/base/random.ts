/** A source of numbers in [0, 1). */
export type Random = () => number;

/** Deterministic generator (mulberry32, 32-bit state): for shuffles, simulations and seeds, never for secrets. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A 31-bit seed for slot `slot` of a run, so that equal runs ask for equal seeds and different slots for different ones. */
export function seedOfSlot(runSeed: number, slot: number): number {
  return Math.floor(createRandom((runSeed ^ Math.imul(slot + 1, 0x9e3779b1)) >>> 0)() * 0x7fffffff);
}
