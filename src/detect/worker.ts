import { parentPort, workerData } from 'node:worker_threads';
import { serve } from '../base/rpc.ts';
import { folderGrammars, packageGrammars } from './node.ts';
import { createSession } from './session.ts';

// Entry of the detection worker; `workerData.grammars` is the URL of the folder with the WebAssembly files.
const port = parentPort;
if (port !== null) {
  const { grammars } = workerData as { readonly grammars?: string };
  const session = createSession(
    grammars === undefined ? packageGrammars() : folderGrammars(new URL(grammars)),
    // After a trap the thread ends with its memory, once the answer is sent; the host starts another one.
    () => setImmediate(() => process.exit()),
  );
  serve(
    {
      post: (message) => port.postMessage(message),
      listen(listener) {
        port.on('message', listener);
        return { dispose: () => port.off('message', listener) };
      },
    },
    session,
  );
}
