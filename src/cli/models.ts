import { systemClock } from '../base/clock.ts';
import { silentLog } from '../base/log.ts';
import { ProblemError } from '../base/problem.ts';
import { entryById } from '../base/registry.ts';
import { phrase } from '../base/text.ts';
import type { CorePorts } from '../core.ts';
import { builtInModel, isBuiltInName } from '../local/setup/builtInModel.ts';
import { failure } from '../models/failures.ts';
import { baseUrlsOf, keyFor, openAiBaseUrl, originOf, serverRefOf } from '../models/keys.ts';
import { builtIn } from '../models/providers/builtIn.ts';
import { providers } from '../models/providers/index.ts';
import { openai } from '../models/providers/openai.ts';
import type { ModelRef, Provider } from '../models/types.ts';
import { createBuiltIn } from './builtIn.ts';
import { type Terminal, usageError } from './terminal.ts';
import { texts } from './texts.ts';

/** What the command line says of models. */
export interface ModelOptions {
  readonly baseUrl?: string | undefined;
  /** Fetch the built-in model without asking. */
  readonly download?: boolean;
}

/** The model a name means: the built-in one, or one of the server at the base URL. */
export function modelRefOf(name: string, { baseUrl }: ModelOptions, env: Terminal['env']): ModelRef {
  if (baseUrl === undefined && isBuiltInName(name)) {
    return { provider: builtIn.id, model: builtInModel.id };
  }
  const url = baseUrl ?? baseUrlsOf(undefined, env)[0] ?? openAiBaseUrl;
  const server = serverRefOf(url);
  if (server === undefined) throw usageError(phrase(texts.badBaseUrl, { url }));
  if (hasCredentials(url)) throw usageError(phrase(texts.credentialsInUrl, { origin: server.origin }));
  return { provider: openai.id, model: name, ...server };
}

/** The models of a terminal. */
export interface TerminalModels {
  readonly provider: CorePorts['provider'];
  /** Makes a model ready to be asked, so that what is missing is said before a run begins. */
  prepare(ref: ModelRef, signal: AbortSignal): Promise<void>;
  dispose(): Promise<void>;
}

/** The providers of a terminal. A key is only ever given for the origin it belongs to. */
export function createModels(terminal: Terminal, options: ModelOptions): TerminalModels {
  const local = createBuiltIn(terminal, options.download === true);
  const made = new Map<string, Provider>();
  const make = (ref: ModelRef): Provider => {
    const factory = entryById(providers, ref.provider);
    if (factory === undefined) throw usageError(phrase(texts.otherProvider, { provider: ref.provider }));
    return factory.create({
      baseUrls: serversFor(ref, options, terminal.env),
      key: (origin) => keyFor(origin, async (asked) => ownKey(asked, options, terminal), terminal.env),
      local,
      clock: systemClock,
      log: silentLog,
    });
  };
  return {
    async provider(ref) {
      const key = JSON.stringify([ref.provider, ref.baseUrl ?? ref.origin]);
      const provider = made.get(key) ?? make(ref);
      made.set(key, provider);
      return provider;
    },
    async prepare({ provider, origin }, signal) {
      if (provider === builtIn.id) await local.endpoint(signal);
      // Other servers may do without a key; OpenAI itself never does.
      if (provider !== openai.id || origin === undefined || origin !== originOf(openAiBaseUrl)) return;
      const key = await keyFor(origin, async (asked) => ownKey(asked, options, terminal), terminal.env);
      if (key === undefined) throw new ProblemError(failure('missing-key', { server: origin }));
    },
    dispose: local.dispose,
  };
}

/** A password in an address would be stored with the run and shown. */
function hasCredentials(url: string): boolean {
  const { username, password } = new URL(url);
  return username !== '' || password !== '';
}

/** The server asked for, else the one a resumed run names. */
function serversFor(
  { baseUrl: stored }: ModelRef,
  { baseUrl }: ModelOptions,
  env: Terminal['env'],
): readonly string[] {
  return baseUrl === undefined && stored !== undefined ? [stored] : baseUrlsOf(baseUrl, env);
}

/** `PROMPT_QUORUM_API_KEY` belongs to the address written after `--base-url` in the same command, and to nothing else. */
function ownKey(origin: string, { baseUrl }: ModelOptions, { env }: Terminal): string | undefined {
  const isAsked = baseUrl !== undefined && originOf(baseUrl) === origin;
  return isAsked ? env['PROMPT_QUORUM_API_KEY'] || undefined : undefined;
}

/** Requests under way at once where the user says nothing; nothing is started to know it. */
export function defaultConcurrency({ provider }: ModelRef): number {
  const ports = { baseUrls: [], key: async () => undefined, clock: systemClock, log: silentLog };
  return entryById(providers, provider)?.create(ports).capabilities.concurrency ?? 1;
}
