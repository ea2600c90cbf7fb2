import { startThread } from '../../base/nodeThread.ts';
import type { Thread } from '../../base/rpc.ts';

const mostMegabytes = 512;

/** Starts the thread of the checks from `worker`: `checksWorker.js` beside a bundle, or `src/trials/checking/worker.ts`. */
export function startJudgeThread(worker: URL): Thread {
  return startThread(worker, 'checks', { resourceLimits: { maxOldGenerationSizeMb: mostMegabytes } });
}
