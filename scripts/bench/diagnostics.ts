// Prints how long the findings of a 10,000-line Python file take after a keystroke, in a real extension host, and the memory
// of that host with 200 prompt files open.
import { loadavg } from 'node:os';
import { main } from '../main.ts';
import type { DiagnosticsResult } from './diagnosticsHost.ts';
import { runInHost } from './inHost.ts';

const aim = 50;
/** The first strokes run code that is not compiled yet. */
const warmUp = 10;

await main(async (signal) => {
  const [result] = await runInHost<DiagnosticsResult>('diagnosticsHost', 1, signal);
  if (result === undefined) return 1;
  const delays = sorted(result.delays);
  const work = sorted(result.work);
  const p95 = quantile(delays, 0.95);
  console.log(
    `diagnostics: median ${quantile(delays, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms from 150 ms after a keystroke, ${delays.length} strokes (aim: p95 at most ${aim} ms)`,
  );
  console.log(
    `  work of all threads per stroke: median ${quantile(work, 0.5).toFixed(1)} ms, p95 ${quantile(work, 0.95).toFixed(1)} ms; load of the machine ${loadavg()[0]?.toFixed(1)}`,
  );
  const { before, after } = result.memory;
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);
  console.log(
    `memory with 200 prompt files open: ${megabytes(after.rss)} MB of the extension host (${megabytes(before.rss)} MB before), heap ${megabytes(after.heap)} MB (${megabytes(before.heap)} MB before); ${result.findings} findings`,
  );
  return p95 <= aim ? 0 : 1;
});

function sorted(values: readonly number[]): readonly number[] {
  return values.slice(warmUp).sort((a, b) => a - b);
}

function quantile(values: readonly number[], share: number): number {
  return values[Math.floor(share * values.length)] ?? Number.NaN;
}
