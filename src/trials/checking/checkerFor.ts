import type { Checker, CheckerPorts, TrialPlan } from '../types.ts';
import { hasChecks } from './hasChecks.ts';

/** What judges the replies of a plan that has checks; loaded only then. Without ports nothing from files is run. */
export async function checkerFor(
  plan: Pick<TrialPlan, 'cases' | 'checks'>,
  ports?: CheckerPorts,
): Promise<Checker | undefined> {
  if (!hasChecks(plan)) return undefined;
  const { compileChecks } = await import('./compile.ts');
  return compileChecks(plan, ports);
}
