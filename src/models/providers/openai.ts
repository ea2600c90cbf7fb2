import { ProblemError } from '../../base/problem.ts';
import { canChat } from '../chatModels.ts';
import { failure } from '../failures.ts';
import { openAiBaseUrl, originOf, serverRefOf } from '../keys.ts';
import type { Server } from '../openai/client.ts';
import { type ChatService, createChatService } from '../openai/service.ts';
import { priceOf } from '../prices.ts';
import {
  type Capabilities,
  defineProvider,
  type ModelFailure,
  type ModelInfo,
  type ModelRef,
  type ProviderPorts,
} from '../types.ts';

/** OpenAI and every server that speaks its protocol (Ollama, LM Studio, vLLM, OpenRouter …), reached by base URL. */
export const openai = defineProvider({
  id: 'openai',
  title: { en: 'OpenAI-compatible server', 'zh-cn': '兼容 OpenAI 的服务器' },
  create(ports) {
    const service = createChatService(ports);
    return {
      id: openai.id,
      title: openai.title,
      capabilities,
      models: async (signal) => {
        const lists = baseUrlsOf(ports).map((baseUrl) => modelsAt(service, ports, baseUrl, signal));
        return (await Promise.all(lists)).flat();
      },
      samplesPerRequest: (model) => (service.takesMany(model) ? mostPerRequest : 1),
      sample: (request, slots, signal) =>
        service.sample(() => serverOf(ports, request.model), request, slots, signal),
    };
  },
});

const capabilities: Capabilities = {
  manySamples: true,
  seed: true,
  temperature: true,
  systemRole: true,
  usage: true,
  rewriting: true,
  concurrency: 8,
};

/** More would risk more replies on one connection than the prompt's tokens save. */
const mostPerRequest = 20;

function baseUrlsOf({ baseUrls }: ProviderPorts): readonly string[] {
  return baseUrls.length > 0 ? baseUrls : [openAiBaseUrl];
}

/** The server of a model with the key of its origin, or why it cannot be asked. */
async function serverOf(ports: ProviderPorts, ref: ModelRef): Promise<Server | ModelFailure> {
  const baseUrl = addressOf(ref, baseUrlsOf(ports));
  const own = baseUrl && originOf(baseUrl);
  if (!baseUrl || !own) return failure('not-configured', { server: ref.baseUrl ?? ref.origin ?? '' });
  const key = await ports.key(own);
  if (key !== undefined) return { baseUrl, key };
  return own === originOf(openAiBaseUrl) ? failure('missing-key', { server: own }) : { baseUrl };
}

/** The model's own base URL where the user named its origin, else the one of that origin: nothing else is ever asked. */
function addressOf({ origin, baseUrl }: ModelRef, urls: readonly string[]): string | undefined {
  const wanted = baseUrl === undefined ? origin : originOf(baseUrl);
  if (wanted === undefined) return urls[0];
  const named = urls.find((url) => originOf(url) === wanted);
  return named && (baseUrl ?? named);
}

async function modelsAt(
  service: ChatService,
  ports: ProviderPorts,
  baseUrl: string,
  signal: AbortSignal,
): Promise<readonly ModelInfo[]> {
  const address = serverRefOf(baseUrl);
  if (address === undefined) throw new ProblemError(failure('not-configured', { server: baseUrl }));
  const server = await serverOf(ports, { provider: openai.id, model: '', ...address });
  if ('code' in server) throw new ProblemError(server);
  const listed = await service.modelIds(server, signal);
  const ids = new Set([...(ports.extraModels ?? []), ...listed.filter(canChat).sort()]);
  return [...ids].map((model) => {
    const ref: ModelRef = { provider: openai.id, model, ...address };
    const price = priceOf(ref);
    return { ref, title: model, ...(price && { price }) };
  });
}
