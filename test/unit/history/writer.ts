// A process of its own that stores replies: `node writer.ts FILE RUN COUNT`. Says `ready`, waits for a line on stdin, then
// prints the slot of each reply once it is acknowledged. COUNT 0 writes until it is killed.
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { createSqliteHistory } from '../../../src/history/sqlite.ts';
import { reply, runStart } from './examples.ts';

const [, , file = '', run = '', count = '0'] = process.argv;
const history = createSqliteHistory({ file, notify: ({ code }) => writeSync(2, `${code}\n`) });
const total = Number(count) || Number.POSITIVE_INFINITY;

writeSync(1, 'ready\n');
await once(process.stdin, 'data');
await history.begin(runStart(run));
for (let slot = 0; slot < total; ) {
  const batch = Array.from({ length: Math.min(7, total - slot) }, () => slot++);
  await Promise.all(batch.map((key) => history.append(run, reply(key)).then(() => writeSync(1, `${key}\n`))));
}
await history.close();
process.stdin.unref();
