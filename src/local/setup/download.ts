import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileSize, hashFile } from './files.ts';

export interface Download {
  readonly url: string;
  readonly target: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly onProgress: (bytes: number) => void;
  /** No answer within this time counts as unreachable. Ten seconds by default. */
  readonly answerMillis?: number;
  /** No byte within this time counts as broken off. Thirty seconds by default. */
  readonly stallMillis?: number;
}

/**
 * Fetches a file over HTTP, goes on where an earlier attempt broke off (`target.part`), and moves it to `target` only
 * when size and hash are right. Rejects with a short reason; what has arrived stays for the next attempt unless wrong.
 */
export async function download(options: Download, signal: AbortSignal): Promise<void> {
  const { target, bytes, sha256 } = options;
  const part = `${target}.part`;
  await mkdir(dirname(target), { recursive: true });
  if (((await fileSize(part)) ?? 0) > bytes) await rm(part);
  if (((await fileSize(part)) ?? 0) < bytes) await fetchRest(options, part, signal);
  const size = (await fileSize(part)) ?? 0;
  if (size < bytes) throw new Error(`broke off after ${size} of ${bytes} bytes`);
  if (size > bytes || (await hashFile(part, signal)) !== sha256) {
    await rm(part);
    throw new Error('the file is not the expected one (wrong hash)');
  }
  await rename(part, target);
}

async function fetchRest(options: Download, part: string, signal: AbortSignal): Promise<void> {
  const { url, bytes, onProgress, answerMillis = 10_000, stallMillis = 30_000 } = options;
  const have = (await fileSize(part)) ?? 0;
  const patience = new AbortController();
  let timer = setTimeout(() => patience.abort(new Error('no answer')), answerMillis);
  const stop = AbortSignal.any([signal, patience.signal]);
  try {
    const response = await fetch(url, { headers: have > 0 ? { range: `bytes=${have}-` } : {}, signal: stop });
    if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
    const start = continuesAt(response, have) ? have : 0;
    let done = start;
    const watched = async function* (pieces: AsyncIterable<Uint8Array>) {
      for await (const piece of pieces) {
        clearTimeout(timer);
        timer = setTimeout(() => patience.abort(new Error('the connection stalled')), stallMillis);
        done += piece.length;
        if (done > bytes) throw new Error('the file is longer than expected');
        onProgress(done);
        yield piece;
      }
    };
    const file = createWriteStream(part, { flags: start > 0 ? 'a' : 'w' });
    await pipeline(response.body, watched, file, { signal: stop });
  } catch (error) {
    signal.throwIfAborted();
    patience.signal.throwIfAborted();
    throw new Error(reasonOf(error), { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** A server may ignore the range and send the whole file, which then starts over. */
function continuesAt(response: Response, have: number): boolean {
  const range = response.headers.get('content-range');
  return response.status === 206 && range !== null && range.startsWith(`bytes ${have}-`);
}

/** `fetch` hides the reason of a failed connection in the error's cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && 'code' in cause) return `not reachable, ${String(cause.code)}`;
  return error instanceof Error ? error.message : String(error);
}
