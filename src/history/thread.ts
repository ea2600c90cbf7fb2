import { startThread } from '../base/nodeThread.ts';
import type { Thread } from '../base/rpc.ts';

/** Starts the history's thread from `worker`: `historyWorker.js` beside a bundle, or `src/history/worker.ts`. */
export function startHistoryThread(worker: URL, file: string): Thread {
  return startThread(worker, 'history', { data: { file } });
}
