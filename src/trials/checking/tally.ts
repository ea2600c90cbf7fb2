import type { Phrase } from '../../base/text.ts';
import type { Case, CheckSpec } from '../../prompt/types.ts';
import { wilsonInterval } from '../statistics/wilson.ts';
import type { CaseChecks, Checker, CheckResult, CheckTally, PassRate, Reply } from '../types.ts';

/** How the replies to a case that are judged fare under its checks; `undefined` where there are none. */
export function checksOf(
  testCase: Case,
  replies: readonly Reply[],
  checker: Checker,
): CaseChecks | undefined {
  const specs = checker.specs(testCase);
  if (specs.length === 0) return undefined;
  const results = replies.flatMap(({ text }) => {
    const known = checker.results(text, testCase);
    return known === undefined ? [] : [known];
  });
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
  const failing = mostOften(results.flatMap((one) => (one.outcome === 'failed' ? (one.reason ?? []) : [])));
  return {
    spec,
    ...passRate(passed, passed + count('failed')),
    notRun,
    ...(reason !== undefined && { reason }),
    ...(failing !== undefined && { failing }),
  };
}

function mostOften(reasons: readonly Phrase[]): CheckTally['failing'] {
  const groups = [...Map.groupBy(reasons, (reason) => JSON.stringify(reason)).values()];
  const [most] = groups.toSorted((a, b) => b.length - a.length);
  const [reason] = most ?? [];
  return most && reason && { reason, count: most.length };
}

function passRate(passed: number, judged: number): PassRate {
  const share = judged === 0 ? 0 : passed / judged;
  return { passed, judged, share, interval: wilsonInterval(passed, judged) };
}
