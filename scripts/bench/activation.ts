// Prints how long the extension's own `activate` takes in a real extension host, and how long with loading its code.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { ensureBrowser } from '../browser.ts';
import { buildExtension } from '../build.ts';
import { main } from '../main.ts';
import { inProject } from '../project.ts';
import { serve } from '../serve.ts';
import { hostEnvironment, inTestWindow } from '../suites/host.ts';
import { ensureVSCode } from '../vscode.ts';
import { quietSettings } from '../window.ts';

const windows = 5;

await main(async (signal) => {
  const onProgress = (message: string): void => console.error(message);
  const vscode = await ensureVSCode({ onProgress, signal });
  const browser = await ensureBrowser(onProgress, signal);
  await buildExtension(signal);
  const tests = inProject('out', 'bench', 'activationHost.js');
  await build({
    entryPoints: [inProject('scripts', 'bench', 'activationHost.ts')],
    outfile: tests,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['vscode'],
  });
  const times: { readonly loaded: number; readonly activate: number }[] = [];
  for (let window = 0; window < windows; window++) {
    const home = await mkdtemp(join(tmpdir(), 'prompt-quorum-bench-'));
    const result = join(home, 'result.json');
    const server = await serve({
      vscode,
      settings: quietSettings,
      env: hostEnvironment({ result, home }),
      signal,
    });
    try {
      await inTestWindow({ server, browser, folder: join(home, 'workspace'), tests }, async () => {
        times.push(JSON.parse(await contentOf(result, signal)));
      });
    } finally {
      await server.stop();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  const medianOf = (values: readonly number[]) =>
    [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
  const activate = medianOf(times.map((time) => time.activate));
  const loaded = medianOf(times.map((time) => time.loaded));
  console.log(
    `activation: ${activate.toFixed(1)} ms in activate, ${loaded.toFixed(1)} ms with loading the code, medians of ${windows} windows (aim: at most 30 ms of own code)`,
  );
  return 0;
});

/** Waits until a file has content; at most a minute. */
async function contentOf(file: string, signal: AbortSignal): Promise<string> {
  for (let tries = 0; tries < 300; tries++) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text !== '') return text;
    await sleep(200, undefined, { signal });
  }
  throw new Error('the extension host gave no result within a minute');
}
