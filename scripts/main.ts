import { errorText } from './refusal.ts';

/** Runs a script: Ctrl-C and SIGTERM abort `signal`, an error becomes its sentence, and the exit code says how it went. */
export async function main(script: (signal: AbortSignal) => Promise<number>): Promise<void> {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort());
  const watch = stopWithParent(stop);
  try {
    process.exitCode = await script(stop.signal);
  } catch (error) {
    process.exitCode = stop.signal.aborted ? 130 : 1;
    if (!stop.signal.aborted) console.error(errorText(error));
  } finally {
    clearInterval(watch);
  }
}

/** npm puts a shell between itself and a script, and the shell passes no SIGTERM on: its end is the sign to stop. */
function stopWithParent(stop: AbortController): NodeJS.Timeout | undefined {
  if (process.env['npm_lifecycle_event'] === undefined) return undefined;
  const parent = process.ppid;
  return setInterval(() => process.ppid !== parent && stop.abort(), 500).unref();
}
