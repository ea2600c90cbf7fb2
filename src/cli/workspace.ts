import { dirname, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { slashed, type TextFile } from './files.ts';
import { repositoryOf } from './walk.ts';

/** The folder a file's prompts are named by: its repository, else the folder the terminal stands in or the file's own. */
export interface Workspace {
  readonly uri: string;
  /** The file's path in it. */
  readonly path: string;
}

/** Finds the workspace of a file. */
export async function workspaceOf({ location }: Pick<TextFile, 'location'>, cwd: string): Promise<Workspace> {
  const inside = !relative(cwd, location).startsWith('..');
  const folder = (await repositoryOf(dirname(location))) ?? (inside ? cwd : dirname(location));
  return { uri: pathToFileURL(folder).href, path: slashed(relative(folder, location)) };
}
