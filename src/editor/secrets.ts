import * as vscode from 'vscode';
import { baseUrlsOf, openAiBaseUrl, originOf } from '../models/keys.ts';
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

/** Asks for a server and its key, and keeps the key for that server alone. */
export async function askForKey(
  keys: Keys,
  { settings, tell }: Services,
  environment: Environment,
): Promise<void> {
  const [usual = openAiBaseUrl] = baseUrlsOf(settings()['openai.baseUrl'], environment);
  const address = await vscode.window.showInputBox({
    prompt: tell(texts.keyServer),
    value: usual,
    ignoreFocusOut: true,
    validateInput: (value) => (originOf(value.trim()) === undefined ? tell(texts.badAddress) : undefined),
  });
  const origin = address === undefined ? undefined : originOf(address.trim());
  if (origin === undefined) return;
  const key = await vscode.window.showInputBox({
    prompt: tell(texts.keyPrompt, { origin }),
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined || key.trim() === '') return;
  await keys.set(origin, key.trim());
  vscode.window.setStatusBarMessage(tell(texts.keyKept, { origin }), 5000);
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
