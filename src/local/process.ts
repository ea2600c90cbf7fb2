import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/events.ts';
import type { ProblemError } from '../base/problem.ts';
import { abortable } from './abortable.ts';
import { parseServerMessage, type StartMessage } from './serve/messages.ts';
import { localError } from './texts.ts';

export interface LocalModelOptions {
  /** The server's entry: `dist/localServer.js`, or `src/local/server.ts` where Node runs TypeScript itself. */
  readonly serverEntry: URL;
  readonly modelPath: string;
  /** The name the model has in the protocol. */
  readonly modelId: string;
  /** The folder the runtime was installed into (see `ensureRuntime`). */
  readonly runtimeDir: string;
  /** After this long without use the process is stopped; the next use starts it again. Ten minutes by default. */
  readonly idleMillis?: number;
}

/** Where the running model is reached; `apiKey` is new at each start and opens nothing else. */
export interface LocalEndpoint {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly modelId: string;
}

/** The built-in model as a process of its own, started when first needed. */
export interface LocalModel extends Disposable {
  /** The name the model has in the protocol. */
  readonly modelId: string;
  /** Starts the process where it does not run. Rejects with a `ProblemError`, or with the signal's reason. */
  endpoint(signal: AbortSignal): Promise<LocalEndpoint>;
  /** Stops the process and waits for its end; requests under way break off. The next `endpoint` starts it again. */
  stop(): Promise<void>;
  /** Tells that a process that had started ended by itself. The next `endpoint` starts another. */
  onCrash(listener: (error: ProblemError) => void): Disposable;
  /** The id of the running process, for diagnostics. */
  readonly pid: number | undefined;
}

export function createLocalModel(options: LocalModelOptions): LocalModel {
  return new LocalModelProcess(options);
}

const keptOutput = 2000;
const patienceMillis = 3000;

interface Running {
  readonly child: ChildProcess;
  readonly endpoint: Promise<LocalEndpoint>;
  readonly ended: Promise<void>;
  expected: boolean;
}

class LocalModelProcess implements LocalModel {
  readonly #options: LocalModelOptions;
  readonly #crashes = new Emitter<ProblemError>();
  #running: Running | undefined;
  #lastUse = 0;
  #disposed = false;

  constructor(options: LocalModelOptions) {
    this.#options = options;
  }

  get modelId(): string {
    return this.#options.modelId;
  }

  get pid(): number | undefined {
    return this.#running?.child.pid;
  }

  onCrash(listener: (error: ProblemError) => void): Disposable {
    return this.#crashes.on(listener);
  }

  async endpoint(signal: AbortSignal): Promise<LocalEndpoint> {
    signal.throwIfAborted();
    if (this.#disposed) throw localError('local.start-failed', { reason: 'disposed' });
    this.#lastUse = Date.now();
    this.#running ??= this.#start();
    return abortable(this.#running.endpoint, signal);
  }

  async stop(): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    running.expected = true;
    this.#running = undefined;
    endGently(running.child);
    await running.ended;
  }

  dispose(): void {
    this.#disposed = true;
    void this.stop();
    this.#crashes.dispose();
  }

  #start(): Running {
    const { serverEntry, modelPath, modelId, runtimeDir, idleMillis = 600_000 } = this.#options;
    const stateFolder = mkdtempSync(join(tmpdir(), 'prompt-quorum-'));
    const child = fork(fileURLToPath(serverEntry), [], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const output = tail(child);
    const started = Promise.withResolvers<LocalEndpoint>();
    const ended = Promise.withResolvers<void>();
    const running: Running = { child, endpoint: started.promise, ended: ended.promise, expected: false };
    started.promise.catch(() => {}); // a caller that gave up waiting must not leave an unhandled rejection
    let ready = false;

    child.on('message', (raw) => {
      const message = parseServerMessage(raw);
      if (message?.type === 'ready') {
        ready = true;
        started.resolve({ baseUrl: message.baseUrl, apiKey: message.token, modelId });
      }
      if (message?.type === 'failed')
        started.reject(localError('local.start-failed', { reason: message.message }));
      if (message?.type === 'idle') this.#stopIfIdle(running, idleMillis);
    });
    const onEnd = (how: string) => {
      rmSync(stateFolder, { recursive: true, force: true });
      if (this.#running === running) this.#running = undefined;
      const reason = [how, output()].filter(Boolean).join(': ');
      started.reject(localError('local.start-failed', { reason }));
      ended.resolve();
      if (ready && !running.expected) this.#crashes.fire(localError('local.crashed', { reason }));
    };
    child.once('error', (error) => onEnd(error.message));
    child.once('exit', (code, signal) => onEnd(signal ?? `exit code ${code}`));
    const start: StartMessage = { modelPath, modelId, runtimeDir, stateFolder, idleMillis };
    child.send(start, () => {}); // a failure to send shows as the process's end
    return running;
  }

  /** The child knows when its requests ended; an endpoint handed out since may be about to be used. */
  #stopIfIdle(running: Running, idleMillis: number): void {
    if (this.#running !== running || Date.now() - this.#lastUse < idleMillis) return;
    void this.stop();
  }
}

/** Closing the pipe lets the child tidy up and end even when this process ends right now; killing is for one that hangs. */
function endGently(child: ChildProcess): void {
  if (!child.connected) {
    child.kill('SIGKILL');
    return;
  }
  child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMillis);
  timer.unref();
  child.once('exit', () => clearTimeout(timer));
}

/** Keeps the last line of what a process wrote to its error output. */
function tail(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    text = (text + piece).slice(-keptOutput);
  });
  return () => text.trim().split('\n').at(-1) ?? '';
}
