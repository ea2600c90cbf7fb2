import { runCli } from './run.ts';
import { type Output, preferredLocale, type Terminal } from './terminal.ts';

/** Runs the command line of this process and sets its exit code; a first Ctrl-C stops cleanly, a second one at once. */
export async function runInProcess(): Promise<void> {
  muteSqliteWarning();
  const stop = new AbortController();
  stopOnSignals(stop);
  stopWhenClosed(process.stdout, stop);
  stopWhenClosed(process.stderr, stop);
  const terminal: Terminal = {
    out: outputOf(process.stdout),
    err: outputOf(process.stderr),
    env: process.env,
    cwd: process.cwd(),
    locale: preferredLocale(process.env),
    signal: stop.signal,
  };
  process.exitCode = await runCli(process.argv.slice(2), terminal);
}

/** What a signal's number adds to, by custom of the shells. */
const signalBase = 128;
const stopSignals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

function stopOnSignals(stop: AbortController): void {
  for (const [signal, number] of Object.entries(stopSignals)) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(signalBase + number);
      stop.abort(signal);
    });
  }
}

/** A reader that has gone (`| head`) ends the work quietly. */
function stopWhenClosed(stream: NodeJS.WriteStream, stop: AbortController): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    stop.abort('closed');
  });
}

function outputOf(stream: NodeJS.WriteStream): Output {
  const isTerminal = stream.isTTY === true;
  return {
    isTerminal,
    color: isTerminal && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
    columns: () => stream.columns ?? 100,
    write: (text) => {
      if (stream.writable) stream.write(text);
    },
  };
}

/** Node 22 calls its SQLite experimental on every start; the user can do nothing about it. */
function muteSqliteWarning(): void {
  const others = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name === 'ExperimentalWarning' && warning.message.includes('SQLite')) return;
    for (const listener of others) listener(warning);
  });
}
