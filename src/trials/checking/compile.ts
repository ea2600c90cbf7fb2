import { entryById } from '../../base/registry.ts';
import type { Case, CheckSpec } from '../../prompt/types.ts';
import { checks } from '../checks/index.ts';
import type { Checker, CheckPorts, CheckResult, CompiledCheck, TrialPlan } from '../types.ts';
import { unknownCheck } from './specs.ts';

type CheckedPlan = Pick<TrialPlan, 'cases' | 'checks'>;

/** Makes a plan's checks ready to judge. What cannot be used is among the checker's problems and judges nothing. */
export async function compileChecks(plan: CheckedPlan, ports: CheckPorts): Promise<Checker> {
  const ofAll = plan.checks ?? [];
  const specs = [...ofAll, ...plan.cases.flatMap(({ checks: own = [] }) => own)];
  const compiled = new Map<string, CompiledCheck>();
  const problems = new Map<string, Checker['problems'][number]>();
  for (const spec of specs) {
    const key = keyOf(spec);
    if (compiled.has(key) || problems.has(key)) continue;
    const made =
      (await entryById(checks, spec.check)?.compile(spec.parameter, ports)) ?? unknownCheck(spec.check);
    if (typeof made === 'function') compiled.set(key, made);
    else problems.set(key, made);
  }
  const specsOf = (testCase: Case) =>
    [...ofAll, ...(testCase.checks ?? [])].filter((spec) => compiled.has(keyOf(spec)));
  return {
    specs: specsOf,
    problems: [...problems.values()],
    passes: remembered((reply, testCase) =>
      specsOf(testCase).flatMap((spec): readonly CheckResult[] => {
        const judge = compiled.get(keyOf(spec));
        return judge === undefined ? [] : [{ spec, ...judge(reply, testCase) }];
      }),
    ),
  };
}

/** Verdicts by case and reply text: reports are made anew with every reply that arrives. */
function remembered(judge: Checker['passes']): Checker['passes'] {
  const known = new WeakMap<Case, Map<string, readonly CheckResult[]>>();
  return (reply, testCase) => {
    const ofCase = known.get(testCase) ?? new Map<string, readonly CheckResult[]>();
    known.set(testCase, ofCase);
    const results = ofCase.get(reply) ?? judge(reply, testCase);
    ofCase.set(reply, results);
    return results;
  };
}

function keyOf({ check, parameter }: CheckSpec): string {
  return JSON.stringify([check, parameter]);
}
