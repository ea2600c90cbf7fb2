import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import { failure, unexpectedFailure } from './failures.ts';
import type { FailureCode, ModelFailure, ModelRequest, Provider, ReplyEvent } from './types.ts';

/** A sample that failed and is asked again after `waits` milliseconds; what it had shown is taken back. */
export interface RetryEvent {
  readonly type: 'retry';
  readonly slot: number;
  readonly failure: ModelFailure;
  readonly waits: number;
}

export interface RetryPorts {
  readonly clock: Clock;
  readonly random: Random;
}

/** How often a request is sent before its failure is final. What is not listed would fail again in the same way. */
const mostTries: Partial<Readonly<Record<FailureCode, number>>> = {
  'rate-limited': 8,
  'server-error': 5,
  'broken-stream': 4,
  'malformed-reply': 3,
  'empty-reply': 3,
  unreachable: 3,
  timeout: 2,
};

const firstBackoff = 500;
const longestBackoff = 30_000;
/** A server that wants to be left alone for longer than this is not waited for. */
const longestWait = 120_000;

/** Whether a failure of try number `tried` (from 1) is worth another. */
export function worthRetry({ code, retryAfter = 0 }: ModelFailure, tried: number): boolean {
  return tried < (mostTries[code] ?? 1) && retryAfter <= longestWait;
}

/**
 * Milliseconds to wait after try number `tried`: exponential with full jitter, and never less than the server asked for
 * (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
 */
export function backoff({ retryAfter = 0 }: ModelFailure, tried: number, random: Random): number {
  return Math.round(retryAfter + random() * Math.min(longestBackoff, firstBackoff * 2 ** (tried - 1)));
}

/** Samples slots, asking again those whose failure may pass; aborting ends the rest as `aborted`. Never throws. */
export async function* sampleWithRetry(
  provider: Provider,
  request: ModelRequest,
  slots: readonly number[],
  { clock, random }: RetryPorts,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent | RetryEvent> {
  let open = slots;
  for (let tried = 1; open.length > 0; tried++) {
    const again: (ReplyEvent & { readonly type: 'failure' })[] = [];
    for await (const event of attempt(provider, request, open, clock, signal)) {
      if (event.type === 'failure' && !signal.aborted && worthRetry(event.failure, tried)) again.push(event);
      else yield event;
    }
    if (again.length === 0) return;
    const waits = Math.max(...again.map((event) => backoff(event.failure, tried, random)));
    for (const { slot, failure } of again) yield { type: 'retry', slot, failure, waits };
    await clock.sleep(waits, signal).catch(() => {});
    open = again.map(({ slot }) => slot);
    if (signal.aborted) return yield* open.map(abortedSample);
  }
}

/** One attempt in which every slot ends exactly once, whatever the provider does. */
async function* attempt(
  provider: Provider,
  request: ModelRequest,
  slots: readonly number[],
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent> {
  const open = new Set(slots);
  const started = clock.now();
  let cause: ModelFailure = failure('internal', { detail: `provider ${provider.id} left a sample open` });
  try {
    for await (const event of provider.sample(request, slots, signal)) {
      if (!open.has(event.slot)) continue;
      if (event.type !== 'delta') open.delete(event.slot);
      yield event;
    }
  } catch (thrown) {
    cause = unexpectedFailure(thrown);
  }
  if (signal.aborted) cause = failure('aborted');
  const millis = clock.now() - started;
  for (const slot of open) yield { type: 'failure', slot, failure: cause, millis };
}

function abortedSample(slot: number): ReplyEvent {
  return { type: 'failure', slot, failure: failure('aborted'), millis: 0 };
}
