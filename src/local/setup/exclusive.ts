import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { systemClock } from '../../base/clock.ts';

const pollMillis = 250;

/**
 * Runs `work` while no other process of this user runs work under the same lock file. The lock is SQLite's exclusive
 * transaction on the file, which the operating system gives back when the process ends, however it ends.
 */
export async function exclusively<T>(
  lockFile: string,
  work: () => Promise<T>,
  signal: AbortSignal,
  onWait: () => void = () => {},
): Promise<T> {
  await mkdir(dirname(lockFile), { recursive: true });
  const database = new DatabaseSync(lockFile, { timeout: 0 });
  try {
    for (let waits = 0; !take(database); waits++) {
      if (waits === 0) onWait();
      await systemClock.sleep(pollMillis, signal);
    }
    return await work();
  } finally {
    database.close();
  }
}

function take(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Error && /locked|busy/i.test(error.message)) return false;
    throw error;
  }
}
