import { existsSync } from 'node:fs';

/** A file of this package, such as `package.json` or `dist/grammars/`, whether it runs bundled (`dist`) or from source (`src/cli`). */
export function packageFile(path: string): URL {
  return new URL(path, packageRoot());
}

function packageRoot(): URL {
  // Bundled code may lie in dist/ or dist/chunks/, so the manifest is looked for instead of counted to.
  for (let folder = new URL('.', import.meta.url); ; folder = new URL('..', folder)) {
    if (existsSync(new URL('package.json', folder))) return folder;
    if (folder.pathname === new URL('..', folder).pathname) throw new Error('package.json is missing');
  }
}

/** True where Node runs the TypeScript files themselves. */
export const runsFromSource = import.meta.url.endsWith('.ts');
