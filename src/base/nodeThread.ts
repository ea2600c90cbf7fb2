import { parentPort, Worker, type WorkerOptions, workerData } from 'node:worker_threads';
import type { Channel, Thread } from './rpc.ts';

/** Starts a thread of Node that does not keep the process alive; `data` is what {@link threadData} reads there. */
export function startThread(
  entry: URL,
  name: string,
  { data, ...options }: Pick<WorkerOptions, 'resourceLimits'> & { readonly data?: unknown } = {},
): Thread {
  const worker = new Worker(entry, { ...options, workerData: data, name: `prompt-quorum-${name}` });
  worker.unref();
  let death: string | undefined;
  const listeners = new Set<(detail: string) => void>();
  const end = (detail: string) => {
    death ??= detail;
    for (const listener of listeners) listener(death);
    listeners.clear();
  };
  worker.on('error', (error) => end(error instanceof Error ? error.message : String(error)));
  worker.on('exit', (code) => end(`exit code ${code}`));
  return {
    ...channelOf(worker),
    onDeath: (listener) => void (death === undefined ? listeners.add(listener) : listener(death)),
    terminate() {
      void worker.terminate();
      end('terminated');
    },
  };
}

/** The way from inside a thread to the one that started it. Throws where the file does not run as a thread. */
export function parentChannel(): Channel {
  if (parentPort === null) throw new Error('this file runs as a worker thread');
  return channelOf(parentPort);
}

/** What the thread was given at its start. */
export function threadData(): unknown {
  return workerData;
}

interface Port {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  off(event: 'message', listener: (message: unknown) => void): unknown;
}

function channelOf(port: Port): Channel {
  return {
    post: (message) => port.postMessage(message),
    listen(listener) {
      port.on('message', listener);
      return { dispose: () => port.off('message', listener) };
    },
  };
}
