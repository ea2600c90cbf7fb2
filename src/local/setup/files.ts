import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Lower-case hexadecimal SHA-256 of a file. */
export async function hashFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { signal, highWaterMark: 1 << 20 })) hash.update(piece);
  return hash.digest('hex');
}

/** Size in bytes; `undefined` where there is no such file. */
export async function fileSize(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a file starts with the four bytes every GGUF file starts with; rejects where it cannot be read. */
export async function isGguf(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.toString('latin1') === 'GGUF';
  } finally {
    await file.close();
  }
}

/**
 * Makes a folder of its own whose path starts with `prefix`, and removes those that attempts before it have left. Call
 * it under a lock. The name is new, because a program started by a killed attempt may still write into the old one.
 */
export async function freshFolder(prefix: string): Promise<string> {
  const parent = dirname(prefix);
  await mkdir(parent, { recursive: true });
  const left = (await readdir(parent)).filter((name) => name.startsWith(basename(prefix)));
  const removals = left.map((name) => rm(join(parent, name), { recursive: true, force: true }));
  await Promise.allSettled(removals);
  return mkdtemp(prefix);
}
