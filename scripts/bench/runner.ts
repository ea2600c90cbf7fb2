// Seconds per 1,000 replies at concurrency 64 from a local server that takes 50 ms for each: the bare `openai` SDK beside the
// runner, in turns, in the same run. The server runs in a process of its own and gives one reply per request to both.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import OpenAI from 'openai';
import { systemClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { createRandom } from '../../src/base/random.ts';
import { createWorkerHistory } from '../../src/history/client.ts';
import { createMemoryHistory } from '../../src/history/memory.ts';
import { startHistoryThread } from '../../src/history/thread.ts';
import type { History } from '../../src/history/types.ts';
import { originOf } from '../../src/models/keys.ts';
import { openai } from '../../src/models/providers/openai.ts';
import { createPlan } from '../../src/trials/plan.ts';
import { runTrial } from '../../src/trials/runner.ts';
import type { TrialPlan } from '../../src/trials/types.ts';
import { startedRun } from '../../test/support/startedRun.ts';

const replies = 1000;
const concurrency = 64;
const rounds = 5;
const prompt = 'Which of 9 and 11 is larger? Think, then answer with one number.';

const server = fork(fileURLToPath(new URL('./replyServer.ts', import.meta.url)));
const baseUrl = await new Promise<string>((resolve) =>
  server.once('message', (message) => resolve(String(message))),
);
try {
  await bareSdk(100);
  await runner(100, createMemoryHistory());
  const bare: number[] = [];
  const memory: number[] = [];
  const sqlite: number[] = [];
  for (let round = 0; round < rounds; round++) {
    bare.push(await timed(() => bareSdk(replies)));
    memory.push(await timed(() => runner(replies, createMemoryHistory())));
    sqlite.push(await withSqlite((store) => timed(() => runner(replies, store))));
  }
  const base = best(bare);
  console.log(`bare openai SDK          ${base.toFixed(3)} s per ${replies} replies`);
  for (const [name, seconds] of [
    ['runner, in memory', best(memory)],
    ['runner, sqlite history', best(sqlite)],
  ] as const)
    console.log(
      `${name.padEnd(24)} ${seconds.toFixed(3)} s per ${replies} replies, ${(seconds / base).toFixed(3)} × the SDK`,
    );
} finally {
  server.kill();
}

/** What the project's client does, by hand: streamed chat completions with usage, `concurrency` at once. */
async function bareSdk(count: number): Promise<void> {
  const client = new OpenAI({ baseURL: baseUrl, apiKey: 'none', maxRetries: 0 });
  let left = count;
  const worker = async () => {
    while (left-- > 0) {
      const stream = await client.chat.completions.create({
        model: 'test-model',
        messages: [{ role: 'user', content: prompt }],
        temperature: 1,
        stream: true,
        stream_options: { include_usage: true },
      });
      let text = '';
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
      if (text === '') throw new Error('the server answered nothing');
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

async function runner(count: number, history: History): Promise<void> {
  const ports = { baseUrls: [baseUrl], key: async () => undefined, clock: systemClock, log: silentLog };
  const provider = openai.create(ports);
  const store = await startedRun(history, planOf(count), 'bench');
  const run = { runId: 'bench', store, clock: systemClock, random: createRandom(1) };
  let finished = 0;
  for await (const event of runTrial(
    planOf(count),
    { ...run, provider: async () => provider },
    new AbortController().signal,
  ))
    if (event.type === 'finished') finished = event.report.totals[0]?.replies ?? 0;
  if (finished !== count) throw new Error(`${finished} of ${count} replies`);
}

function planOf(count: number): TrialPlan {
  const origin = originOf(baseUrl) ?? '';
  const model = { provider: 'openai', model: 'test-model', origin };
  const messages = [{ role: 'user' as const, text: prompt, holes: [] }];
  const variants = [{ id: 'a', title: 'a', messages, model, sampling: { temperature: 1 } }];
  return createPlan({ variants, samples: count, concurrency, stop: 'none', useCache: false });
}

/** The history as the product has it: a file of its own, written by a thread of its own. */
async function withSqlite(work: (history: History) => Promise<number>): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-quorum-bench-'));
  const worker = new URL('../../src/history/worker.ts', import.meta.url);
  const history = createWorkerHistory(
    () => startHistoryThread(worker, join(folder, 'history.sqlite')),
    ({ code }) => console.error(code),
  );
  try {
    await history.runs({ limit: 1 });
    return await work(history);
  } finally {
    await history.close();
    rmSync(folder, { recursive: true });
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

function best(seconds: readonly number[]): number {
  return Math.min(...seconds);
}
