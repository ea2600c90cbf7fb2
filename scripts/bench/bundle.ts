// Prints the size of each entry with everything it loads at once, and of the parts that load on first use.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inProject, projectRoot } from '../project.ts';

interface Output {
  readonly bytes: number;
  readonly entryPoint?: string;
  readonly imports: readonly { readonly path: string; readonly kind: string; readonly external?: boolean }[];
}

execFileSync(process.execPath, ['esbuild.js', '--metafile'], { cwd: projectRoot });
const { outputs }: { readonly outputs: Readonly<Record<string, Output>> } = JSON.parse(
  readFileSync(inProject('dist', 'meta.json'), 'utf8'),
);
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} KB`;

const loadedAtOnce = new Set<string>();
for (const [file, { entryPoint }] of Object.entries(outputs)) {
  if (entryPoint === undefined || !/^dist\/\w+\.js$/.test(file)) continue;
  const files = withStaticImports(file);
  for (const one of files) loadedAtOnce.add(one);
  const bytes = files.reduce((sum, one) => sum + (outputs[one]?.bytes ?? 0), 0);
  const aim = file === 'dist/extension.js' ? ' (aim: at most 500 KB)' : '';
  console.log(`bundle ${file}: ${kilobytes(bytes)} before lazy parts${aim}`);
}
const lazy = Object.entries(outputs).filter(
  ([file]) => file.endsWith('.js') && !loadedAtOnce.has(file) && file.includes('chunks/'),
);
for (const [file, { bytes }] of lazy.sort(([, a], [, b]) => b.bytes - a.bytes).slice(0, 8))
  console.log(`  lazy ${file.replace(/.*\/(.*)-\w+\.js$/, '$1')}: ${kilobytes(bytes)}`);

function withStaticImports(entry: string): readonly string[] {
  const seen = new Set([entry]);
  for (const file of seen) {
    for (const { path, kind, external } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && external !== true) seen.add(path);
  }
  return [...seen];
}
