import { systemClock } from '../base/clock.ts';
import { canChat } from './chatModels.ts';
import { serverRefOf } from './keys.ts';
import { openai } from './providers/openai.ts';
import type { ModelInfo, ModelRef } from './types.ts';

/** A program that serves models on this machine at an address of its own. */
export interface LoopbackServer {
  readonly title: string;
  readonly baseUrl: string;
}

/**
 * Where Ollama and LM Studio answer: at their own ports, Ollama also where `OLLAMA_HOST` puts it on this machine. One that the
 * user set as base URL is called by that, so that its models are the same ones whoever offers them.
 */
export function loopbackServers(
  environment: Readonly<Record<string, string | undefined>>,
  chosen?: string,
): readonly LoopbackServer[] {
  const usual = [
    { title: 'Ollama', baseUrl: `http://${ollamaHost(environment['OLLAMA_HOST'])}/v1` },
    { title: 'LM Studio', baseUrl: 'http://127.0.0.1:1234/v1' },
  ];
  return usual.map((server) =>
    chosen !== undefined && placeOf(server.baseUrl) === placeOf(chosen)
      ? { ...server, baseUrl: chosen }
      : server,
  );
}

/** A base URL with the names that this machine has for itself made one. */
function placeOf(baseUrl: string): string {
  return baseUrl.replace(/^(http:\/\/)(?:localhost|\[::1\])(?=[:/])/, '$1127.0.0.1');
}

/** The loopback server a model is at, if any. */
export function loopbackServerOf(
  { provider, baseUrl }: ModelRef,
  servers: readonly LoopbackServer[],
): LoopbackServer | undefined {
  return provider === openai.id ? servers.find((server) => server.baseUrl === baseUrl) : undefined;
}

/** The models of programs of this machine. Silent about programs that do not answer, since nobody asked for them. */
export interface LoopbackModels {
  /** Asks every program. One that is slow this time keeps the models it had, and what it answers later is kept. */
  models(servers: readonly LoopbackServer[], signal: AbortSignal): Promise<readonly ModelInfo[]>;
  /** Asks those again that have not answered; true where {@link models} would now tell something else. */
  lookAgain(signal: AbortSignal): Promise<boolean>;
}

/** How long the others wait for one program, in milliseconds: mostly it answers at once or does not run. */
const patience = 400;
/** How long an answer is still of use. A window that has just opened is often too busy to hear it at once. */
const lateAnswer = 10_000;

/** What is known of one program. */
interface Known {
  readonly server: LoopbackServer;
  models: readonly ModelInfo[];
  /** What was told of it last. */
  told: readonly ModelInfo[];
  hasAnswered: boolean;
  asked?: Promise<void> | undefined;
}

/** Remembers what programs of this machine offer. */
export function createLoopbackModels(): LoopbackModels {
  const all = new Map<string, Known>();
  let asked: readonly Known[] = [];
  const knownOf = (server: LoopbackServer) => {
    const known = all.get(server.baseUrl) ?? { server, models: [], told: [], hasAnswered: false };
    all.set(server.baseUrl, known);
    return known;
  };
  return {
    async models(servers, signal) {
      asked = servers.map(knownOf);
      await Promise.all(asked.map((known) => look(known, signal)));
      for (const known of asked) known.told = known.models;
      return asked.flatMap(({ told }) => told);
    },
    async lookAgain(signal) {
      await Promise.all(asked.filter(({ hasAnswered }) => !hasAnswered).map((known) => look(known, signal)));
      return asked.some(({ models, told }) => JSON.stringify(models) !== JSON.stringify(told));
    },
  };
}

/** Asks a program unless it is being asked, and waits a moment for its answer. */
async function look(known: Known, signal: AbortSignal): Promise<void> {
  known.asked ??= ask(known, signal).finally(() => {
    known.asked = undefined;
  });
  const patient = new AbortController();
  const enough = systemClock.sleep(patience, AbortSignal.any([signal, patient.signal])).catch(() => {});
  await Promise.race([known.asked, enough]);
  if (known.asked !== undefined) known.hasAnswered = false;
  patient.abort();
}

async function ask(known: Known, signal: AbortSignal): Promise<void> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(lateAnswer)]);
    known.models = await modelsAt(known.server, limit);
    known.hasAnswered = true;
  } catch (thrown) {
    known.hasAnswered = false;
    const isLate = thrown instanceof DOMException;
    if (!isLate) known.models = [];
  }
}

/** The models of a program; none where another program answers. Rejects where none does, with a `DOMException` where it is late. */
async function modelsAt(
  { title, baseUrl }: LoopbackServer,
  signal: AbortSignal,
): Promise<readonly ModelInfo[]> {
  const server = serverRefOf(baseUrl);
  if (server === undefined) return [];
  const response = await fetch(`${baseUrl}/models`, { signal, redirect: 'error' });
  return idsIn(await response.text()).map((model) => ({
    ref: { provider: openai.id, model, ...server },
    title: `${model} (${title})`,
    price: { prompt: 0, completion: 0, asOf: '' },
  }));
}

function idsIn(text: string): readonly string[] {
  const answer = parsed(text);
  const data = typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : undefined;
  if (!Array.isArray(data)) return [];
  return data.flatMap((each: unknown) => {
    const id = typeof each === 'object' && each !== null && 'id' in each ? each.id : undefined;
    return typeof id === 'string' && canChat(id) ? [id] : [];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `OLLAMA_HOST` may name an address to listen at, with or without a port; only one of this machine counts. */
function ollamaHost(value: string | undefined): string {
  const usual = '127.0.0.1:11434';
  if (!value) return usual;
  try {
    const { hostname, port } = new URL(/^[a-z]+:\/\//i.test(value) ? value : `http://${value}`);
    const isHere = ['localhost', '127.0.0.1', '0.0.0.0', '[::1]'].includes(hostname);
    return isHere ? `${hostname === '0.0.0.0' ? '127.0.0.1' : hostname}:${port || '11434'}` : usual;
  } catch {
    return usual;
  }
}
