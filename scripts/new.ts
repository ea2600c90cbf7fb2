// npm run new <kind> <id>: starts the one file that a new rule, technique, extractor, comparer, check or stop rule consists of.
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatTypeScript } from './generate/files.ts';
import { scaffolds } from './new/scaffolds.ts';

const root = new URL('../', import.meta.url);

function create(kind: string, id: string): string {
  const scaffold = scaffolds[kind];
  if (scaffold === undefined || !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)) {
    const kinds = Object.keys(scaffolds).join('|');
    return `Usage: npm run new ${kinds} ID, where ID is lower-case words joined by hyphens.`;
  }
  const name = id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const path = `${scaffold.folder}/${name}.ts`;
  const url = new URL(path, root);
  if (existsSync(url)) return `${path} exists already; choose another id.`;
  writeFileSync(url, formatTypeScript(root, path, scaffold.source(id, name)));
  return `Wrote ${fileURLToPath(url)}. Fill it in, then run: npm run generate`;
}

const [kind = '', id = ''] = process.argv.slice(2);
const outcome = create(kind, id);
console.log(outcome);
if (!outcome.startsWith('Wrote')) process.exitCode = 2;
