/** What one suite came to. */
export interface SuiteResult {
  readonly suite: string;
  readonly passed: number;
  readonly failed: number;
}

/** A suite that ended without a result, or ran no test, has failed once. */
export function suiteResult(
  suite: string,
  counts: { passed: number; failed: number } | undefined,
  exitCode: number,
): SuiteResult {
  const { passed, failed } = counts ?? { passed: 0, failed: 0 };
  const broke = passed + failed === 0 || (exitCode !== 0 && failed === 0);
  return { suite, passed, failed: broke ? failed + 1 : failed };
}

/** One line for each suite and, last, `N passed, N failed` over all of them. */
export function summaryLines(results: readonly SuiteResult[]): readonly string[] {
  const sum = (key: 'passed' | 'failed'): number => results.reduce((total, result) => total + result[key], 0);
  const line = (passed: number, failed: number): string => `${passed} passed, ${failed} failed`;
  return [
    ...results.map(({ suite, passed, failed }) => `${suite}: ${line(passed, failed)}`),
    line(sum('passed'), sum('failed')),
  ];
}
