import type { Clock } from '../../base/clock.ts';
import { ProblemError } from '../../base/problem.ts';
import { failure, unexpectedFailure } from '../failures.ts';
import { wasRefused } from '../openai/errors.ts';
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
        yield* sampleLocal(service, local, ports.clock, request, slots, signal);
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

/** How long the end of a process may take to be noticed after its connections are refused, in milliseconds. */
const mostNoticeTime = 1000;

/**
 * Samples with the running process, starting it where it does not run. A process that had ended before it was asked is
 * started again unseen; one that ends while it answers is a crash, and the next run starts it again.
 */
async function* sampleLocal(
  service: ChatService,
  local: LocalServer,
  clock: Clock,
  request: ModelRequest,
  slots: readonly number[],
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent> {
  const crash = new AbortController();
  const subscription = local.onCrash(() => crash.abort());
  const connect = async () => {
    const { baseUrl, apiKey } = await local.endpoint(signal);
    return { baseUrl, key: apiKey };
  };
  let open = slots;
  try {
    for (const lastTry of [false, true]) {
      const refused: number[] = [];
      for await (const event of service.sample(connect, request, open, signal)) {
        if (event.type !== 'failure') yield event;
        else if (!lastTry && wasRefused(event.failure)) refused.push(event.slot);
        else yield { ...event, failure: namedCrash(event.failure, crash.signal.aborted) };
      }
      if (refused.length === 0) return;
      open = refused;
      await clock.sleep(mostNoticeTime, AbortSignal.any([signal, crash.signal])).catch(() => {});
    }
  } catch (thrown) {
    const cause = thrown instanceof ProblemError ? unexpectedFailure(thrown) : failure('crashed');
    yield* failAll(open, signal.aborted ? failure('aborted') : cause);
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
