import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { exclusively } from '../src/local/setup/exclusive.ts';

/** One part of a slow installation; `run` may find what an earlier, interrupted attempt left and must put it right. */
export interface InstallStep {
  readonly name: string;
  readonly title: string;
  readonly run: (folder: string) => Promise<void>;
}

export interface InstallOptions {
  readonly folder: string;
  readonly steps: readonly InstallStep[];
  readonly onProgress: (message: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Makes sure `folder` holds the result of all steps, and returns it. The work happens in a folder beside it that is
 * renamed when complete, so a folder that exists is whole; an interrupted installation goes on at the step it was in;
 * a second process waits for the first.
 */
export async function installOnce({ folder, steps, onProgress, signal }: InstallOptions): Promise<string> {
  if (existsSync(folder)) return folder;
  return exclusively(
    `${folder}.lock`,
    async () => {
      if (!existsSync(folder)) await build(folder, steps, onProgress, signal);
      return folder;
    },
    signal ?? new AbortController().signal,
    () => onProgress(`waiting for another installation of ${basename(folder)}`),
  );
}

async function build(
  folder: string,
  steps: readonly InstallStep[],
  onProgress: (message: string) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const partial = `${folder}.partial`;
  const journal = `${partial}/.steps-done`;
  await mkdir(partial, { recursive: true });
  const done = new Set((await readFile(journal, 'utf8').catch(() => '')).split('\n'));
  for (const [index, step] of steps.entries()) {
    if (done.has(step.name)) continue;
    signal?.throwIfAborted();
    const stopClock = clockedProgress(`[${index + 1}/${steps.length}] ${step.title}`, onProgress);
    try {
      await step.run(partial);
    } finally {
      stopClock();
    }
    await appendFile(journal, `${step.name}\n`);
  }
  await rm(journal, { force: true });
  await rename(partial, folder);
}

/** Says at once what begins, and every ten seconds that it is still going. */
function clockedProgress(message: string, onProgress: (message: string) => void): () => void {
  const started = Date.now();
  onProgress(message);
  const timer = setInterval(
    () => onProgress(`${message} … ${Math.round((Date.now() - started) / 1000)} s`),
    10_000,
  );
  return () => clearInterval(timer);
}
