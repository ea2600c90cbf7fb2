/** A file and perhaps a line in it, as written in `FILE[:LINE]`. */
export interface FilePlace {
  readonly path: string;
  /** One-based. */
  readonly line?: number;
}

/**
 * Reads `FILE[:LINE]`. A line is a number after the last colon; other colons belong to the path, such as that of a
 * Windows drive. `isFile` lets a file whose very name ends in `:12` win.
 */
export function parsePlace(written: string, isFile: (path: string) => boolean): FilePlace {
  const match = /^(.+):(\d+)$/.exec(written);
  const [, path = '', digits = ''] = match ?? [];
  const line = Number(digits);
  return match === null || line < 1 || isFile(written) ? { path: written } : { path, line };
}
