import { ProblemError } from '../../base/problem.ts';
import { failure, unexpectedFailure } from '../failures.ts';
import { type ChatService, createChatService } from '../openai/service.ts';
import { priceOf } from '../prices.ts';
import {
  type Capabilities,
  defineProvider,
  type LocalServer,
  type ModelFailure,
  type ModelInfo,
  type ModelRef,
  type ModelRequest,
  type ReplyEvent,
} from '../types.ts';

/** The small model that comes with the project: a child process that speaks the OpenAI protocol on loopback. */
export const builtIn = defineProvider({
  id: 'built-in',
  title: { en: 'Built-in demonstration model', 'zh-cn': '内置演示模型' },
  create(ports) {
    const { local } = ports;
    const service = createChatService(ports, title.en);
    return {
      id: builtIn.id,
      title: builtIn.title,
      capabilities,
      models: async () => (local === undefined ? [] : [modelOf(local)]),
      samplesPerRequest: () => mostPerRequest,
      async *sample(request, slots, signal) {
        if (local === undefined) return yield* failAll(slots, failure('unavailable', { model: title.en }));
        yield* sampleLocal(service, local, request, slots, signal);
      },
    };
  },
});

const title = { en: 'demonstration model', 'zh-cn': '演示模型' } as const;

const capabilities: Capabilities = {
  manySamples: true,
  seed: true,
  temperature: true,
  systemRole: true,
  usage: true,
  rewriting: false,
  concurrency: 1,
};

/** Samples of one request are decoded together; more than this gains nothing on a few cores. */
const mostPerRequest = 20;

async function* sampleLocal(
  service: ChatService,
  local: LocalServer,
  request: ModelRequest,
  slots: readonly number[],
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent> {
  let crashed = false;
  const subscription = local.onCrash(() => {
    crashed = true;
  });
  try {
    const connect = async () => {
      const { baseUrl, apiKey } = await local.endpoint(signal);
      return { baseUrl, key: apiKey };
    };
    for await (const event of service.sample(connect, request, slots, signal)) {
      yield event.type === 'failure' ? { ...event, failure: namedCrash(event.failure, crashed) } : event;
    }
  } catch (thrown) {
    const cause = thrown instanceof ProblemError ? unexpectedFailure(thrown) : failure('crashed');
    yield* failAll(slots, signal.aborted ? failure('aborted') : cause);
  } finally {
    subscription.dispose();
  }
}

function modelOf({ modelId }: LocalServer): ModelInfo {
  const ref: ModelRef = { provider: builtIn.id, model: modelId };
  const price = priceOf(ref);
  return { ref, title: title.en, demonstration: true, ...(price && { price }) };
}

/** A connection to the model's own process breaks only because the process ended, heard of or not yet. */
function namedCrash(cause: ModelFailure, crashed: boolean): ModelFailure {
  const broken = cause.code === 'broken-stream' || cause.code === 'unreachable';
  if (!broken && !(crashed && cause.code !== 'aborted')) return cause;
  return { ...failure('crashed'), ...(cause.partialText && { partialText: cause.partialText }) };
}

function failAll(slots: readonly number[], cause: ModelFailure): readonly ReplyEvent[] {
  return slots.map((slot) => ({ type: 'failure', slot, failure: cause, millis: 0 }));
}
