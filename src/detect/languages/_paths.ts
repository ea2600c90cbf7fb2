/** The folder of a path, `''` for the workspace's own. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** A path seen from a folder of the workspace; `undefined` where it leaves the workspace. */
export function joinPaths(folder: string, relative: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** A folder and those around it, from the inside out; `''` is the workspace's own. */
export function foldersAround(folder: string): readonly string[] {
  const folders = [folder];
  for (let inner = folder; inner !== ''; folders.push(inner)) inner = folderOf(inner);
  return folders;
}
