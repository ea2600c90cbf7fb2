import { ProblemError } from '../src/base/problem.ts';
import { ensureBuiltInModel, type SetupProgress } from '../src/local/setup.ts';
import { Refusal } from './refusal.ts';
import type { SetUpOptions } from './vscode.ts';

/** Makes sure the built-in model and its runtime are in the user's cache. */
export async function ensureModel({ onProgress, signal }: Required<SetUpOptions>): Promise<void> {
  const report = thinned(onProgress);
  try {
    await ensureBuiltInModel({ signal, onProgress: report });
  } catch (error) {
    throw error instanceof ProblemError ? new Refusal(error.message) : error;
  }
}

/** Passes on what says something new: each step once and then every tenth of it. */
export function thinned(onProgress: (message: string) => void): (progress: SetupProgress) => void {
  let last = '';
  return (progress) => {
    const { key, message } = describeProgress(progress);
    if (key === last) return;
    last = key;
    onProgress(`Built-in model: ${message}`);
  };
}

function describeProgress({ step, source, done, total, unit }: SetupProgress): {
  key: string;
  message: string;
} {
  if (step === 'waiting') return { key: step, message: 'waiting for another set-up of it' };
  const tenth = total === 0 ? 0 : Math.floor((10 * done) / total);
  const amount =
    unit === 'bytes' ? `${megabytes(done)} of ${megabytes(total)} MB` : `${done} of ${total} packages`;
  const what = step === 'model' ? 'the model' : 'what runs it';
  return {
    key: `${step} ${source} ${tenth}`,
    message: `fetching ${what} from ${source ?? 'the network'}, ${amount}`,
  };
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
