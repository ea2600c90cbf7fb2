import type { Clock } from '../base/clock.ts';

/** Bounds how many requests are under way at once, and holds all of them back when a server asks for it. */
export interface Limiter {
  /** Resolves when a place is free, first come first served; call the result once to give it back. */
  acquire(signal: AbortSignal): Promise<() => void>;
  /** Changes the bound; places taken stay taken. */
  setLimit(limit: number): void;
  /** Gives out no place for so many milliseconds, or until the signal aborts. */
  holdBack(milliseconds: number, signal: AbortSignal): void;
}

/** A limiter with `limit` places. */
export function createLimiter(limit: number, clock: Clock): Limiter {
  return new QueuedLimiter(limit, clock);
}

interface Waiting {
  readonly start: () => void;
  readonly signal: AbortSignal;
  readonly onAbort: () => void;
}

class QueuedLimiter implements Limiter {
  #limit: number;
  #taken = 0;
  #heldUntil = 0;
  readonly #clock: Clock;
  readonly #queue = new Set<Waiting>();

  constructor(limit: number, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  acquire(signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const onAbort = () => {
        this.#queue.delete(waiting);
        reject(signal.reason);
      };
      const waiting: Waiting = { start: () => resolve(this.#take()), signal, onAbort };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#queue.add(waiting);
      this.#serve();
    });
  }

  setLimit(limit: number): void {
    this.#limit = limit;
    this.#serve();
  }

  holdBack(milliseconds: number, signal: AbortSignal): void {
    const until = this.#clock.now() + milliseconds;
    if (until <= this.#heldUntil) return;
    this.#heldUntil = until;
    const resume = () => {
      if (this.#heldUntil === until) this.#heldUntil = 0;
      this.#serve();
    };
    this.#clock.sleep(milliseconds, signal).then(resume, resume);
  }

  #serve(): void {
    if (this.#clock.now() < this.#heldUntil) return;
    for (const waiting of this.#queue) {
      if (this.#taken >= this.#limit) return;
      this.#queue.delete(waiting);
      waiting.signal.removeEventListener('abort', waiting.onAbort);
      waiting.start();
    }
  }

  #take(): () => void {
    this.#taken++;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.#taken--;
      this.#serve();
    };
  }
}
