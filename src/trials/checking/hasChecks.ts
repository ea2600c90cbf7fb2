import type { TrialPlan } from '../types.ts';

/** Whether a plan checks anything at all. */
export function hasChecks({ cases, checks: ofAll = [] }: Pick<TrialPlan, 'cases' | 'checks'>): boolean {
  return ofAll.length > 0 || cases.some(({ checks: own = [] }) => own.length > 0);
}
