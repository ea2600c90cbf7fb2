import { type Clock, systemClock } from '../../src/base/clock.ts';

/** Real time for short waits; longer ones (backoff, time-outs of minutes) pass at once, and are noted. */
export function createFastClock(longest = 50): Clock & { readonly skipped: readonly number[] } {
  const skipped: number[] = [];
  return {
    skipped,
    now: systemClock.now,
    sleep(milliseconds, signal) {
      if (milliseconds > longest) skipped.push(milliseconds);
      return systemClock.sleep(Math.min(milliseconds, longest), signal);
    },
  };
}
