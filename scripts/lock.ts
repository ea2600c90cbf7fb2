import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Does `work` while holding a lock that other processes of this user respect. The lock is SQLite's exclusive
 * transaction on `file`, which the operating system gives back when the process ends, however it ends.
 */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  { signal, onWait }: { readonly signal?: AbortSignal; readonly onWait?: () => void } = {},
): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    for (let waits = 0; !take(database); waits++) {
      if (waits === 0) onWait?.();
      await sleep(300, undefined, signal === undefined ? {} : { signal });
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
