// Bundles the extension, the terminal front end, their workers and the panel page into dist/.
import { cp, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { context } from 'esbuild';
import { languages } from './src/detect/languages/index.ts';

const watch = process.argv.includes('--watch');
const metafile = process.argv.includes('--metafile');

const shared = { bundle: true, sourcemap: true, minify: !watch, logLevel: 'warning', legalComments: 'none' };

/** Entries share chunks; whatever is imported with `import()` stays a chunk of its own and loads on first use. */
const nodeBuild = {
  ...shared,
  entryPoints: {
    extension: 'src/extension.ts',
    cli: 'src/cli/main.ts',
    detectWorker: 'src/detect/worker.ts',
    historyWorker: 'src/history/worker.ts',
    checksWorker: 'src/trials/checking/worker.ts',
    localServer: 'src/local/server.ts',
  },
  outdir: 'dist',
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  // jsonc-parser's CommonJS build hides its own require() calls from the bundler.
  mainFields: ['module', 'main'],
  // Imported lazily, a CommonJS module would have its default export alone.
  alias: { yaml: fileURLToPath(new URL('node_modules/yaml/browser/index.js', import.meta.url)) },
  target: 'node22',
  external: ['vscode', 'node-llama-cpp'],
  // CommonJS dependencies call require(), which ES modules do not have.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  metafile,
};

const pageBuild = {
  ...shared,
  entryPoints: { panel: 'src/panel/web/main.ts' },
  outdir: 'dist/web',
  format: 'iife',
  platform: 'browser',
  target: 'chrome130',
  loader: { '.ttf': 'file' },
};

const grammars = [...new Set(languages.map(({ grammar }) => grammar))];

async function copyAssets() {
  await mkdir('dist/grammars', { recursive: true });
  await cp('node_modules/web-tree-sitter/web-tree-sitter.wasm', 'dist/grammars/web-tree-sitter.wasm');
  for (const name of grammars) {
    const file = `tree-sitter-${name}.wasm`;
    await cp(`node_modules/@vscode/tree-sitter-wasm/wasm/${file}`, `dist/grammars/${file}`);
  }
}

/** Parts of earlier builds stay for a day: a window that is open still loads from them. `--clean` leaves none. */
async function removeOldParts() {
  if (process.argv.includes('--clean')) return rm('dist', { recursive: true, force: true });
  const yesterday = Date.now() - 24 * 60 * 60 * 1000;
  for (const file of await readdir('dist/chunks').catch(() => [])) {
    const path = `dist/chunks/${file}`;
    if ((await stat(path)).mtimeMs < yesterday) await rm(path);
  }
}

if (!watch) await removeOldParts();
const builds = await Promise.all([context(nodeBuild), context(pageBuild)]);
await copyAssets();
if (watch) await Promise.all(builds.map((build) => build.watch()));
else {
  const [nodeResult] = await Promise.all(builds.map((build) => build.rebuild()));
  if (metafile) await writeFile('dist/meta.json', JSON.stringify(nodeResult.metafile));
  await Promise.all(builds.map((build) => build.dispose()));
}
