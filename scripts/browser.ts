import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { mustRun } from './process.ts';
import { Refusal } from './refusal.ts';

/** What a search for a browser depends on; tests pass their own. */
export interface BrowserPlace {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => boolean;
}

const thisPlace = (): BrowserPlace => ({ platform: process.platform, env: process.env, exists: existsSync });

/** Paths where a browser of the Chromium family may be, the most wanted first. */
export function browserCandidates({ platform, env }: BrowserPlace): readonly string[] {
  const named = env['PROMPT_QUORUM_BROWSER'];
  if (named) return [named];
  if (platform === 'darwin') return darwinApps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
  if (platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => env[name] ?? []);
    return windowsPaths.flatMap((path) => roots.map((root) => `${root}\\${path}`));
  }
  const folders = (env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  return linuxCommands.flatMap((command) => folders.map((folder) => posix.join(folder, command)));
}

const darwinApps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const windowsPaths = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];
const linuxCommands = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
  'microsoft-edge-stable',
];

/** The path of an installed browser, or undefined. */
export function findBrowser(place: BrowserPlace = thisPlace()): string | undefined {
  return browserCandidates(place).find(place.exists);
}

/** The path of a browser; on Debian as root it is installed where none is found, elsewhere one sentence says what to do. */
export async function ensureBrowser(
  onProgress: (message: string) => void,
  signal?: AbortSignal,
): Promise<string> {
  const found = findBrowser();
  if (found !== undefined) return found;
  const named = process.env['PROMPT_QUORUM_BROWSER'];
  if (named)
    throw new Refusal(
      `PROMPT_QUORUM_BROWSER names ${named}, which does not exist: correct or unset it, then run this again.`,
    );
  if (!canInstall()) throw new Refusal(advice(process.platform));
  await install(onProgress, signal);
  const installed = findBrowser();
  if (installed === undefined) throw new Refusal(advice(process.platform));
  return installed;
}

const canInstall = (): boolean =>
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  existsSync('/etc/debian_version') &&
  existsSync('/usr/bin/apt-get');

async function install(
  onProgress: (message: string) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    ...(signal === undefined ? {} : { signal }),
  };
  const apt = (...args: readonly string[]): Promise<unknown> =>
    mustRun(
      'Chromium could not be installed: check the network, or install it yourself, then run this again',
      'apt-get',
      args,
      options,
    );
  onProgress('Browser: none found; installing chromium and fonts-noto-cjk with apt-get');
  await apt('update', '-qq');
  await apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk');
}

/** One sentence for a machine without a browser. */
export function advice(platform: NodeJS.Platform): string {
  const how =
    platform === 'linux' ? ' (on Debian or Ubuntu: sudo apt-get install chromium fonts-noto-cjk)' : '';
  return `No Chrome, Chromium or Edge was found: install one${how} or set PROMPT_QUORUM_BROWSER to its path, then run this again.`;
}

/** Arguments that keep the browser offline and working without a screen or a sandbox of its own. */
export const browserArguments: readonly string[] = [
  ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
