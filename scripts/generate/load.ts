import { existsSync } from 'node:fs';
import type { Entry } from '../../src/base/registry.ts';

/** Imports a registry by its folder; empty while the folder has no index. */
export async function loadRegistry<T extends Entry = Entry>(
  root: URL,
  folder: string,
): Promise<readonly T[]> {
  const index = new URL(`${folder}/index.ts`, root);
  if (!existsSync(index)) return [];
  const exports: Readonly<Record<string, unknown>> = await import(index.href);
  const entries = exports[folder.slice(folder.lastIndexOf('/') + 1)];
  if (!Array.isArray(entries)) throw new Error(`${folder}/index.ts must export the registry's list`);
  return entries;
}
