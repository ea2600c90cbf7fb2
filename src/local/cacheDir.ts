import { homedir } from 'node:os';
import { join } from 'node:path';

/** The environment a cache folder is chosen from; tests pass their own. */
export interface CacheEnvironment {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const thisMachine = (): CacheEnvironment => ({
  platform: process.platform,
  home: homedir(),
  env: process.env,
});

/**
 * The user's cache folder for Prompt Quorum, or a folder inside it: `$XDG_CACHE_HOME` or `~/.cache` on Linux,
 * `~/Library/Caches` on macOS, `%LOCALAPPDATA%` on Windows. Nothing is created. A relative `XDG_CACHE_HOME` is
 * ignored, as its specification asks.
 */
export function cacheDir(...inside: readonly string[]): string {
  return join(userCache(thisMachine()), 'prompt-quorum', ...inside);
}

/** The platform's folder for data that can be fetched again. */
export function userCache({ platform, home, env }: CacheEnvironment): string {
  if (platform === 'win32') return env['LOCALAPPDATA'] || join(home, 'AppData', 'Local');
  if (platform === 'darwin') return join(home, 'Library', 'Caches');
  const xdg = env['XDG_CACHE_HOME'];
  return xdg?.startsWith('/') ? xdg : join(home, '.cache');
}
