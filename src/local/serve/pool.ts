/** Lends a fixed set of items, first come first served. */
export class Pool<T> {
  readonly #free: T[];
  readonly #waiting: { give(item: T): void }[] = [];

  constructor(items: readonly T[]) {
    this.#free = [...items].reverse();
  }

  /** Runs `use` with an item of its own and takes the item back afterwards; rejects with the signal's reason. */
  async lend<R>(use: (item: T) => Promise<R>, signal: AbortSignal): Promise<R> {
    const item = await this.#take(signal);
    try {
      return await use(item);
    } finally {
      this.#giveBack(item);
    }
  }

  #take(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const item = this.#free.pop();
    if (item !== undefined) return Promise.resolve(item);
    return new Promise((resolve, reject) => {
      const waiter = {
        give: (given: T) => {
          signal.removeEventListener('abort', onAbort);
          resolve(given);
        },
      };
      const onAbort = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(waiter);
    });
  }

  #giveBack(item: T): void {
    const next = this.#waiting.shift();
    if (next) next.give(item);
    else this.#free.push(item);
  }
}
