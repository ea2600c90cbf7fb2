import { globSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { inProject, projectRoot } from '../project.ts';

/** Where the bundled tests are, `run.js` among them. */
export const bundledTests = inProject('out', 'host');

/** Bundles the unit tests and the in-host tests for the extension host; packages stay outside and are imported as usual. */
export async function bundleTests(): Promise<void> {
  await rm(bundledTests, { recursive: true, force: true });
  await build({
    absWorkingDir: projectRoot,
    entryPoints: [
      { in: 'test/host/run.ts', out: 'run' },
      ...globSync('test/{unit,host}/**/*.test.ts', { cwd: projectRoot }).map((file) => ({
        in: file,
        out: file.slice('test/'.length, -'.ts'.length),
      })),
    ],
    outdir: bundledTests,
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node22',
    packages: 'external',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
    plugins: [keepImportMeta],
  });
}

/** Lets a bundled file keep the address of its source, so that paths relative to it mean the same in both forms. */
const keepImportMeta: Plugin = {
  name: 'keep-import-meta',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const { href } = pathToFileURL(path);
      const contents = text
        .replaceAll('import.meta.url', JSON.stringify(href))
        .replaceAll('import.meta.dirname', JSON.stringify(path.replace(/[\\/][^\\/]+$/, '')))
        .replaceAll('import.meta.filename', JSON.stringify(path));
      return { contents, loader: 'ts' };
    });
  },
};
