import { readFile } from 'node:fs/promises';
import { startThread } from '../base/nodeThread.ts';
import type { Thread } from '../base/rpc.ts';
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
}): () => Thread {
  return () => startThread(entry, 'detection', { data: { grammars: grammars?.href } });
}
