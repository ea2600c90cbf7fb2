import { spawn } from 'node:child_process';

/** A program with the arguments that always come first, such as `python3 -m pip`. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** A batch file on Windows, which only a shell can run there; its arguments must be plain words. */
  readonly batch?: boolean;
}

export interface CommandResult {
  /** `undefined` where the program does not exist. */
  readonly code: number | undefined;
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine?: (line: string) => void;
}

const keptOutput = 20_000;

/** Runs a program to its end; both outputs come back joined. Rejects only when aborted. */
export async function runCommand(
  { program, args, batch = false }: Command,
  more: readonly string[],
  { cwd, env, onLine }: CommandOptions,
  signal: AbortSignal,
): Promise<CommandResult> {
  signal.throwIfAborted();
  const shell = batch && process.platform === 'win32';
  const child = spawn(program, [...args, ...more], {
    cwd,
    env,
    shell,
    signal,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let line = '';
  const read = (piece: string) => {
    output = (output + piece).slice(-keptOutput);
    const lines = (line + piece).split('\n');
    line = lines.pop() ?? '';
    for (const whole of lines) onLine?.(whole);
  };
  child.stdout.setEncoding('utf8').on('data', read);
  child.stderr.setEncoding('utf8').on('data', read);
  const code = await new Promise<number | undefined>((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('close', (exitCode) => resolve(exitCode ?? 1));
  });
  signal.throwIfAborted();
  return { code, output };
}
