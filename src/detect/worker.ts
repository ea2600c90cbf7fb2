import { parentChannel, threadData } from '../base/nodeThread.ts';
import { connect, serve } from '../base/rpc.ts';
import { folderGrammars, packageGrammars } from './node.ts';
import { createSession } from './session.ts';
import type { FileFinder } from './types.ts';

// Entry of the detection worker; `workerData.grammars` is the URL of the folder with the WebAssembly files.
const { grammars } = threadData() as { readonly grammars?: string };
const channel = parentChannel();
const session = createSession({
  grammars: grammars === undefined ? packageGrammars() : folderGrammars(new URL(grammars)),
  files: connect<FileFinder>(channel).remote,
  // After a trap the thread ends with its memory, once the answer is sent; the host starts another one.
  onTrap: () => setImmediate(() => process.exit()),
});
serve(channel, session);
