import type { SampleKey, TrialEvent } from '../types.ts';

/** Events on their way to a reader who may be slower than the run. */
export interface EventQueue extends AsyncIterable<TrialEvent> {
  push(event: TrialEvent): void;
  /** Resolves when few enough events wait for a writer to go on. */
  room(): Promise<void>;
  /** Ends the iteration after what waits; with an error it throws that instead. */
  end(error?: { readonly thrown: unknown }): void;
}

/** Writers pause beyond this many waiting events. */
const mostWaiting = 1000;

/** A queue with one reader. Pieces of a reply that nobody has read yet are joined, so that what waits stays bounded. */
export function createEventQueue(): EventQueue {
  let waiting: TrialEvent[] = [];
  let unreadDeltas = new Map<string, number>();
  let ended: { readonly error?: { readonly thrown: unknown } } | undefined;
  let wakeReader = () => {};
  const wakeWriters: (() => void)[] = [];

  const push = (event: TrialEvent) => {
    if (event.type === 'delta') {
      const key = sampleKey(event.key);
      const position = unreadDeltas.get(key) ?? waiting.length;
      const unread = waiting[position];
      waiting[position] = unread?.type === 'delta' ? { ...event, text: unread.text + event.text } : event;
      unreadDeltas.set(key, position);
    } else {
      if (event.type === 'retry') unreadDeltas.delete(sampleKey(event.key));
      waiting.push(event);
    }
    wakeReader();
  };

  async function* read(): AsyncGenerator<TrialEvent> {
    for (;;) {
      const batch = waiting;
      waiting = [];
      unreadDeltas = new Map();
      for (const wake of wakeWriters.splice(0)) wake();
      yield* batch;
      if (waiting.length > 0) continue;
      if (ended?.error) throw ended.error.thrown;
      if (ended) return;
      await new Promise<void>((resolve) => {
        wakeReader = resolve;
      });
    }
  }

  return {
    push,
    async room() {
      if (waiting.length < mostWaiting || ended) return;
      await new Promise<void>((resolve) => wakeWriters.push(resolve));
    },
    end(error) {
      ended ??= error ? { error } : {};
      wakeReader();
      for (const wake of wakeWriters.splice(0)) wake();
    },
    [Symbol.asyncIterator]: read,
  };
}

function sampleKey({ variant, case: id, slot }: SampleKey): string {
  return `${slot} ${variant} ${id}`;
}
