import { parentPort, workerData } from 'node:worker_threads';
import { type Channel, connect, serve } from '../base/rpc.ts';
import { folderGrammars, packageGrammars } from './node.ts';
import { createSession } from './session.ts';
import type { FileFinder } from './types.ts';

// Entry of the detection worker; `workerData.grammars` is the URL of the folder with the WebAssembly files.
const port = parentPort;
if (port !== null) {
  const { grammars } = workerData as { readonly grammars?: string };
  const channel: Channel = {
    post: (message) => port.postMessage(message),
    listen(listener) {
      port.on('message', listener);
      return { dispose: () => port.off('message', listener) };
    },
  };
  const session = createSession({
    grammars: grammars === undefined ? packageGrammars() : folderGrammars(new URL(grammars)),
    files: connect<FileFinder>(channel).remote,
    // After a trap the thread ends with its memory, once the answer is sent; the host starts another one.
    onTrap: () => setImmediate(() => process.exit()),
  });
  serve(channel, session);
}
