// Prints how long the extension's own `activate` takes in a real extension host, and how long with loading its code.
import { main } from '../main.ts';
import { runInHost } from './inHost.ts';

const windows = 5;

await main(async (signal) => {
  const times = await runInHost<{ readonly loaded?: number; readonly activate: number }>(
    'activationHost',
    windows,
    signal,
  );
  const medianOf = (values: readonly number[]) =>
    [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
  const activate = medianOf(times.map((time) => time.activate));
  const known = times.flatMap(({ loaded }) => loaded ?? []);
  const loaded = known.length === 0 ? '' : `, ${medianOf(known).toFixed(1)} ms with loading the code`;
  console.log(
    `activation: ${activate.toFixed(1)} ms in activate${loaded}, medians of ${windows} windows (aim: at most 30 ms of own code)`,
  );
  return 0;
});
