import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import { failure, unexpectedFailure } from './failures.ts';
import type { FailureCode, ModelFailure, ModelRequest, Provider, ReplyEvent, Usage } from './types.ts';

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
export const longestWait = 120_000;

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

/**
 * Samples slots, asking again those whose failure may pass; aborting ends the rest as `aborted`. Every slot ends exactly once,
 * whatever the provider does. Never throws.
 */
export async function* sampleWithRetry(
  provider: Provider,
  request: ModelRequest,
  slots: readonly number[],
  { clock, random }: RetryPorts,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent | RetryEvent> {
  const open = new Set(slots);
  const spent = new Map<number, Usage>();
  for (let tried = 1; open.size > 0; tried++) {
    const started = clock.now();
    const failures = new Map<number, FailureEvent>();
    let cause = failure('internal', { detail: `provider ${provider.id} left a sample open` });
    try {
      for await (const event of signal.aborted ? [] : provider.sample(request, [...open], signal)) {
        if (!open.has(event.slot) || failures.has(event.slot)) continue;
        if (event.type === 'failure') failures.set(event.slot, event);
        else {
          if (event.type !== 'delta') open.delete(event.slot);
          yield withSpent(event, spent);
        }
      }
    } catch (thrown) {
      cause = unexpectedFailure(thrown);
    }
    const millis = clock.now() - started;
    const events = [...open].map((slot) => failures.get(slot) ?? failed(slot, cause, millis));
    const again = events.filter((event) => !signal.aborted && worthRetry(event.failure, tried));
    for (const event of events) {
      if (again.includes(event)) continue;
      open.delete(event.slot);
      yield withSpent(signal.aborted ? failed(event.slot, failure('aborted'), millis) : event, spent);
    }
    if (again.length === 0) return;
    const waits = Math.max(...again.map((event) => backoff(event.failure, tried, random)));
    for (const { slot, usage } of again) if (usage) spent.set(slot, sumOf(usage, spent.get(slot)));
    for (const event of again) yield { type: 'retry', slot: event.slot, failure: event.failure, waits };
    await clock.sleep(waits, signal).catch(() => {});
  }
}

type FailureEvent = ReplyEvent & { readonly type: 'failure' };

function failed(slot: number, cause: ModelFailure, millis: number): FailureEvent {
  return { type: 'failure', slot, failure: cause, millis };
}

/** The event that ends a sample, with what its failed tries were billed; a reply whose own usage is unknown stays so. */
function withSpent<E extends ReplyEvent>(event: E, spent: ReadonlyMap<number, Usage>): E {
  if (event.type !== 'end' && event.type !== 'failure') return event;
  const earlier = spent.get(event.slot);
  if (earlier === undefined || (event.type === 'end' && event.usage === undefined)) return event;
  return { ...event, usage: sumOf(earlier, event.usage) };
}

function sumOf(a: Usage, b: Usage = { promptTokens: 0, completionTokens: 0 }): Usage {
  return {
    promptTokens: a.promptTokens + b.promptTokens,
    completionTokens: a.completionTokens + b.completionTokens,
  };
}
