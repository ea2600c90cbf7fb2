import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createEngine } from './serve/engine.ts';
import { createOpenAiServer } from './serve/http.ts';
import { parseStart, type ServerMessage } from './serve/messages.ts';

// The child process of the built-in model. Its parent sends one start message; the child answers with the address and
// the token it made up, both over the pipe between the two alone, and ends when the pipe closes.

process.once('message', async (message) => {
  try {
    await start(message);
  } catch (error) {
    tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
    process.disconnect();
  }
});

async function start(message: unknown): Promise<void> {
  const { modelId, idleMillis, ...where } = parseStart(message);
  process.once('disconnect', () => {
    rmSync(where.stateFolder, { recursive: true, force: true });
    process.exit(0);
  });
  const engine = await createEngine(where);
  const token = randomBytes(32).toString('base64url');
  const onActivity = watchIdleness(idleMillis, () => tell({ type: 'idle' }));
  const server = createOpenAiServer({ engine, modelId, token, onActivity });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port to listen on');
  tell({ type: 'ready', baseUrl: `http://127.0.0.1:${address.port}/v1`, token });
}

/** Calls `idle` after every `millis` in which no request was under way. */
function watchIdleness(millis: number, idle: () => void): (change: 'begin' | 'end') => void {
  let busy = 0;
  let timer = setInterval(idle, millis);
  return (change) => {
    busy += change === 'begin' ? 1 : -1;
    clearInterval(timer);
    if (busy === 0) timer = setInterval(idle, millis);
  };
}

function tell(message: ServerMessage): void {
  process.send?.(message);
}
