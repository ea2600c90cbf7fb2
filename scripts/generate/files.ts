import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Writes a file where its text differs, so that an unchanged file keeps its time. */
export function writeIfChanged(url: URL, text: string): void {
  if (existsSync(url) && readFileSync(url, 'utf8') === text) return;
  mkdirSync(new URL('./', url), { recursive: true });
  writeFileSync(url, text);
  console.log(`wrote ${fileURLToPath(url)}`);
}

/** Makes `folder` hold exactly these generated pages: writes them and removes other Markdown files. */
export function writePages(folder: URL, pages: ReadonlyMap<string, string>): void {
  for (const [name, text] of pages) writeIfChanged(new URL(name, folder), text);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.md') && !pages.has(name)) rmSync(new URL(name, folder));
  }
}

/** Formats TypeScript as the style check wants it. */
export function formatTypeScript(root: URL, path: string, source: string): string {
  const biome = fileURLToPath(new URL('node_modules/@biomejs/biome/bin/biome', root));
  return execFileSync(process.execPath, [biome, 'check', '--write', `--stdin-file-path=${path}`], {
    cwd: root,
    input: source,
    encoding: 'utf8',
  });
}

/** Reads a JSON object whose values are not looked into. */
export function readJsonObject(url: URL): Record<string, unknown> {
  const data: unknown = JSON.parse(readFileSync(url, 'utf8'));
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new Error(`${fileURLToPath(url)} must hold a JSON object`);
  }
  return { ...data };
}

/** JSON as npm writes it. */
export function toJson(data: unknown): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}
