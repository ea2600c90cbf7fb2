import { systemClock } from '../base/clock.ts';
import { silentLog } from '../base/log.ts';
import { entryById } from '../base/registry.ts';
import { phrase } from '../base/text.ts';
import type { CorePorts } from '../core.ts';
import type { LocalModel } from '../local/process.ts';
import { builtInModel } from '../local/setup/builtInModel.ts';
import { baseUrlsOf, keyFor, openAiBaseUrl, originOf } from '../models/keys.ts';
import { builtIn } from '../models/providers/builtIn.ts';
import { providers } from '../models/providers/index.ts';
import { openai } from '../models/providers/openai.ts';
import type { ModelRef, Provider, ProviderPorts } from '../models/types.ts';
import { startBuiltIn } from './builtIn.ts';
import { type Terminal, usageError } from './terminal.ts';
import { texts } from './texts.ts';

/** What the command line says of models. */
export interface ModelOptions {
  readonly baseUrl?: string | undefined;
  /** Fetch the built-in model without asking. */
  readonly download?: boolean;
}

/** Names that mean the built-in model. */
const builtInNames = new Set(['builtin', 'built-in', builtInModel.id.toLowerCase()]);

/** The model a name means: the built-in one, or one of the server at the base URL. */
export function modelRefOf(name: string, { baseUrl }: ModelOptions, env: Terminal['env']): ModelRef {
  if (baseUrl === undefined && builtInNames.has(name.toLowerCase())) {
    return { provider: builtIn.id, model: builtInModel.id };
  }
  const url = baseUrl ?? baseUrlsOf(undefined, env)[0] ?? openAiBaseUrl;
  const origin = originOf(url);
  if (origin === undefined) throw usageError(phrase(texts.badBaseUrl, { url }));
  return { provider: openai.id, model: name, origin };
}

/** The providers of a terminal. A key is only ever given for the origin it belongs to. */
export function createModels(
  terminal: Terminal,
  options: ModelOptions,
): { readonly provider: CorePorts['provider']; dispose(): Promise<void> } {
  const portsFor = ({ origin }: ModelRef): ProviderPorts => ({
    baseUrls: serversFor(origin, options, terminal.env),
    key: (origin) => keyFor(origin, async (asked) => ownKey(asked, options, terminal), terminal.env),
    clock: systemClock,
    log: silentLog,
  });
  const made = new Map<string, Promise<Provider>>();
  let local: LocalModel | undefined;
  const make = async (ref: ModelRef, signal: AbortSignal): Promise<Provider> => {
    const factory = entryById(providers, ref.provider);
    if (factory === undefined) throw usageError(phrase(texts.otherProvider, { provider: ref.provider }));
    if (factory.id !== builtIn.id) return factory.create(portsFor(ref));
    local = await startBuiltIn(terminal, options, signal);
    return factory.create({ ...portsFor(ref), local });
  };
  return {
    provider: (ref, signal) => {
      const key = `${ref.provider} ${ref.origin}`;
      const known = made.get(key) ?? make(ref, signal);
      made.set(key, known);
      return known;
    },
    async dispose() {
      await local?.stop();
      local?.dispose();
    },
  };
}

/** The server asked for, else the one a resumed run names by its origin alone: its API is at `/v1` nearly everywhere. */
function serversFor(
  origin: string | undefined,
  { baseUrl }: ModelOptions,
  env: Terminal['env'],
): readonly string[] {
  const usual = baseUrlsOf(baseUrl, env);
  const isNew =
    origin !== undefined && baseUrl === undefined && !usual.some((url) => originOf(url) === origin);
  return isNew ? [`${origin}/v1`] : usual;
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
