import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { browserArguments } from '../browser.ts';
import { inProject, projectRoot } from '../project.ts';
import { extensionHostLog, type Server, serve } from '../serve.ts';
import { type SuiteResult, suiteResult } from '../summary.ts';
import { quietSettings, windowAddress } from '../window.ts';
import { bundledTests, bundleTests } from './bundle.ts';
import { followFile } from './follow.ts';
import { readResult, withResultFile } from './mocha.ts';

export interface HostSuite {
  readonly vscode: string;
  readonly browser: string;
  readonly signal: AbortSignal;
  readonly grep?: string;
}

/** The suite counts as stuck when nothing was printed for this long. */
const silenceMillis = 180_000;

/** The unit tests and the in-host tests inside the extension host of a real VS Code window. */
export async function runHost({ vscode, browser, signal, grep }: HostSuite): Promise<SuiteResult> {
  await bundleTests();
  const home = await mkdtemp(join(tmpdir(), 'prompt-quorum-host-'));
  try {
    return await withResultFile(async (result) => {
      const env = hostEnvironment({ result, home, ...(grep === undefined ? {} : { grep }) });
      const server = await serve({
        vscode,
        settings: quietSettings,
        extensions: [testModelExtension],
        env,
        signal,
      });
      try {
        const window = {
          server,
          browser,
          folder: join(home, 'workspace'),
          tests: join(bundledTests, 'run.js'),
        };
        await inTestWindow(window, () => waitForResult(result, signal));
        const counts = await readResult(result);
        if (counts === undefined)
          console.error(`The in-host suite ended without a result.\n${extensionHostLog(server)}`);
        return suiteResult('host', counts, 0);
      } finally {
        await server.stop();
      }
    });
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** An extension that brings a language model for the tests. */
export const testModelExtension = inProject('test', 'host', 'languageModel');

/** What the tests in the extension host find in their environment; the same under `@vscode/test-electron`. */
export function hostEnvironment({
  result,
  home,
  grep,
}: {
  result: string;
  home: string;
  grep?: string;
}): Record<string, string> {
  return {
    PROMPT_QUORUM_ROOT: projectRoot,
    PROMPT_QUORUM_HOME: join(home, 'data'),
    PROMPT_QUORUM_RESULT: result,
    PROMPT_QUORUM_OUTPUT: outputOf(result),
    PROMPT_QUORUM_GREP: grep ?? '',
  };
}

const outputOf = (result: string): string => `${result}.log`;

/** Opens a window whose extension host runs the `run` of a test entry, and keeps it open while `work` lasts. */
export async function inTestWindow(
  {
    server,
    browser,
    folder,
    tests,
  }: { readonly server: Server; readonly browser: string; readonly folder: string; readonly tests: string },
  work: () => Promise<void>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const launched = await chromium.launch({
    executablePath: browser,
    args: [...browserArguments],
    handleSIGINT: false,
  });
  try {
    const page = await launched.newPage();
    await page.goto(windowAddress({ origin: server.origin, folder, extension: projectRoot, tests }));
    await work();
  } finally {
    await launched.close();
  }
}

/** Prints what the tests print, until their result is there or nothing has come for too long. */
async function waitForResult(result: string, signal: AbortSignal): Promise<void> {
  const output = followFile(outputOf(result), (text) => process.stdout.write(text));
  let lastNews = Date.now();
  while ((await readResult(result)) === undefined) {
    if (await output.read()) lastNews = Date.now();
    if (Date.now() - lastNews > silenceMillis) return;
    await sleep(200, undefined, { signal });
  }
  await output.read();
}
