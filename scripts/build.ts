import { mustRun } from './process.ts';
import { projectRoot } from './project.ts';

/** Bundles the extension, the terminal front end and the panel page into dist/. */
export async function buildExtension(signal: AbortSignal): Promise<void> {
  await mustRun('The build failed', process.execPath, ['esbuild.js'], {
    cwd: projectRoot,
    signal,
    onLine: console.error,
  });
}
