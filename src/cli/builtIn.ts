import { createInterface } from 'node:readline/promises';
import { Emitter } from '../base/events.ts';
import { phrase, say } from '../base/text.ts';
import { createLocalModel, type LocalModel } from '../local/process.ts';
import { builtInModel } from '../local/setup/builtInModel.ts';
import { ensureBuiltInModel, type SetupProgress } from '../local/setup.ts';
import type { LocalServer } from '../models/types.ts';
import { packageFile, runsFromSource } from './packageFiles.ts';
import { type Terminal, usageError } from './terminal.ts';
import { texts } from './texts.ts';

/** The built-in model of a terminal; nothing is fetched or started before its endpoint is asked for. */
export interface TerminalModel extends LocalServer {
  dispose(): Promise<void>;
}

/** The built-in model, set up where it is not yet, after asking, once it is needed. */
export function createBuiltIn(terminal: Terminal, download: boolean): TerminalModel {
  const crashes = new Emitter<void>();
  let started: Promise<LocalModel> | undefined;
  const start = async (signal: AbortSignal) => {
    const model = await setUp(terminal, download, signal);
    model.onCrash(() => crashes.fire());
    return model;
  };
  return {
    modelId: builtInModel.id,
    onCrash: crashes.on,
    async endpoint(signal) {
      started ??= start(signal);
      return (await started).endpoint(signal);
    },
    async dispose() {
      const model = await started?.catch(() => undefined);
      await model?.stop();
      model?.dispose();
    },
  };
}

async function setUp(terminal: Terminal, download: boolean, signal: AbortSignal): Promise<LocalModel> {
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
