import * as vscode from 'vscode';
import { settingsPrefix } from '../config/settings.ts';
import { baseUrlsOf, openAiBaseUrl, originOf, serverRefOf } from '../models/keys.ts';
import type { Services } from './services.ts';
import { editorTexts as texts } from './texts.ts';

const prefix = 'promptQuorum.key:';

/** API keys in VS Code's secret storage, each bound to the origin it was given for. */
export interface Keys {
  get(origin: string): Promise<string | undefined>;
  set(origin: string, key: string): Promise<void>;
  remove(origin: string): Promise<void>;
  /** Origins that have a key. */
  origins(): Promise<readonly string[]>;
}

/** Keys over a secret storage. */
export function createKeys(storage: vscode.SecretStorage): Keys {
  return {
    get: async (origin) => (await storage.get(prefix + origin)) || undefined,
    set: async (origin, key) => storage.store(prefix + origin, key),
    remove: async (origin) => storage.delete(prefix + origin),
    async origins() {
      const names = await storage.keys();
      return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
    },
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Asks for a server and its key, keeps the key for that server alone, and offers to use the server where it is not in use. */
export async function askForKey(keys: Keys, services: Services, environment: Environment): Promise<void> {
  const { settings, tell } = services;
  const [present = openAiBaseUrl] = baseUrlsOf(settings()['openai.baseUrl'], environment);
  const address = await vscode.window.showInputBox({
    prompt: tell(texts.keyServer),
    value: present,
    ignoreFocusOut: true,
    validateInput: (value) => (originOf(value.trim()) === undefined ? tell(texts.badAddress) : undefined),
  });
  const server = address === undefined ? undefined : serverRefOf(address.trim());
  if (server === undefined) return;
  const { origin } = server;
  const key = await vscode.window.showInputBox({
    prompt: tell(texts.keyPrompt, { origin }),
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined) return;
  if (key.trim() !== '') {
    await keys.set(origin, key.trim());
    vscode.window.setStatusBarMessage(tell(texts.keyKept, { origin }), 5000);
  }
  // A key alone would bring no model of a server that is not the one in use.
  if (origin !== originOf(present)) await offerServer(server.baseUrl, present, services);
}

async function offerServer(baseUrl: string, present: string, { tell }: Services): Promise<void> {
  const use = tell(texts.useServer, { server: baseUrl });
  const keep = tell(texts.keepServer, { server: present });
  const chosen = await vscode.window.showQuickPick([use, keep], {
    title: tell(texts.whichServer),
    ignoreFocusOut: true,
  });
  if (chosen !== use) return;
  // VS Code writes a setting of the machine where that belongs: with a remote window, into the remote settings.
  const configuration = vscode.workspace.getConfiguration(settingsPrefix);
  await configuration.update('openai.baseUrl', baseUrl, vscode.ConfigurationTarget.Global);
  vscode.window.setStatusBarMessage(tell(texts.serverUsed, { server: baseUrl }), 5000);
}

/** Removes a key the user chooses. */
export async function removeKey(keys: Keys, { tell }: Services): Promise<void> {
  const origins = await keys.origins();
  if (origins.length === 0) {
    await vscode.window.showInformationMessage(tell(texts.noKeys));
    return;
  }
  const origin = await vscode.window.showQuickPick([...origins], { title: tell(texts.chooseKey) });
  if (origin === undefined) return;
  await keys.remove(origin);
  vscode.window.setStatusBarMessage(tell(texts.keyRemoved, { origin }), 5000);
}
