import { ProblemError } from '../../base/problem.ts';
import { failure } from '../failures.ts';
import { openAiBaseUrl, originOf } from '../keys.ts';
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

/** Models that cannot chat, which OpenAI lists along with the others. */
const otherModels =
  /embedding|whisper|tts|dall-e|moderation|transcribe|image|realtime|audio|sora|davinci|babbage/;

function baseUrlsOf({ baseUrls }: ProviderPorts): readonly string[] {
  return baseUrls.length > 0 ? baseUrls : [openAiBaseUrl];
}

/** The server of a model: the base URL of its origin with that origin's key, or why it cannot be asked. */
async function serverOf(ports: ProviderPorts, { origin }: ModelRef): Promise<Server | ModelFailure> {
  const urls = baseUrlsOf(ports);
  const baseUrl = origin === undefined ? urls[0] : urls.find((url) => originOf(url) === origin);
  if (baseUrl === undefined) return failure('not-configured', { server: origin ?? '' });
  const own = originOf(baseUrl);
  if (own === undefined) return failure('not-configured', { server: baseUrl });
  const key = await ports.key(own);
  if (key !== undefined) return { baseUrl, key };
  return own === originOf(openAiBaseUrl) ? failure('missing-key', { server: own }) : { baseUrl };
}

async function modelsAt(
  service: ChatService,
  ports: ProviderPorts,
  baseUrl: string,
  signal: AbortSignal,
): Promise<readonly ModelInfo[]> {
  const origin = originOf(baseUrl);
  const server = await serverOf(ports, { provider: openai.id, model: '', ...(origin && { origin }) });
  if ('code' in server) throw new ProblemError(server);
  const listed = await service.modelIds(server, signal);
  const ids = new Set([...(ports.extraModels ?? []), ...listed.filter((id) => !otherModels.test(id)).sort()]);
  return [...ids].map((model) => {
    const ref: ModelRef = { provider: openai.id, model, ...(origin && { origin }) };
    const price = priceOf(ref);
    return { ref, title: model, ...(price && { price }) };
  });
}
