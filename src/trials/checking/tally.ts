import type { Case, CheckSpec } from '../../prompt/types.ts';
import { wilsonInterval } from '../statistics/wilson.ts';
import type { CaseChecks, Checker, CheckResult, CheckTally, PassRate, Reply } from '../types.ts';

/** How the replies to a case fare under its checks; `undefined` where there are none. */
export function checksOf(
  testCase: Case,
  replies: readonly Reply[],
  checker: Checker,
): CaseChecks | undefined {
  const specs = checker.specs(testCase);
  if (specs.length === 0) return undefined;
  const results = replies.map(({ text }) => checker.passes(text, testCase));
  const each = specs.map((spec, index) =>
    tallyOf(
      spec,
      results.flatMap((own) => own[index] ?? []),
    ),
  );
  const whole = results.flatMap((own) => verdictOf(own) ?? []);
  return { all: passRate(whole.filter((passed) => passed).length, whole.length), each };
}

/** Whether a reply passed all its checks; `undefined` where none failed but one could not judge it. */
export function verdictOf(results: readonly CheckResult[]): boolean | undefined {
  if (results.some(({ outcome }) => outcome === 'failed')) return false;
  return results.every(({ outcome }) => outcome === 'passed') ? true : undefined;
}

function tallyOf(spec: CheckSpec, results: readonly CheckResult[]): CheckTally {
  const count = (outcome: CheckResult['outcome']) => results.filter((one) => one.outcome === outcome).length;
  const passed = count('passed');
  const notRun = count('not-run');
  const reason = results.find(({ outcome }) => outcome === 'not-run')?.reason;
  return {
    spec,
    ...passRate(passed, passed + count('failed')),
    notRun,
    ...(reason !== undefined && { reason }),
  };
}

function passRate(passed: number, judged: number): PassRate {
  const share = judged === 0 ? 0 : passed / judged;
  return { passed, judged, share, interval: wilsonInterval(passed, judged) };
}
