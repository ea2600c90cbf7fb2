import type { Clock } from '../../base/clock.ts';
import type { TimeLimits } from '../types.ts';

/** Watches one reply arrive. */
export interface Watchdog {
  /** Aborts when the user does or when the server was silent for too long. */
  readonly signal: AbortSignal;
  /** The limit that was passed, in seconds. */
  readonly silent: number | undefined;
  /** To be called for each piece that arrives. */
  alive(): void;
  stop(): void;
}

interface Watched {
  readonly abort: AbortController;
  limit: number;
  last: number;
  silent?: number;
}

/** How finely silence is measured: a limit is noticed at most this part of it too late. */
const looksPerLimit = 10;
/** One object for all, because a fresh abort reason costs a stack trace. */
const nothingToWatch = new Error('nothing to watch');

/** Watches any number of replies with one timer, since a timer for each would be a good part of a short reply's cost. */
export function createWatchdogs(clock: Clock, limits: TimeLimits): (signal: AbortSignal) => Watchdog {
  const watched = new Set<Watched>();
  const interval = Math.min(limits.firstPiece, limits.stall) / looksPerLimit;
  let timer: AbortController | undefined;

  const look = async (stop: AbortSignal) => {
    for (;;) {
      await clock.sleep(interval, stop);
      const now = clock.now();
      for (const one of watched) {
        if (now - one.last < one.limit) continue;
        one.silent = one.limit / 1000;
        one.abort.abort(nothingToWatch);
      }
    }
  };
  const start = (one: Watched) => {
    watched.add(one);
    if (timer !== undefined) return;
    timer = new AbortController();
    look(timer.signal).catch(() => {});
  };
  const end = (one: Watched) => {
    watched.delete(one);
    if (watched.size > 0) return;
    timer?.abort(nothingToWatch);
    timer = undefined;
  };

  return (signal) => {
    const one: Watched = { abort: new AbortController(), limit: limits.firstPiece, last: clock.now() };
    const onAbort = () => one.abort.abort(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
    start(one);
    return {
      signal: one.abort.signal,
      get silent() {
        return one.silent;
      },
      alive() {
        one.limit = limits.stall;
        one.last = clock.now();
      },
      stop() {
        signal.removeEventListener('abort', onAbort);
        end(one);
      },
    };
  };
}
