import { errorText } from './refusal.ts';

/** Runs a script: Ctrl-C and SIGTERM abort `signal`, an error becomes its sentence, and the exit code says how it went. */
export async function main(script: (signal: AbortSignal) => Promise<number>): Promise<void> {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort());
  try {
    process.exitCode = await script(stop.signal);
  } catch (error) {
    process.exitCode = stop.signal.aborted ? 130 : 1;
    if (!stop.signal.aborted) console.error(errorText(error));
  }
}
