import { serverRefOf } from './keys.ts';
import { openai } from './providers/openai.ts';
import type { ModelInfo, ModelRef } from './types.ts';

/** A program that serves models on this machine at an address of its own. */
export interface LoopbackServer {
  readonly title: string;
  readonly baseUrl: string;
}

/** Where Ollama and LM Studio answer: at their own ports, Ollama also where `OLLAMA_HOST` puts it on this machine. */
export function loopbackServers(
  environment: Readonly<Record<string, string | undefined>>,
): readonly LoopbackServer[] {
  return [
    { title: 'Ollama', baseUrl: `http://${ollamaHost(environment['OLLAMA_HOST'])}/v1` },
    { title: 'LM Studio', baseUrl: 'http://127.0.0.1:1234/v1' },
  ];
}

/** The loopback server a model is at, if any. */
export function loopbackServerOf(
  { provider, baseUrl }: ModelRef,
  servers: readonly LoopbackServer[],
): LoopbackServer | undefined {
  return provider === openai.id ? servers.find((server) => server.baseUrl === baseUrl) : undefined;
}

/** A program of this machine answers at once or does not run. */
const patience = 400;

/** The models of the servers that answer; silent about the others, since nobody asked for them. */
export async function modelsOfLoopback(
  servers: readonly LoopbackServer[],
  signal: AbortSignal,
): Promise<readonly ModelInfo[]> {
  const lists = await Promise.all(servers.map((server) => modelsAt(server, signal)));
  return lists.flat();
}

async function modelsAt(
  { title, baseUrl }: LoopbackServer,
  signal: AbortSignal,
): Promise<readonly ModelInfo[]> {
  const server = serverRefOf(baseUrl);
  if (server === undefined) return [];
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
    const response = await fetch(`${baseUrl}/models`, { signal: limit, redirect: 'error' });
    const ids = response.ok ? idsOf(await response.json()) : [];
    return ids.map((model) => ({
      ref: { provider: openai.id, model, ...server },
      title: `${model} (${title})`,
      price: { prompt: 0, completion: 0, asOf: '' },
    }));
  } catch {
    return [];
  }
}

/** Models that cannot chat. */
const otherModels = /embed/i;

function idsOf(answer: unknown): readonly string[] {
  const data = typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : undefined;
  if (!Array.isArray(data)) return [];
  return data.flatMap((each: unknown) => {
    const id = typeof each === 'object' && each !== null && 'id' in each ? each.id : undefined;
    return typeof id === 'string' && !otherModels.test(id) ? [id] : [];
  });
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
