import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { buildExtension } from './build.ts';
import { main } from './main.ts';
import { ensureModel } from './model.ts';
import { inProject, projectRoot } from './project.ts';
import { Refusal } from './refusal.ts';
import { basics, checkRequirements } from './requirements.ts';
import { bundledTests, bundleTests } from './suites/bundle.ts';
import { hostEnvironment, testModelExtension } from './suites/host.ts';
import { readResult, withResultFile } from './suites/mocha.ts';
import { suiteResult, summaryLines } from './summary.ts';

// npm run test:desktop [-- --grep TEXT]: the in-host suite in a desktop VS Code that @vscode/test-electron downloads.
await main(async (signal) => {
  const { values } = parseArgs({ options: { grep: { type: 'string', short: 'g' } } });
  checkRequirements(basics);
  checkScreen();
  const executable = await download();
  await ensureModel({ onProgress: console.error, signal });
  await buildExtension(signal);
  await bundleTests();
  const result = await withResultFile((file) => runIn(executable, file, values.grep));
  for (const line of summaryLines([result])) console.log(line);
  return result.failed > 0 ? 1 : 0;
});

function checkScreen(): void {
  if (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) return;
  throw new Refusal(
    'Desktop VS Code needs a screen: run "xvfb-run -a npm run test:desktop" (Debian package xvfb), or use "npm test", which needs none.',
  );
}

async function download(): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({
      extensionDevelopmentPath: projectRoot,
      cachePath: inProject('.vscode-test'),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new Refusal(
      `VS Code could not be downloaded (${reason}): check the network, or use "npm test", which takes VS Code from npm.`,
    );
  }
}

async function runIn(executable: string, resultFile: string, grep: string | undefined) {
  const home = await mkdtemp(join(tmpdir(), 'pq-'));
  const workspace = join(home, 'workspace');
  await mkdir(workspace);
  try {
    const { PROMPT_QUORUM_OUTPUT: _, ...env } = hostEnvironment({
      result: resultFile,
      home,
      ...(grep ? { grep } : {}),
    });
    const code = await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: [projectRoot, testModelExtension],
      extensionTestsPath: join(bundledTests, 'run.js'),
      extensionTestsEnv: env,
      launchArgs: [
        workspace,
        '--user-data-dir',
        join(home, 'user'),
        '--disable-extensions',
        '--disable-workspace-trust',
      ],
    }).catch(() => 1);
    return suiteResult('desktop', await readResult(resultFile), code);
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 10 });
  }
}
