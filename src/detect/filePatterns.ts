/** Files by their names: tests paths, and knows which end of a name the pattern itself says. */
export interface FilePattern {
  test(path: string): boolean;
  /** The path without the end that all such files share. */
  stem(path: string): string;
}

/** Reads a glob as VS Code writes them: two stars for any folders, one within a name. The case of letters does not count. */
export function filePattern(glob: string): FilePattern {
  const source = glob.replace(/\*\*\/|\*|[.+^${}()|[\]\\?]/g, (part) =>
    part === '**/' ? '(?:.*/)?' : part === '*' ? '[^/]*' : `\\${part}`,
  );
  const whole = new RegExp(`^${source}$`, 'i');
  const ending = endingOf(glob.slice(glob.lastIndexOf('/') + 1));
  return { test: (path) => whole.test(path), stem: (path) => path.slice(0, path.length - ending.length) };
}

/** `.prompt.md` of `*.prompt.md`, `.md` of `SKILL.md`. */
function endingOf(name: string): string {
  return name.includes('*') ? name.slice(name.lastIndexOf('*') + 1) : (/\.[^.]*$/.exec(name)?.[0] ?? '');
}
