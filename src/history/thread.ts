import { Worker } from 'node:worker_threads';
import type { HistoryThread } from './client.ts';

/**
 * Starts the history's thread from `worker`: `historyWorker.js` beside a bundle, or `src/history/worker.ts`. It does not
 * keep the process alive.
 */
export function startHistoryThread(worker: URL, file: string): HistoryThread {
  const thread = new Worker(worker, { workerData: { file }, name: 'prompt-quorum-history' });
  thread.unref();
  return {
    post: (message) => thread.postMessage(message),
    listen: (listener) => {
      thread.on('message', listener);
      return { dispose: () => thread.off('message', listener) };
    },
    onDeath: (listener) => {
      thread.on('error', (error) => listener(error instanceof Error ? error.message : String(error)));
      thread.on('exit', (code) => listener(`exit code ${code}`));
    },
    terminate: () => void thread.terminate(),
  };
}
