import type OpenAI from 'openai';
import { ProblemError } from '../../base/problem.ts';
import { failure } from '../failures.ts';
import { originOf } from '../keys.ts';
import type {
  ModelFailure,
  ModelRef,
  ModelRequest,
  ProviderPorts,
  ReplyEvent,
  TimeLimits,
} from '../types.ts';
import { createClient, type Server } from './client.ts';
import { type Dialect, newDialect } from './dialect.ts';
import { failureOfError } from './errors.ts';
import { type ChatServer, sampleChat } from './sample.ts';
import { createWatchdogs } from './watchdog.ts';

/** Everything that speaks the OpenAI protocol asks through this; it remembers clients, and what each model's server takes. */
export interface ChatService {
  /** `connect` finds the server when the iteration begins, or says why there is none. */
  sample(
    connect: () => Promise<Server | ModelFailure>,
    request: ModelRequest,
    slots: readonly number[],
    signal: AbortSignal,
  ): AsyncIterable<ReplyEvent>;
  /** The ids the server lists; rejects with a `ProblemError`. */
  modelIds(server: Server, signal: AbortSignal): Promise<readonly string[]>;
  /** Whether one request can give several replies, as far as known by now. */
  takesMany(model: ModelRef): boolean;
}

/** Some models think for a minute before the first word. */
const defaultTimeLimits: TimeLimits = { firstPiece: 120_000, stall: 60_000 };

/** `name` is what messages call the server; by default its origin. */
export function createChatService(
  { clock, timeLimits = defaultTimeLimits }: Pick<ProviderPorts, 'clock' | 'timeLimits'>,
  name?: string,
): ChatService {
  const watch = createWatchdogs(clock, timeLimits);
  const clients = new Map<string, Promise<OpenAI>>();
  const dialects = new Map<string, Dialect>();
  const clientOf = (server: Server) =>
    remember(clients, `${server.baseUrl} ${server.key}`, () => createClient(server));
  const dialectOf = ({ baseUrl, origin, model }: ModelRef) =>
    remember(dialects, `${baseUrl ?? origin} ${model}`, newDialect);
  const nameOf = ({ baseUrl }: Server) => name ?? originOf(baseUrl) ?? baseUrl;

  return {
    takesMany: (model) => dialectOf(model).many,
    sample(connect, request, slots, signal) {
      const chat = async (): Promise<ChatServer | ModelFailure> => {
        const server = await connect();
        if ('code' in server) return server;
        const client = await clientOf(server);
        const known = { hasKey: server.key !== undefined, server: nameOf(server), clock, watch };
        return { client, dialect: dialectOf(request.model), ...known };
      };
      return sampleChat(chat, request, slots, signal);
    },
    async modelIds(server, signal) {
      const context = { server: nameOf(server), model: '', hasKey: server.key !== undefined, clock };
      const client = await clientOf(server);
      try {
        const page = await client.models.list({ signal });
        return page.data.map(({ id }) => id);
      } catch (thrown) {
        const cause = signal.aborted
          ? failure('aborted')
          : thrown instanceof TypeError
            ? failure('malformed-reply', { server: context.server })
            : failureOfError(thrown, context, false);
        throw new ProblemError(cause, { cause: thrown });
      }
    },
  };
}

function remember<T>(memory: Map<string, T>, key: string, make: () => T): T {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const made = make();
  memory.set(key, made);
  return made;
}
