import { Worker } from 'node:worker_threads';
import type { JudgeThread } from './client.ts';

const mostMegabytes = 512;

/**
 * Starts the thread of the checks from `worker`: `checksWorker.js` beside a bundle, or `src/trials/checking/worker.ts`. It does
 * not keep the process alive.
 */
export function startJudgeThread(worker: URL): JudgeThread {
  const thread = new Worker(worker, {
    name: 'prompt-quorum-checks',
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
  });
  thread.unref();
  const listeners = new Set<(detail: string) => void>();
  const end = (detail: string) => {
    for (const listener of listeners) listener(detail);
    listeners.clear();
  };
  thread.on('error', (error) => end(error instanceof Error ? error.message : String(error)));
  thread.on('exit', (code) => end(`exit code ${code}`));
  return {
    post: (message) => thread.postMessage(message),
    listen: (listener) => {
      thread.on('message', listener);
      return { dispose: () => thread.off('message', listener) };
    },
    onDeath: (listener) => listeners.add(listener),
    terminate: () => void thread.terminate(),
  };
}
