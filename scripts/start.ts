import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildExtension } from './build.ts';
import { runDesktop } from './desktopCode.ts';
import { main } from './main.ts';
import { ensureModel } from './model.ts';
import { inProject, projectRoot } from './project.ts';
import { Refusal } from './refusal.ts';
import { basics, checkRequirements } from './requirements.ts';
import { serve } from './serve.ts';
import { ensureVSCode } from './vscode.ts';
import { demonstrationSettings, windowAddress } from './window.ts';

const help = `npm start [-- OPTIONS]

Builds the extension and opens VS Code with it on samples/. The first time, VS Code and the built-in model are fetched
into your cache.

  --desktop       use the installed desktop VS Code (always so on macOS and Windows)
  --folder PATH   open this folder instead of samples/
  --port N        the port to serve VS Code on (default: any free port)
  --no-open       do not open a browser, only print the address
  --no-model      do not fetch the built-in model
  --help          print this`;

await main(async (signal) => {
  const options = parseOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(help);
    return 0;
  }
  const onProgress = (message: string): void => console.log(message);
  checkRequirements(basics);
  onProgress('Building the extension');
  await buildExtension(signal);
  const vscode = options.desktop ? undefined : await ensureVSCode({ onProgress, signal });
  if (options.model) await ensureModel({ onProgress, signal });
  const window = { folder: options.folder, extension: projectRoot };
  if (vscode === undefined) await runDesktop({ ...window, settings: demonstrationSettings, signal });
  else await runServer({ ...window, vscode, port: options.port, open: options.open, signal });
  console.log('Stopped.');
  return 0;
});

interface StartOptions {
  readonly desktop: boolean;
  readonly folder: string;
  readonly port: number;
  readonly open: boolean;
  readonly model: boolean;
}

function parseOptions(args: readonly string[]): StartOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      desktop: { type: 'boolean', default: process.platform !== 'linux' },
      folder: { type: 'string' },
      port: { type: 'string', default: '0' },
      'no-open': { type: 'boolean', default: false },
      'no-model': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Refusal(`"${values.port}" is no port: give a number from 1 to 65535, or leave --port out.`);
  }
  const folder = values.folder === undefined ? inProject('samples') : resolve(values.folder);
  if (!existsSync(folder)) throw new Refusal(`There is no folder ${folder}: give --folder an existing one.`);
  return { desktop: values.desktop, folder, port, open: !values['no-open'], model: !values['no-model'] };
}

interface ServerWindow {
  readonly vscode: string;
  readonly folder: string;
  readonly extension: string;
  readonly port: number;
  readonly open: boolean;
  readonly signal: AbortSignal;
}

/** Serves the window until `signal` aborts or the server ends. */
async function runServer({ vscode, port, folder, extension, open, signal }: ServerWindow): Promise<void> {
  const server = await serve({ vscode, port, settings: demonstrationSettings, signal });
  try {
    const address = windowAddress({ origin: server.origin, folder, extension });
    console.log(
      `\nPrompt Quorum runs in VS Code. Open this address in a browser:\n\n  ${address}\n\nCtrl-C stops it.\n`,
    );
    if (open) openBrowser(address);
    await Promise.race([once(signal, 'abort'), server.ended]);
    if (!signal.aborted) throw new Refusal('VS Code ended unexpectedly: run npm start again.');
  } finally {
    await server.stop();
  }
}

/** Opens the address where there is a desktop to open it on; elsewhere the printed address has to do. */
function openBrowser(address: string): void {
  const hasScreen = process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  if (!process.stdout.isTTY || !hasScreen) return;
  spawn('xdg-open', [address], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
