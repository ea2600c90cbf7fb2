import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileFinder } from '../detect/types.ts';
import { readTextFile } from './files.ts';

/** Files that others import from, as they are on the disk. */
export const filesOnDisk: FileFinder = {
  async first(from, paths) {
    const cwd = dirname(fileURLToPath(from));
    for (const [index, path] of paths.entries()) {
      const file = await readTextFile(path, { cwd });
      if ('source' in file) return { index, file: file.source };
    }
    return undefined;
  },
  // A notebook on the disk is read as one file.
  earlier: async () => [],
};
