import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Locale } from '../../../src/base/text.ts';
import { runCli } from '../../../src/cli/run.ts';
import type { Output } from '../../../src/cli/terminal.ts';

/** What a command line did. */
export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** Standard output as JSON lines. */
  lines(): readonly Record<string, unknown>[];
}

/** A folder with files, thrown away after the test; its own history lies in `home`. */
export interface Folder {
  readonly path: string;
  readonly home: string;
  write(name: string, content: string | Uint8Array): void;
  /** Runs a command line in this process. */
  run(argv: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** Starts a command line as a process of its own. */
  start(argv: readonly string[], env?: Readonly<Record<string, string>>): Started;
  dispose(): void;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly locale?: Locale;
  readonly isTerminal?: boolean;
}

export interface Started {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly done: Promise<Outcome>;
  /** Resolves once standard output holds so many whole lines. */
  lines(count: number): Promise<void>;
}

const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));

export function createFolder(files: Readonly<Record<string, string>> = {}): Folder {
  const path = mkdtempSync(join(tmpdir(), 'cli-'));
  const home = mkdtempSync(join(tmpdir(), 'cli-home-'));
  const write: Folder['write'] = (name, content) => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return {
    path,
    home,
    write,
    run: (argv, options) => runHere(argv, path, home, options),
    start: (argv, env = {}) => startProcess(argv, path, home, env),
    dispose() {
      rmSync(path, { recursive: true, force: true });
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function runHere(
  argv: readonly string[],
  cwd: string,
  home: string,
  { env = {}, locale = 'en', isTerminal = false }: RunOptions = {},
): Promise<Outcome> {
  const texts = { out: '', err: '' };
  const output = (name: 'out' | 'err'): Output => ({
    isTerminal,
    color: false,
    columns: () => 100,
    write: (text) => {
      texts[name] += text;
    },
  });
  const code = await runCli(argv, {
    out: output('out'),
    err: output('err'),
    env: { ...env, PROMPT_QUORUM_HOME: home },
    cwd,
    locale,
    signal: new AbortController().signal,
  });
  return outcomeOf(code, texts.out, texts.err);
}

function startProcess(
  argv: readonly string[],
  cwd: string,
  home: string,
  env: Readonly<Record<string, string>>,
): Started {
  const child = spawn(process.execPath, [main, ...argv], {
    cwd,
    env: {
      PATH: process.env['PATH'],
      ELECTRON_RUN_AS_NODE: '1',
      LC_ALL: 'C',
      PROMPT_QUORUM_HOME: home,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    texts.out += piece;
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    texts.err += piece;
  });
  const done = new Promise<Outcome>((resolve) => {
    child.once('close', (code) => resolve(outcomeOf(code, texts.out, texts.err)));
  });
  const lines = (count: number) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (texts.out.split('\n').length <= count) return;
        child.stdout.off('data', look);
        resolve();
      };
      child.stdout.on('data', look);
      child.once('close', () => resolve());
      look();
    });
  return { child, done, lines };
}

function outcomeOf(code: number | null, out: string, err: string): Outcome {
  return {
    ...{ code, out, err },
    lines: () =>
      out
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}
