import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, createWriteStream, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { lastWords, nodeFirst, stopGroup, withoutOuterVSCode } from './process.ts';
import { inProject } from './project.ts';
import { Refusal } from './refusal.ts';

export interface ServeOptions {
  /** The server build of VS Code, from `ensureVSCode`. */
  readonly vscode: string;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** Whether every folder counts as trusted; false leaves the question to the window. Default true. */
  readonly trusted?: boolean;
  readonly settings?: Settings;
  /** Folders of extensions to install. */
  readonly extensions?: readonly string[];
  /** Added to the environment of the server and of its extension hosts. */
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export type Settings = Readonly<Record<string, unknown>>;

/** A running VS Code server with data folders of its own. */
export interface Server {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly pid: number;
  /** Holds `User/`, `Machine/`, `logs/` and `server.log`; removed by `stop`. */
  readonly dataFolder: string;
  /** Replaces the user's and the machine's settings; open windows follow. */
  writeSettings(settings: Settings): void;
  /** Resolves when the server has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  /** Ends the server and every process it started. */
  stop(): Promise<void>;
}

/** Starts the VS Code server and waits until it answers. */
export async function serve(options: ServeOptions): Promise<Server> {
  if (options.port) await checkPort(options.port);
  const dataFolder = await mkdtemp(join(tmpdir(), 'prompt-quorum-vscode-'));
  const writeSettings = (settings: Settings): void => writeSettingsFiles(dataFolder, settings);
  writeSettings(options.settings ?? {});
  for (const folder of options.extensions ?? []) installExtension(folder, dataFolder);
  const child = start(options, dataFolder);
  const ended = once(child, 'exit').catch(() => undefined);
  const stop = async (): Promise<void> => {
    await stopGroup(child);
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const port = await announcedPort(child, dataFolder, options.signal);
    return {
      origin: `http://127.0.0.1:${port}`,
      pid: child.pid ?? 0,
      dataFolder,
      writeSettings,
      ended,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The server says nothing of a port that is taken, so it is tried first. */
async function checkPort(port: number): Promise<void> {
  const probe = createServer();
  try {
    await once(probe.listen(port, '127.0.0.1'), 'listening');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Refusal(
      `Port ${port} cannot be used (${reason}): choose another with --port, or leave it out.`,
    );
  } finally {
    probe.close();
  }
}

/** VS Code takes over whatever lies in the folder when it first starts. */
function installExtension(folder: string, dataFolder: string): void {
  cpSync(folder, join(dataFolder, 'extensions', basename(folder)), { recursive: true });
}

function writeSettingsFiles(dataFolder: string, settings: Settings): void {
  for (const scope of ['User', 'Machine']) {
    mkdirSync(join(dataFolder, scope), { recursive: true });
    writeFileSync(join(dataFolder, scope, 'settings.json'), JSON.stringify(settings, undefined, 2));
  }
}

function start(
  { vscode, port = 0, trusted = true, env = {} }: ServeOptions,
  dataFolder: string,
): ChildProcess {
  const args = [
    inProject('scripts', 'serverProcess.ts'),
    join(vscode, 'out', 'server-main.js'),
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--without-connection-token',
    '--accept-server-license-terms',
    '--enable-smoke-test-driver',
    '--telemetry-level',
    'off',
    ...(trusted ? ['--disable-workspace-trust'] : []),
    '--user-data-dir',
    dataFolder,
    '--server-data-dir',
    join(dataFolder, 'server'),
    '--extensions-dir',
    join(dataFolder, 'extensions'),
  ]; // prettier-ignore
  return spawn(process.execPath, args, {
    // A group of its own, so that one signal reaches the extension hosts and what they started.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...withoutOuterVSCode(nodeFirst(process.env)), ...env },
  });
}

async function announcedPort(child: ChildProcess, dataFolder: string, signal?: AbortSignal): Promise<string> {
  const log = createWriteStream(join(dataFolder, 'server.log'));
  log.on('error', () => {});
  const lines: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  for (const input of [child.stdout, child.stderr]) {
    if (input === null) continue;
    createInterface({ input }).on('line', (line) => {
      log.write(`${line}\n`);
      if (lines.length < 200) lines.push(line);
      const port = /Extension host agent listening on (\d+)/.exec(line)?.[1];
      if (port !== undefined) resolve(port);
    });
  }
  const refuse = (): void =>
    reject(new Refusal(`VS Code did not start; it said "${lastWords(lines)}": run this again.`));
  child.once('exit', refuse).once('error', reject);
  const deadline = setTimeout(refuse, 60_000);
  const aborted = (): void => reject(signal?.reason);
  signal?.addEventListener('abort', aborted, { once: true });
  try {
    return await promise;
  } finally {
    clearTimeout(deadline);
    signal?.removeEventListener('abort', aborted);
  }
}

/** The last `count` lines the server printed. */
function serverLog(dataFolder: string, count: number): string {
  try {
    return readFileSync(join(dataFolder, 'server.log'), 'utf8').split('\n').slice(-count).join('\n');
  } catch {
    return '';
  }
}

/** The log of the extension hosts that ran in this server, or what the server printed where there is none. */
export function extensionHostLog({ dataFolder }: Pick<Server, 'dataFolder'>): string {
  const files = globSync('**/remoteexthost.log', { cwd: dataFolder });
  const texts = files.map((file) => readFileSync(join(dataFolder, file), 'utf8'));
  return [...texts, serverLog(dataFolder, 60)].join('\n');
}
