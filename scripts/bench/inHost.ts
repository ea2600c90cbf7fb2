import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { ensureBrowser } from '../browser.ts';
import { buildExtension } from '../build.ts';
import { inProject } from '../project.ts';
import { serve } from '../serve.ts';
import { hostEnvironment, inTestWindow } from '../suites/host.ts';
import { ensureVSCode } from '../vscode.ts';
import { quietSettings } from '../window.ts';

/** Runs a measurement of this folder in the extension hosts of some windows, one after the other; gives what each wrote as JSON. */
export async function runInHost<T>(
  name: string,
  windows: number,
  signal: AbortSignal,
): Promise<readonly T[]> {
  const onProgress = (message: string): void => console.error(message);
  const vscode = await ensureVSCode({ onProgress, signal });
  const browser = await ensureBrowser(onProgress, signal);
  await buildExtension(signal);
  const tests = inProject('out', 'bench', `${name}.js`);
  await build({
    entryPoints: [inProject('scripts', 'bench', `${name}.ts`)],
    outfile: tests,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['vscode'],
  });
  const results: T[] = [];
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
        results.push(JSON.parse(await contentOf(result, signal)) as T);
      });
    } finally {
      await server.stop();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  return results;
}

/** Waits until a file has content; at most three minutes. */
async function contentOf(file: string, signal: AbortSignal): Promise<string> {
  for (let tries = 0; tries < 900; tries++) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text !== '') return text;
    await sleep(200, undefined, { signal });
  }
  throw new Error('the extension host gave no result within three minutes');
}
