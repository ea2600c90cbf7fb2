import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The environment a data folder is chosen from; tests pass their own. */
export interface DataEnvironment {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const thisMachine = (): DataEnvironment => ({
  platform: process.platform,
  home: homedir(),
  env: process.env,
});

/**
 * The folder of the user's own data: `PROMPT_QUORUM_HOME`, else `prompt-quorum` in `$XDG_DATA_HOME` or
 * `~/.local/share` on Linux, `~/Library/Application Support` on macOS, `%APPDATA%` on Windows. Nothing is created.
 */
export function dataHome(machine: DataEnvironment = thisMachine()): string {
  const chosen = machine.env['PROMPT_QUORUM_HOME'];
  return chosen ? resolve(chosen) : join(userData(machine), 'prompt-quorum');
}

/** The history of one user: one file, shared by every window and terminal. */
export function historyFile(machine?: DataEnvironment): string {
  return join(dataHome(machine), 'history.sqlite');
}

function userData({ platform, home, env }: DataEnvironment): string {
  if (platform === 'win32') return env['APPDATA'] || join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  const xdg = env['XDG_DATA_HOME'];
  // The XDG specification asks to ignore a relative path.
  return xdg?.startsWith('/') ? xdg : join(home, '.local', 'share');
}
