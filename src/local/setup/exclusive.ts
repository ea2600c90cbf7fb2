import { mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { systemClock } from '../../base/clock.ts';

const beatMillis = 5_000;
const deadMillis = 30_000;
const pollMillis = 250;

/**
 * Runs `work` while no other process runs work under the same lock file. A lock whose process has ended, or that has
 * shown no sign of life for half a minute, is taken over.
 */
export async function exclusively<T>(
  lockFile: string,
  work: () => Promise<T>,
  signal: AbortSignal,
  onWait: () => void = () => {},
): Promise<T> {
  await mkdir(dirname(lockFile), { recursive: true });
  while (!(await take(lockFile))) {
    onWait();
    if (await isDead(lockFile)) await rm(lockFile, { force: true });
    else await systemClock.sleep(pollMillis, signal);
  }
  const beat = setInterval(() => utimes(lockFile, new Date(), new Date()).catch(() => {}), beatMillis);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(lockFile, { force: true });
  }
}

async function take(lockFile: string): Promise<boolean> {
  try {
    const file = await open(lockFile, 'wx');
    await file.writeFile(`${process.pid} ${hostname()}`);
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function isDead(lockFile: string): Promise<boolean> {
  try {
    const [pid, host] = (await readFile(lockFile, 'utf8')).split(' ');
    if (host === hostname() && !isRunning(Number(pid))) return true;
    return Date.now() - (await stat(lockFile)).mtimeMs > deadMillis;
  } catch {
    return false; // it was given back in the meantime
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
