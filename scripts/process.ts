import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from './refusal.ts';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  /** Called with each line of standard output and standard error. */
  readonly onLine?: (line: string) => void;
}

/** Runs a command to its end and returns its exit code and output lines; ends it when `signal` aborts. */
export async function run(
  command: string,
  args: readonly string[],
  { cwd, env, signal, onLine }: RunOptions = {},
): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  signal?.throwIfAborted();
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
    env: nodeFirst(env ?? process.env),
    ...(signal === undefined ? {} : { signal }),
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      onLine?.(line);
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? 1, lines };
}

/** As {@link run}, but a non-zero exit becomes one sentence that starts with `failure` and ends with the command's own words. */
export async function mustRun(
  failure: string,
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<readonly string[]> {
  const result = await run(command, args, options).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return { code: 127, lines: [`${command} was not found`] };
    throw error;
  });
  if (result.code !== 0)
    throw new Refusal(`${failure} (${command} ${args[0] ?? ''}: ${lastWords(result.lines)})`);
  return result.lines;
}

/** The environment for child processes: the Node that runs this script comes first on the path. */
export function nodeFirst(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...env, [key]: [dirname(process.execPath), env[key] ?? ''].join(delimiter) };
}

/** The environment without what a terminal inside VS Code adds: a VS Code started there is no part of that window. */
export function withoutOuterVSCode(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = /^(VSCODE_|ELECTRON_RUN_AS_NODE$|NODE_OPTIONS$)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name)));
}

/** The last lines that say something, newest last; npm's notices and log addresses say nothing here. */
export function lastWords(lines: readonly string[], count = 3): string {
  const spoken = lines.filter(
    (line) => line.trim() !== '' && !/^npm (notice|warn)|complete log of this run/i.test(line),
  );
  return (
    spoken
      .slice(-count)
      .map((line) => line.trim())
      .join(' / ') || 'it said nothing'
  );
}

/** Ends a process that leads its own group, with all it started: asks first, then forces after `graceMillis`. */
export async function stopGroup(child: ChildProcess, graceMillis = 5000): Promise<void> {
  if (child.pid === undefined) return;
  const group = -child.pid;
  if (!signalGroup(group, 'SIGTERM')) return;
  for (let waited = 0; waited < graceMillis; waited += 50) {
    if (!signalGroup(group, 0)) return;
    await sleep(50);
  }
  signalGroup(group, 'SIGKILL');
}

function signalGroup(group: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(group, name);
  } catch {
    return false;
  }
}
