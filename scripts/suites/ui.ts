import type { SuiteResult } from '../summary.ts';
import { runMocha } from './mocha.ts';

export interface UiSuite {
  readonly vscode: string;
  readonly browser: string;
  readonly signal: AbortSignal;
  readonly grep?: string;
}

/** The user-interface tests: mocha drives real VS Code windows in a real browser. */
export function runUi({ vscode, browser, signal, grep }: UiSuite): Promise<SuiteResult> {
  return runMocha({
    suite: 'ui',
    args: [
      '--no-config',
      '--fail-zero',
      '--forbid-only',
      '--timeout',
      '90000',
      '--require',
      'test/ui/hooks.ts',
      'test/ui/**/*.test.ts',
    ],
    env: { PROMPT_QUORUM_VSCODE: vscode, PROMPT_QUORUM_BROWSER: browser },
    signal,
    ...(grep === undefined ? {} : { grep }),
  });
}
