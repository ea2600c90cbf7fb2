import { ProblemError } from '../base/problem.ts';
import type { Locale } from '../base/text.ts';
import { phrase } from '../base/text.ts';
import { createLoopbackModels, loopbackServerOf, loopbackServers } from '../models/loopbackServers.ts';
import { builtIn } from '../models/providers/builtIn.ts';
import { openai } from '../models/providers/openai.ts';
import type { LocalServer, ModelInfo, ModelRef, Provider } from '../models/types.ts';
import type { ModelOffer, ModelWish, OfferedModel } from '../panel/ports.ts';
import { modelsOfServer, type ServerSources, serverOf, serverPorts } from './serverModels.ts';
import { editorTexts as texts } from './texts.ts';
import { createVscodeLm, vscodeLmId } from './vscodeLm.ts';

/** The built-in model as far as it is set up: its process (not started by asking), or why there is none. */
export interface BuiltIn {
  server(): Promise<LocalServer | undefined>;
  required(): Promise<LocalServer>;
}

interface Ports extends ServerSources {
  readonly builtIn: BuiltIn;
  locale(): Locale;
}

/** The models that can be used, and the providers behind them. */
export interface Models {
  /** The provider of a model; rejects with a `ProblemError` where it cannot be had. */
  provider(ref: ModelRef): Promise<Provider>;
  /**
   * What can be offered. A server is asked for its list only where it is among `listed`, those whose list the user wants;
   * programs of this machine are looked for at their own ports.
   */
  offer(wish: ModelWish, listed: readonly string[], signal: AbortSignal): Promise<ModelOffer>;
  /** Looks for programs of this machine that have not answered; true where another offer would hold something else. */
  lookAgain(signal: AbortSignal): Promise<boolean>;
}

/** Models of OpenAI-compatible servers, of VS Code and the built-in one. */
export function createModels(ports: Ports): Models {
  const vscodeLm = createVscodeLm(ports.locale);
  const servers = new Map<string, Provider>();
  const loopback = createLoopbackModels();
  const ownServers = () => loopbackServers(ports.environment, serverOf(ports)?.baseUrl);
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
      if (ref.provider === openai.id) return serverProvider(loopbackServerOf(ref, ownServers())?.baseUrl);
      if (ref.provider === builtIn.id) return builtInProvider(await ports.builtIn.required());
      throw new ProblemError({
        code: 'unknown-provider',
        phrase: phrase(texts.lmGone, { model: ref.model }),
      });
    },
    async offer(wish, listed, signal) {
      const server = await ports.builtIn.server();
      const local = server === undefined ? [] : await (await builtInProvider(server)).models(signal);
      const ofMachine = await loopback.models(ownServers(), signal);
      const { models, ...rest } = await modelsOfServer(ports, { wish, listed, ofMachine }, () =>
        serverProvider().models(signal),
      );
      const ofVscode = await vscodeLm.models(signal);
      const others = ofMachine.filter((info) => !models.includes(info));
      return {
        models: [
          ...models.map((info) => offered(info, serverProvider(), 'tokens')),
          ...ofVscode.map((info) => offered(info, vscodeLm, 'plan')),
          ...others.map((info) => offered(info, serverProvider(info.ref.baseUrl), 'none')),
          ...local.map((info) => offered(info, { capabilities: { concurrency: 1 } }, 'none')),
        ],
        ...rest,
        canSetUpBuiltIn: server === undefined,
      };
    },
    lookAgain: (signal) => loopback.lookAgain(signal),
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
