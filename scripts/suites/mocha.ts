import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFirst } from '../process.ts';
import { inProject, projectRoot } from '../project.ts';
import type { MochaResult } from '../reporter.ts';
import { type SuiteResult, suiteResult } from '../summary.ts';

export interface MochaSuite {
  readonly suite: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly grep?: string;
  readonly signal: AbortSignal;
}

/** Runs mocha in a process of its own, its output shown as it comes. */
export async function runMocha({ suite, args, env = {}, grep, signal }: MochaSuite): Promise<SuiteResult> {
  return withResultFile(async (file) => {
    const mocha = inProject('node_modules', 'mocha', 'bin', 'mocha.js');
    const options = ['--forbid-pending', '--reporter', inProject('scripts', 'reporter.ts')];
    const child = spawn(process.execPath, [mocha, ...args, ...options, ...(grep ? ['--grep', grep] : [])], {
      cwd: projectRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...nodeFirst(process.env), ...env, PROMPT_QUORUM_RESULT: file },
      signal,
    });
    const [code] = (await once(child, 'close')) as [number | null];
    return suiteResult(suite, await readResult(file), code ?? 1);
  });
}

/** Gives `work` a path for a result file that is removed afterwards. */
export async function withResultFile<T>(work: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'prompt-quorum-result-'));
  try {
    return await work(join(folder, 'result.json'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The counts a reporter wrote, or undefined where it wrote none. */
export async function readResult(file: string): Promise<MochaResult | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as MochaResult);
}
