import { systemClock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { ProblemError } from '../base/problem.ts';
import type { Locale } from '../base/text.ts';
import { phrase } from '../base/text.ts';
import type { Settings } from '../config/settings.ts';
import { baseUrlsOf, keyFor, serverRefOf } from '../models/keys.ts';
import { loopbackServerOf, loopbackServers, modelsOfLoopback } from '../models/loopbackServers.ts';
import { priceOf } from '../models/prices.ts';
import { builtIn } from '../models/providers/builtIn.ts';
import { openai } from '../models/providers/openai.ts';
import type { LocalServer, ModelInfo, ModelRef, Provider, ProviderPorts } from '../models/types.ts';
import type { ModelOffer, ModelWish, OfferedModel } from '../panel/ports.ts';
import type { Keys } from './secrets.ts';
import { editorTexts as texts } from './texts.ts';
import { createVscodeLm, vscodeLmId } from './vscodeLm.ts';

/** The built-in model as far as it is set up: its process (not started by asking), or why there is none. */
export interface BuiltIn {
  server(): Promise<LocalServer | undefined>;
  required(): Promise<LocalServer>;
}

interface Ports {
  readonly keys: Keys;
  readonly builtIn: BuiltIn;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  settings(): Settings;
  locale(): Locale;
}

/** The models that can be used, and the providers behind them. */
export interface Models {
  /** The provider of a model; rejects with a `ProblemError` where it cannot be had. */
  provider(ref: ModelRef): Promise<Provider>;
  /**
   * What can be offered. A server is asked for its list only where `ask` says that the user wants it; programs of this
   * machine are looked for at their own ports.
   */
  offer(wish: ModelWish, ask: boolean, signal: AbortSignal): Promise<ModelOffer>;
}

/** Models of OpenAI-compatible servers, of VS Code and the built-in one. */
export function createModels(ports: Ports): Models {
  const vscodeLm = createVscodeLm(ports.locale);
  const servers = new Map<string, Provider>();
  const ownServers = loopbackServers(ports.environment);
  const serverProvider = (own?: string) => {
    const options = { ...serverPorts(ports), ...(own === undefined ? {} : { baseUrls: [own] }) };
    const id = JSON.stringify([options.baseUrls, options.extraModels]);
    const known = servers.get(id) ?? openai.create(options);
    servers.set(id, known);
    return known;
  };
  const builtInProvider = async (server: LocalServer) =>
    builtIn.create({ ...serverPorts(ports), local: server });
  return {
    async provider(ref) {
      if (ref.provider === vscodeLmId) return vscodeLm;
      if (ref.provider === openai.id) return serverProvider(loopbackServerOf(ref, ownServers)?.baseUrl);
      if (ref.provider === builtIn.id) return builtInProvider(await ports.builtIn.required());
      throw new ProblemError({
        code: 'unknown-provider',
        phrase: phrase(texts.lmGone, { model: ref.model }),
      });
    },
    async offer(wish, ask, signal) {
      const server = await ports.builtIn.server();
      const local = server === undefined ? [] : await (await builtInProvider(server)).models(signal);
      const listed = ask ? await serverProvider().models(signal) : await namedModels(ports, wish);
      const ofMachine = await modelsOfLoopback(ownServers, signal);
      const ofVscode = await vscodeLm.models(signal);
      const rank = ({ ref }: ModelInfo) => Number(wish.names.includes(ref.model));
      const byFit = [...listed].sort((a, b) => rank(b) - rank(a));
      const origin = serversOf(ports)[0]?.origin;
      return {
        models: [
          ...byFit.map((info) => offered(info, serverProvider(), 'tokens')),
          ...ofVscode.map((info) => offered(info, vscodeLm, 'plan')),
          ...ofMachine.map((info) => offered(info, serverProvider(info.ref.baseUrl), 'none')),
          ...local.map((info) => offered(info, { capabilities: { concurrency: 1 } }, 'none')),
        ],
        ...(ask || origin === undefined || !(await mayList(ports, origin))
          ? {}
          : { unlisted: new URL(origin).host }),
        canSetUpBuiltIn: server === undefined,
      };
    },
  };
}

function offered(
  info: ModelInfo,
  { capabilities }: { readonly capabilities: Pick<Provider['capabilities'], 'concurrency'> },
  billing: OfferedModel['billing'],
): OfferedModel {
  const isOwnMachine = info.ref.origin !== undefined && isLoopback(info.ref.origin);
  return { info, concurrency: capabilities.concurrency, billing: isOwnMachine ? 'none' : billing };
}

function isLoopback(origin: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname);
}

/** Models known by name without asking: those wished for, the one used last and those of the settings. */
async function namedModels(ports: Ports, { names, used }: ModelWish): Promise<readonly ModelInfo[]> {
  const [server] = serversOf(ports);
  if (server === undefined || !(await mayList(ports, server.origin))) return [];
  const again = used?.provider === openai.id && used.baseUrl === server.baseUrl ? [used.model] : [];
  const all = new Set([...names, ...again, ...ports.settings()['openai.models']]);
  return [...all].map((model) => {
    const ref: ModelRef = { provider: openai.id, model, ...server };
    const price = priceOf(ref);
    return { ref, title: model, ...(price === undefined ? {} : { price }) };
  });
}

/** A server is worth offering where the user named it, or where a key for it is at hand. */
async function mayList(ports: Ports, origin: string): Promise<boolean> {
  if (ports.settings()['openai.baseUrl'] !== '' || ports.environment['OPENAI_BASE_URL']) return true;
  return (await keyFor(origin, (asked) => ports.keys.get(asked), ports.environment)) !== undefined;
}

function serversOf(ports: Ports) {
  return serverPorts(ports).baseUrls.flatMap((url) => serverRefOf(url) ?? []);
}

function serverPorts({ keys, environment, log, settings }: Ports): ProviderPorts {
  const { 'openai.baseUrl': chosen, 'openai.models': extraModels } = settings();
  return {
    baseUrls: baseUrlsOf(chosen, environment),
    key: (origin) => keyFor(origin, (asked) => keys.get(asked), environment),
    extraModels,
    clock: systemClock,
    log,
  };
}
