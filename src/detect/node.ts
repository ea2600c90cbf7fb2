import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { WorkerHandle } from './client.ts';
import type { GrammarSource } from './grammars.ts';

/** Reads the parser and its grammars from one folder, such as `dist/grammars/`. */
export function folderGrammars(folder: URL): GrammarSource {
  return { read: (fileName) => readFile(new URL(fileName, folder)) };
}

/** Reads them from the packages they come in: for running from sources. */
export function packageGrammars(): GrammarSource {
  const packages = new URL('../../node_modules/', import.meta.url);
  return {
    read: (fileName) =>
      readFile(
        new URL(
          fileName === 'web-tree-sitter.wasm'
            ? `web-tree-sitter/${fileName}`
            : `@vscode/tree-sitter-wasm/wasm/${fileName}`,
          packages,
        ),
      ),
  };
}

/** Starts the detection worker in a thread of Node; `grammars` is a folder, absent when running from sources. */
export function nodeWorker({
  worker: entry,
  grammars,
}: {
  readonly worker: URL;
  readonly grammars?: URL;
}): () => WorkerHandle {
  return () => {
    const worker = new Worker(entry, { workerData: { grammars: grammars?.href } });
    worker.unref();
    const listeners = new Set<() => void>();
    let ended = false;
    const end = () => {
      if (ended) return;
      ended = true;
      for (const listener of listeners) listener();
    };
    worker.on('error', end);
    worker.on('exit', end);
    return {
      channel: {
        post: (message) => worker.postMessage(message),
        listen(listener) {
          worker.on('message', listener);
          return { dispose: () => worker.off('message', listener) };
        },
      },
      onExit: (listener) => listeners.add(listener),
      stop: () => {
        void worker.terminate();
        end();
      },
    };
  };
}
