import { systemClock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { problemOf } from '../base/problem.ts';
import type { Settings } from '../config/settings.ts';
import { baseUrlsOf, keyFor, serverRefOf } from '../models/keys.ts';
import { priceOf } from '../models/prices.ts';
import { openai } from '../models/providers/openai.ts';
import type { ModelInfo, ModelRef, ProviderPorts } from '../models/types.ts';
import type { ModelOffer, ModelWish } from '../panel/ports.ts';
import type { Keys } from './secrets.ts';

/** Where the user's server and its key are looked up. */
export interface ServerSources {
  readonly keys: Pick<Keys, 'get'>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  settings(): Settings;
}

/** What is known of the user's server besides what is asked of it. */
interface Asked {
  readonly wish: ModelWish;
  readonly listed: readonly string[];
  readonly ofMachine: readonly ModelInfo[];
}

/**
 * The models of the user's server, those wished for first. A program of this machine that has answered already needs no
 * second list; a list that cannot be had leaves the models known by name.
 */
export async function modelsOfServer(
  sources: ServerSources,
  { wish, listed, ofMachine }: Asked,
  list: () => Promise<readonly ModelInfo[]>,
): Promise<Pick<ModelOffer, 'unlisted' | 'problem'> & { readonly models: readonly ModelInfo[] }> {
  const server = serverOf(sources);
  const rank = ({ ref }: ModelInfo) => Number(wish.names.includes(ref.model));
  const byFit = (models: readonly ModelInfo[]) => [...models].sort((a, b) => rank(b) - rank(a));
  const own = ofMachine.filter(({ ref }) => ref.baseUrl === server?.baseUrl);
  if (own.length > 0) {
    const ofSettings = await namedModels(sources, { names: [], used: [] });
    const more = ofSettings.filter(({ ref }) => !own.some((info) => info.ref.model === ref.model));
    return { models: byFit([...own, ...more]) };
  }
  const host = server && new URL(server.origin).host;
  const isWanted = host !== undefined && listed.includes(host);
  const { models, ...rest } = isWanted ? await answerOf(list) : {};
  if (models !== undefined) return { models: byFit(models) };
  const canBeListed = server !== undefined && (await mayList(sources, server.origin));
  return {
    models: byFit(await namedModels(sources, wish)),
    ...(canBeListed && host !== undefined ? { unlisted: host } : {}),
    ...rest,
  };
}

interface Answer extends Pick<ModelOffer, 'problem'> {
  readonly models?: readonly ModelInfo[];
}

async function answerOf(list: () => Promise<readonly ModelInfo[]>): Promise<Answer> {
  try {
    return { models: await list() };
  } catch (thrown) {
    return { problem: problemOf(thrown) };
  }
}

/** Models known by name without asking: those wished for, those the user chose and those of the settings. */
async function namedModels(
  sources: ServerSources,
  { names, used }: ModelWish,
): Promise<readonly ModelInfo[]> {
  const server = serverOf(sources);
  if (server === undefined || !(await mayList(sources, server.origin))) return [];
  const again = used.flatMap(({ provider, baseUrl, model }) =>
    provider === openai.id && baseUrl === server.baseUrl ? [model] : [],
  );
  const all = new Set([...names, ...again, ...sources.settings()['openai.models']]);
  return [...all].map((model) => {
    const ref: ModelRef = { provider: openai.id, model, ...server };
    const price = priceOf(ref);
    return { ref, title: model, ...(price === undefined ? {} : { price }) };
  });
}

/** A server is worth offering where the user named it, or where a key for it is at hand. */
async function mayList(sources: ServerSources, origin: string): Promise<boolean> {
  if (sources.settings()['openai.baseUrl'] !== '' || sources.environment['OPENAI_BASE_URL']) return true;
  return (await keyFor(origin, (asked) => sources.keys.get(asked), sources.environment)) !== undefined;
}

/** The server the user set, by how a model names it. */
export function serverOf(sources: ServerSources): ReturnType<typeof serverRefOf> {
  return serverPorts(sources).baseUrls.flatMap((url) => serverRefOf(url) ?? [])[0];
}

/** What the provider of the user's server is made of. */
export function serverPorts({ keys, environment, log, settings }: ServerSources): ProviderPorts {
  const { 'openai.baseUrl': chosen, 'openai.models': extraModels } = settings();
  return {
    baseUrls: baseUrlsOf(chosen, environment),
    key: (origin) => keyFor(origin, (asked) => keys.get(asked), environment),
    extraModels,
    clock: systemClock,
    log,
  };
}
