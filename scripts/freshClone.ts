import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { browserArguments, ensureBrowser } from './browser.ts';
import { main } from './main.ts';
import { lastWords, mustRun, stopGroup } from './process.ts';
import { projectRoot } from './project.ts';
import { Refusal } from './refusal.ts';

const help = `npm run test:clone [-- --keep] [-- --start-only]

Does what the README tells a newcomer to do, in a fresh clone of the last commit with an empty home folder and empty
caches: "npm ci && npm start" until a browser shows the samples with the extension at work, Ctrl-C, then
"npm ci && npm test". --start-only leaves the tests out; --keep keeps the folder.`;

await main(async (signal) => {
  const { values } = parseArgs({
    options: {
      keep: { type: 'boolean', default: false },
      'start-only': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const folder = await mkdtemp(join(tmpdir(), 'prompt-quorum-clone-'));
  try {
    const newcomer = await settle(folder, signal);
    await timed('npm ci', () => newcomer.run(['ci']));
    await timed('npm start, browser, Ctrl-C', () => tryStart(newcomer, signal));
    if (values['start-only']) return 0;
    await timed('npm ci', () => newcomer.run(['ci']));
    const lines = await timed('npm test', () => newcomer.run(['test']));
    console.log(lines.at(-1));
    return 0;
  } finally {
    if (values.keep) console.log(`Kept ${folder}`);
    else await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
});

/** A clone and the environment of somebody who has never used it. */
interface Newcomer {
  readonly clone: string;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Runs npm to its end, output shown; refuses when it fails. */
  run(args: readonly string[]): Promise<readonly string[]>;
}

async function settle(folder: string, signal: AbortSignal): Promise<Newcomer> {
  const clone = join(folder, 'prompt-quorum');
  const home = join(folder, 'home');
  await mkdir(home);
  await mustRun('The clone failed', 'git', ['clone', '--quiet', projectRoot, clone], { signal });
  const env = newcomersEnvironment(home);
  const run = async (args: readonly string[]): Promise<readonly string[]> => {
    const child = startNpm(args, clone, env);
    const lines = collect(child);
    const stop = (): void => void stopGroup(child);
    signal.addEventListener('abort', stop, { once: true });
    const [code] = (await once(child, 'close')) as [number | null];
    signal.removeEventListener('abort', stop);
    if (code !== 0)
      throw new Refusal(`npm ${args.join(' ')} failed in a fresh clone: ${lastWords(lines, 5)}`);
    return lines;
  };
  return { clone, folder, env, run };
}

/** This environment without what npm, this project's Node and the user's own folders add to it. */
function newcomersEnvironment(home: string): NodeJS.ProcessEnv {
  const own = /^(npm_|XDG_|PROMPT_QUORUM_|INIT_CWD$|NODE$|COLOR$)/;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const path = folders.filter((folder) => !/node_modules|node-gyp-bin/.test(folder)).join(delimiter);
  return { ...Object.fromEntries(kept), HOME: home, USERPROFILE: home, LOCALAPPDATA: home, PATH: path };
}

/** A process group of its own, as a terminal would give it, so that Ctrl-C can be played. */
function startNpm(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): ChildProcess {
  return spawn('npm', args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
}

function collect(child: ChildProcess, onLine: (line: string) => void = () => {}): string[] {
  const lines: string[] = [];
  for (const input of [child.stdout, child.stderr]) {
    if (input === null) continue;
    createInterface({ input }).on('line', (line) => {
      console.log(`  | ${line}`);
      lines.push(line);
      onLine(line);
    });
  }
  return lines;
}

async function tryStart({ clone, folder, env }: Newcomer, signal: AbortSignal): Promise<void> {
  const child = startNpm(['start'], clone, env);
  try {
    const address = await announcedAddress(child, signal);
    await lookAtSamples(address, join(clone, 'samples'), signal);
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    await Promise.race([once(child, 'close'), sleep(15_000)]);
    await sleep(1000);
    const left = processesIn(folder);
    if (left.length > 0) throw new Refusal(`After Ctrl-C these still run:\n${left.join('\n')}`);
  } finally {
    await stopGroup(child);
  }
}

async function announcedAddress(child: ChildProcess, signal: AbortSignal): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const lines = collect(child, (line) => {
    const address = /http:\/\/127\.0\.0\.1:\d+\/\?\S+/.exec(line)?.[0];
    if (address !== undefined) resolve(address);
  });
  child.once('close', () => reject(new Refusal(`npm start ended: ${lastWords(lines, 5)}`)));
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  return promise;
}

/** The extension is at work when a code lens stands above the prompt of a sample. */
async function lookAtSamples(address: string, samples: string, signal: AbortSignal): Promise<void> {
  const files = await readdir(samples, { recursive: true });
  const sample = files.find((file) => /\.prompt(\.txt|\.md|\.yml)?$|SKILL\.md$/.test(file));
  if (sample === undefined) throw new Refusal('There is no prompt file in samples/: add one.');
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(console.error, signal),
    args: [...browserArguments],
    handleSIGINT: false,
  });
  try {
    const page = await browser.newPage();
    await page.goto(address);
    await page
      .getByRole('tree', { name: /Explorer/ })
      .getByRole('treeitem')
      .first()
      .waitFor({ timeout: 60_000 });
    await page.keyboard.press('ControlOrMeta+P');
    await page.locator('.quick-input-widget input[type="text"]').fill(sample);
    await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.codelens-decoration a').first().waitFor({ timeout: 60_000 });
    console.log(`  the browser shows a code lens in samples/${sample}`);
  } finally {
    await browser.close();
  }
}

function processesIn(folder: string): readonly string[] {
  const all = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return all.filter((line) => line.includes(folder));
}

async function timed<T>(title: string, work: () => Promise<T>): Promise<T> {
  console.log(`\n== ${title}`);
  const started = Date.now();
  const result = await work();
  console.log(`== ${title}: ${Math.round((Date.now() - started) / 1000)} s`);
  return result;
}
