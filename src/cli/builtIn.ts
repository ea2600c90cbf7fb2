import { createInterface } from 'node:readline/promises';
import { phrase, say } from '../base/text.ts';
import { createLocalModel, type LocalModel } from '../local/process.ts';
import { ensureBuiltInModel, type SetupProgress } from '../local/setup.ts';
import { packageFile, runsFromSource } from './packageFiles.ts';
import { type Terminal, usageError } from './terminal.ts';
import { texts } from './texts.ts';

/** Sets the built-in model up where it is not, after asking, and gives the process that runs it. */
export async function startBuiltIn(
  terminal: Terminal,
  { download = false }: { readonly download?: boolean },
  signal: AbortSignal,
): Promise<LocalModel> {
  const progress = setupProgress(terminal);
  try {
    const files = await ensureBuiltInModel({
      signal,
      onProgress: progress.show,
      consentToDownload: async (bytes) => download || (await mayDownload(bytes, terminal, signal)),
    });
    const serverEntry = packageFile(runsFromSource ? 'src/local/server.ts' : 'dist/localServer.js');
    return createLocalModel({ serverEntry, ...files });
  } finally {
    progress.clear();
  }
}

async function mayDownload(bytes: number, terminal: Terminal, signal: AbortSignal): Promise<boolean> {
  const megabytes = Math.round(bytes / 1e6);
  if (!terminal.err.isTerminal || !process.stdin.isTTY) {
    throw usageError(phrase(texts.needsDownload, { megabytes }));
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const question = say(phrase(texts.mayDownload, { megabytes }), terminal.locale);
    return /^(y|yes|是|好)$/i.test((await lines.question(question, { signal })).trim());
  } finally {
    lines.close();
  }
}

/** On a terminal one line counts up; elsewhere each step is told once. */
function setupProgress({ err, locale }: Terminal) {
  let step: SetupProgress['step'] | undefined;
  return {
    show(progress: SetupProgress) {
      const text = texts[`fetching-${progress.step}`][locale];
      const share = progress.total > 0 ? ` ${Math.floor((progress.done / progress.total) * 100)} %` : '';
      if (err.isTerminal) err.write(`\r\u001b[K${text}${share}`);
      else if (progress.step !== step) err.write(`${text}\n`);
      step = progress.step;
    },
    clear() {
      if (err.isTerminal && step !== undefined) err.write('\r\u001b[K');
    },
  };
}
