import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashData } from '../../base/hash.ts';
import { localError } from '../texts.ts';
import { type Command, type CommandResult, runCommand } from './command.ts';
import { exclusively } from './exclusive.ts';
import { fileSize, freshFolder } from './files.ts';
import { binaryPackage, hasGlibc } from './platform.ts';
import { llamaVersion, lockFor, manifestFor } from './runtimeLock.ts';

const marker = 'complete.json';

export interface RuntimeOptions {
  /** Prompt Quorum's cache folder. */
  readonly cacheDir: string;
  /** Packages fetched so far, and how many there are. */
  readonly onProgress: (packages: number, total: number) => void;
  readonly onWait: () => void;
}

/** Where the runtime for this machine is, or will be, installed; throws where there is none for this machine. */
export function runtimeFolder(cacheDir: string): string {
  return plan(cacheDir).folder;
}

/** Whether the runtime in that folder is complete. */
export async function isRuntimeReady(folder: string): Promise<boolean> {
  return (await fileSize(join(folder, marker))) !== undefined;
}

/**
 * Installs `node-llama-cpp` with npm from the committed lock file, without install scripts and with the CPU binary
 * alone, and returns its folder. npm's own cache resumes a broken download; the folder appears only when complete.
 */
export async function ensureRuntime(options: RuntimeOptions, signal: AbortSignal): Promise<string> {
  const { folder, lock } = plan(options.cacheDir);
  if (await isRuntimeReady(folder)) return folder;
  const install = async () => {
    if (await isRuntimeReady(folder)) return; // another process was first
    const staging = await freshFolder(`${folder}.staging-`);
    await writeFile(join(staging, 'package.json'), JSON.stringify(manifestFor(lock)));
    await writeFile(join(staging, 'package-lock.json'), JSON.stringify(lock));
    await npmInstall(staging, Object.keys(lock.packages).length - 1, options.onProgress, signal);
    await writeFile(join(staging, marker), JSON.stringify({ llamaVersion }));
    await rm(folder, { recursive: true, force: true });
    await rename(staging, folder);
  };
  await exclusively(`${folder}.lock`, install, signal, options.onWait);
  return folder;
}

function plan(cacheDir: string) {
  const { platform, arch } = process;
  const binary = binaryPackage(platform, arch, platform !== 'linux' || hasGlibc());
  if (binary === undefined)
    throw localError('local.platform-unsupported', { platform: `${platform}-${arch}` });
  const lock = lockFor(binary);
  const name = `${llamaVersion}-${platform}-${arch}-${hashData(lock).slice(0, 8)}`;
  return { lock, folder: join(cacheDir, 'llama-runtime', name) };
}

async function npmInstall(
  folder: string,
  total: number,
  onProgress: (packages: number, total: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let fetched = 0;
  const onLine = (line: string) => {
    if (/\bhttp fetch GET 200 \S+\.tgz\b/.test(line)) onProgress(Math.min(++fetched, total), total);
  };
  onProgress(0, total);
  const args = ['ci', '--ignore-scripts', '--omit=optional', '--omit=peer', '--no-audit', '--no-fund'];
  const options = { cwd: folder, env: npmEnvironment(process.env), onLine };
  const { code, output } = await runCommand(npm(), [...args, '--loglevel=http'], options, signal);
  if (code === undefined || isMissing({ code, output })) throw localError('local.no-npm');
  if (code !== 0) throw localError('local.runtime-failed', { reason: npmReason(output) });
  onProgress(total, total);
}

/** Inside `npm start` the npm that runs it is at hand, even where `npm` itself is not on the path. */
function npm(): Command {
  const own = process.env['npm_execpath'];
  if (own?.endsWith('npm-cli.js')) return { program: process.execPath, args: [own] };
  return { program: 'npm', args: [], batch: true };
}

/** The user's npm settings stay; what an outer `npm run` says about its own project goes. */
export function npmEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const outer = /^npm_(package|lifecycle|command|execpath|node_execpath|config_local_prefix|config_prefix)/i;
  const kept = Object.entries(env).filter(([name]) => !outer.test(name) && name !== 'INIT_CWD');
  return { ...Object.fromEntries(kept), ELECTRON_RUN_AS_NODE: '1' };
}

/** A Unix shell ends with 127 where a program is missing, the Windows one with 1 and a sentence, or 9009. */
function isMissing({ code, output }: CommandResult): boolean {
  return code === 127 || code === 9009 || /is not recognized as an internal or external command/.test(output);
}

function npmReason(output: string): string {
  const errors = output
    .split('\n')
    .filter((line) => /^npm (error|ERR!) (?!code|syscall|errno|path|dest|A complete log)/.test(line));
  const first = errors.find((line) => !/^npm (error|ERR!)\s*$/.test(line));
  return (first ?? 'npm failed').replace(/^npm (error|ERR!)\s*/, '').slice(0, 200);
}
