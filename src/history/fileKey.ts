/**
 * One spelling for a file however it was reached: the workspace's URI (decoded, drive letter in lower case, no slash at
 * the end) and the path in it. Editors write `file:///c%3A/work`, Node writes `file:///C:/work`; a terminal may stand in
 * a folder of the editor's workspace. All of them give the same key.
 */
export function fileKey(workspace: string, path: string): string {
  return `${workspaceKey(workspace)}/${path.replaceAll('\\', '/').replace(/^(\.?\/)+/, '')}`;
}

/** The workspace's part of a {@link fileKey}. */
export function workspaceKey(workspace: string): string {
  return decode(workspace)
    .replace(
      /^(file:\/\/\/)([A-Za-z]):/,
      (_all, scheme: string, drive: string) => `${scheme}${drive.toLowerCase()}:`,
    )
    .replace(/\/+$/, '');
}

/** The path of a file key relative to a workspace; the whole key where the file lies elsewhere. */
export function pathInWorkspace(file: string, workspace: string): string {
  const folder = `${workspaceKey(workspace)}/`;
  return file.startsWith(folder) ? file.slice(folder.length) : file;
}

/** The range of keys below a folder: '0' follows '/' in every encoding. */
export function inside(folder: string): readonly [string, string] {
  return [`${folder}/`, `${folder}0`];
}

function decode(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
