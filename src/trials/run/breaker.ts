import type { FailureCode, ModelFailure } from '../../models/types.ts';

/**
 * Decides when a failure speaks for more than its own sample, so that a run ends with one sentence rather than the same
 * failure a thousand times. Failures come here after all retries.
 */
export interface Breaker {
  /** Takes a final failure; tells how much need not be asked any more. */
  failed(failure: ModelFailure): 'sample' | 'case' | 'model';
  /** Takes a reply: the model can be asked. */
  replied(): void;
}

/** Asking this model again changes nothing until the user acts. */
const fatal: ReadonlySet<FailureCode> = new Set([
  'missing-key',
  'not-configured',
  'redirected',
  'unauthorized',
  'model-not-found',
  'quota-exceeded',
  'unavailable',
  'crashed',
]);
/** The request itself is at fault, whatever the slot. */
const ofRequest: ReadonlySet<FailureCode> = new Set(['context-overflow', 'bad-request']);
/** So many equal final failures in a row, with no reply between them, end the run of a model. */
const longestStreak = 3;

/** One breaker watches one model. */
export function createBreaker(): Breaker {
  let last: FailureCode | undefined;
  let streak = 0;
  return {
    replied() {
      streak = 0;
    },
    failed({ code }) {
      streak = code === last ? streak + 1 : 1;
      last = code;
      if (fatal.has(code) || streak >= longestStreak) return 'model';
      return ofRequest.has(code) ? 'case' : 'sample';
    },
  };
}
