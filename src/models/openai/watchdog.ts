import type { Clock } from '../../base/clock.ts';
import type { TimeLimits } from '../types.ts';

/** Watches a reply arrive; `silent` tells, in seconds, which limit was passed. */
export interface Watchdog {
  /** Aborts when the user does or when the server was silent for too long. */
  readonly signal: AbortSignal;
  readonly silent: number | undefined;
  /** To be called for each piece that arrives. */
  alive(): void;
  stop(): void;
}

/** A time-out that each piece of a reply puts off; one timer serves a whole reply. */
export function createWatchdog(clock: Clock, limits: TimeLimits, signal: AbortSignal): Watchdog {
  const abort = new AbortController();
  const timer = new AbortController();
  const onAbort = () => abort.abort(signal.reason);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  let limit = limits.firstPiece;
  let last = clock.now();
  let silent: number | undefined;
  const watch = async () => {
    for (let rest = limit; rest > 0; rest = last + limit - clock.now())
      await clock.sleep(Math.min(rest, limits.stall), timer.signal);
    silent = limit / 1000;
    abort.abort();
  };
  watch().catch(() => {});
  return {
    signal: abort.signal,
    get silent() {
      return silent;
    },
    alive() {
      limit = limits.stall;
      last = clock.now();
    },
    stop() {
      signal.removeEventListener('abort', onAbort);
      timer.abort();
    },
  };
}
