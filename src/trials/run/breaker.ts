import type { FailureCode, ModelFailure } from '../../models/types.ts';

/**
 * Decides when a failure speaks for more than its own sample, so that a run ends with one sentence rather than the same
 * failure a thousand times. Failures come here after all retries.
 */
export interface Breaker {
  /** Takes a final failure of a case, named by any key; tells how much need not be asked any more. */
  failed(failure: ModelFailure, testCase: string): 'sample' | 'case' | 'model';
  /** Takes a reply to a case: the model can be asked. */
  replied(testCase: string): void;
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
/** What a case says is at fault: however many cases are refused, the next one may be answered. */
const ofCase: ReadonlySet<FailureCode> = new Set(['context-overflow', 'content-filter']);
/** So many equal final failures in a row, with no reply between them, end the run of a model, or a case that is at fault. */
const longestStreak = 3;
/** So many that cases are at fault for: by then it is what they share, the prompt itself. */
const longestStreakOfCases = 30;

/** One breaker watches one model. */
export function createBreaker(): Breaker {
  let last: FailureCode | undefined;
  let streak = 0;
  const refused = new Map<string, number>();
  return {
    replied(testCase) {
      streak = 0;
      refused.delete(testCase);
    },
    failed({ code }, testCase) {
      streak = code === last ? streak + 1 : 1;
      last = code;
      if (fatal.has(code) || streak >= (ofCase.has(code) ? longestStreakOfCases : longestStreak))
        return 'model';
      if (ofRequest.has(code)) return 'case';
      if (!ofCase.has(code)) return 'sample';
      const times = (refused.get(testCase) ?? 0) + 1;
      refused.set(testCase, times);
      return times >= longestStreak ? 'case' : 'sample';
    },
  };
}
