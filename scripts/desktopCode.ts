import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withoutOuterVSCode } from './process.ts';
import { Refusal } from './refusal.ts';
import type { Settings } from './serve.ts';

export interface DesktopOptions {
  readonly folder: string;
  readonly extension: string;
  readonly settings: Settings;
  readonly signal: AbortSignal;
}

/** Opens the installed VS Code with data folders of its own, and returns when its window is closed or `signal` aborts. */
export async function runDesktop({ folder, extension, settings, signal }: DesktopOptions): Promise<void> {
  const code = findCode();
  if (code === undefined) {
    throw new Refusal(
      'No desktop VS Code was found: install it and put its "code" command on the path, or on Linux run "npm start" without --desktop.',
    );
  }
  const data = await mkdtemp(join(tmpdir(), 'prompt-quorum-code-'));
  try {
    await mkdir(join(data, 'User'));
    await writeFile(join(data, 'User', 'settings.json'), JSON.stringify(settings, undefined, 2));
    const child = launch(code, data, folder, extension);
    await Promise.race([once(child, 'close'), once(signal, 'abort')]);
    await stopWindow(child, data);
  } finally {
    await rm(data, { recursive: true, force: true, maxRetries: 10 });
  }
}

function launch(code: string, data: string, folder: string, extension: string): ChildProcess {
  const args = [
    ...['--user-data-dir', data, '--extensions-dir', join(data, 'extensions')],
    ...['--disable-workspace-trust', '--new-window', '--wait'],
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--extensionDevelopmentPath=${extension}`,
    folder,
  ];
  // "code" is a batch file on Windows, which only a shell can run.
  const shell = process.platform === 'win32';
  const quoted = shell ? [`"${code}"`, ...args.map((arg) => `"${arg}"`)] : [code, ...args];
  return spawn(quoted[0] ?? code, quoted.slice(1), {
    stdio: 'inherit',
    shell,
    env: withoutOuterVSCode(process.env),
  });
}

/** The `code` command only hands over to the window's process, whose id VS Code keeps in its data folder. */
async function stopWindow(child: ChildProcess, data: string): Promise<void> {
  child.kill();
  const lock = join(data, 'code.lock');
  if (!existsSync(lock)) return;
  const pid = Number.parseInt(readFileSync(lock, 'utf8'), 10);
  if (!(pid > 1)) return;
  try {
    process.kill(pid, 'SIGTERM');
    for (let waited = 0; waited < 5000; waited += 100) {
      process.kill(pid, 0);
      await sleep(100);
    }
  } catch {
    // It has ended.
  }
}

const commands = ['code', 'code-insiders', 'codium'];
const darwinCommand = '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code';

function findCode(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const ending = process.platform === 'win32' ? '.cmd' : '';
  const onPath = commands.flatMap((command) => folders.map((folder) => join(folder, command + ending)));
  return [...onPath, ...(process.platform === 'darwin' ? [darwinCommand] : [])].find((path) =>
    existsSync(path),
  );
}
