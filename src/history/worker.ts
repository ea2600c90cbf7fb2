// The history's own thread: SQLite works synchronously, and an editor's thread must not wait for a disk.
import { parentPort, workerData } from 'node:worker_threads';
import { serve } from '../base/rpc.ts';
import { createSqliteHistory } from './sqlite.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');

const history = createSqliteHistory({
  file: String((workerData as { readonly file: unknown }).file),
  notify: (problem) => port.postMessage({ kind: 'notice', problem }),
});

serve(
  {
    post: (message) => port.postMessage(message),
    listen: (listener) => {
      port.on('message', listener);
      return { dispose: () => port.off('message', listener) };
    },
  },
  history,
);
