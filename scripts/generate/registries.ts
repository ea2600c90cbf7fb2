/** A folder whose files are the entries of one registry. `type` is declared in `types`, a path relative to the folder. */
export interface RegistryFolder {
  readonly folder: string;
  readonly type: string;
  readonly types: string;
}

/** Every registry of the project. */
export const registryFolders: readonly RegistryFolder[] = [
  { folder: 'src/detect/formats', type: 'PromptFormat', types: '../types.ts' },
  { folder: 'src/detect/codecs', type: 'Codec', types: './types.ts' },
  { folder: 'src/detect/languages', type: 'CodeLanguage', types: '../types.ts' },
  { folder: 'src/detect/sinks', type: 'Sink', types: '../types.ts' },
  { folder: 'src/analyze/rules', type: 'Rule', types: '../types.ts' },
  { folder: 'src/rewrite/techniques', type: 'Technique', types: '../types.ts' },
  { folder: 'src/models/providers', type: 'ProviderFactory', types: '../types.ts' },
  { folder: 'src/trials/extractors', type: 'Extractor', types: '../types.ts' },
  { folder: 'src/trials/comparers', type: 'Comparer', types: '../types.ts' },
  { folder: 'src/trials/checks', type: 'Check', types: '../types.ts' },
  { folder: 'src/trials/stopping', type: 'StopRule', types: '../types.ts' },
];

/** The names of a registry folder's entries: its TypeScript files but for the index, types and private files. */
export function entryNames(fileNames: readonly string[]): readonly string[] {
  return fileNames
    .filter((name) => /^[a-z][A-Za-z0-9]*\.ts$/.test(name) && name !== 'index.ts' && name !== 'types.ts')
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
}
