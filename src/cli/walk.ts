import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { slashed } from './files.ts';

/** A file found; `named` where the user wrote its path, so that failing to read it matters. */
export interface FoundFile {
  readonly path: string;
  readonly named: boolean;
}

/** A named path that is not there, or cannot be looked at. */
export interface MissingPath {
  readonly path: string;
  readonly error: unknown;
}

/** Folders of other people's code and of tools. */
const skippedFolders = new Set(['.git', '.hg', '.svn', 'node_modules', '__pycache__', '.venv', 'venv']);

/**
 * The files below some paths, in a stable order: files as named, folders walked by name. Left out are what `.gitignore`
 * files name (those above included, up to the repository), tools' folders and links; a path the user wrote is always taken.
 */
export async function* walk(paths: readonly string[], cwd: string): AsyncGenerator<FoundFile | MissingPath> {
  const seen = new Set<string>();
  for (const path of paths.length > 0 ? paths : ['.']) {
    for await (const found of walkPath(path, cwd)) {
      const location = resolve(cwd, found.path);
      if (!seen.has(location)) yield found;
      seen.add(location);
    }
  }
}

async function* walkPath(path: string, cwd: string): AsyncGenerator<FoundFile | MissingPath> {
  try {
    const location = resolve(cwd, path);
    if ((await stat(location)).isDirectory()) {
      const above = await rulesAbove(location);
      // Who names an ignored folder wants what is in it.
      yield* walkFolder(path, location, isIgnored(`${location}/`, above) ? [] : above);
    } else yield { path: slashed(path), named: true };
  } catch (error) {
    yield { path: slashed(path), error };
  }
}

interface IgnoreRules {
  readonly folder: string;
  readonly rules: Ignore;
}

async function* walkFolder(
  path: string,
  location: string,
  above: readonly IgnoreRules[],
): AsyncGenerator<FoundFile> {
  const rules = [...(await rulesIn(location)), ...above];
  for (const entry of await entriesOf(location)) {
    const inside = join(location, entry.name);
    const shown = path === '.' ? entry.name : join(path, entry.name);
    if (entry.isDirectory()) {
      if (!skippedFolders.has(entry.name) && !isIgnored(`${inside}/`, rules))
        yield* walkFolder(shown, inside, rules);
    } else if (entry.isFile() && !isIgnored(inside, rules)) yield { path: slashed(shown), named: false };
  }
}

/** A folder inside that may not be read holds nothing for this user. */
async function entriesOf(location: string): Promise<readonly Dirent[]> {
  const entries = await readdir(location, { withFileTypes: true }).catch(() => []);
  return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** The nearest `.gitignore` that says something of a path decides. */
function isIgnored(location: string, rules: readonly IgnoreRules[]): boolean {
  for (const { folder, rules: own } of rules) {
    const inside = relative(folder, location).replaceAll('\\', '/');
    const { ignored, unignored } = own.test(location.endsWith('/') ? `${inside}/` : inside);
    if (ignored || unignored) return ignored;
  }
  return false;
}

async function rulesIn(folder: string): Promise<readonly IgnoreRules[]> {
  const text = await readFile(join(folder, '.gitignore'), 'utf8').catch(() => undefined);
  return text === undefined ? [] : [{ folder, rules: ignore().add(text) }];
}

/** Rules of the folders above, up to the repository's root, nearest first; none outside a repository. */
async function rulesAbove(location: string): Promise<readonly IgnoreRules[]> {
  const root = await repositoryOf(location);
  if (root === undefined || root === location) return [];
  const found: IgnoreRules[] = [];
  for (let folder = dirname(location); ; folder = dirname(folder)) {
    found.push(...(await rulesIn(folder)));
    if (folder === root) return found;
  }
}

/** The folder with `.git` that holds a path, or `undefined`. */
export async function repositoryOf(location: string): Promise<string | undefined> {
  for (let folder = location; ; folder = dirname(folder)) {
    if (await exists(join(folder, '.git'))) return folder;
    if (basename(folder) === '') return undefined;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
