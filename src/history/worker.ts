// The history's own thread: SQLite works synchronously, and an editor's thread must not wait for a disk.
import { parentChannel, threadData } from '../base/nodeThread.ts';
import { serve } from '../base/rpc.ts';
import { createSqliteHistory } from './sqlite.ts';

const channel = parentChannel();
const history = createSqliteHistory({
  file: String((threadData() as { readonly file: unknown }).file),
  notify: (problem) => channel.post({ kind: 'notice', problem }),
});
serve(channel, history);
