import assert from 'node:assert/strict';
import { type Import, importsOfSources } from './sources.ts';

const core = [
  'base',
  'prompt',
  'config',
  'detect',
  'analyze',
  'models',
  'rewrite',
  'trials',
  'history',
  'core.ts',
];

/** What each layer may import besides itself; `layer (types)` allows imports that vanish at run time. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  base: [],
  prompt: ['base'],
  config: ['base', 'prompt'],
  detect: ['base', 'prompt'],
  analyze: ['base', 'prompt', 'config'],
  models: ['base', 'prompt'],
  rewrite: ['base', 'prompt', 'analyze', 'models'],
  trials: ['base', 'prompt', 'models'],
  history: ['base', 'prompt', 'models (types)', 'trials (types)'],
  'core.ts': core,
  local: ['base'],
  panel: core,
  'panel/web': ['base', 'panel'],
  cli: [...core, 'local'],
  editor: [...core, 'local', 'panel'],
  'extension.ts': [...core, 'local', 'panel', 'editor'],
};

/** The only files of the core that need Node; nothing else of the core may import them. */
const nodeFiles = [
  'base/nodeThread.ts',
  ...['detect/node.ts', 'detect/worker.ts'],
  ...['trials/checking/worker.ts', 'trials/checking/thread.ts'],
  ...['history/sqlite.ts', 'history/worker.ts', 'history/thread.ts', 'history/dataHome.ts'],
];

function layerOf(path: string): string {
  if (path.startsWith('panel/web/')) return 'panel/web';
  return path.split('/', 1)[0] ?? path;
}

function show({ file, target, typeOnly }: Import): string {
  return `src/${file} imports ${target}${typeOnly ? ' (types)' : ''}`;
}

describe('layers', () => {
  const imports = importsOfSources();

  it('are all named in the table', () => {
    assert.deepEqual(
      [...new Set(imports.map(({ file }) => layerOf(file)))].filter(
        (layer) => mayImport[layer] === undefined,
      ),
      [],
    );
  });

  it('import only what the table allows', () => {
    const wrong = imports.filter(({ file, target, relative, typeOnly }) => {
      const [from, to] = [layerOf(file), layerOf(target)];
      if (!relative || from === to) return false;
      const allowed = mayImport[from] ?? [];
      return !allowed.includes(to) && !(typeOnly && allowed.includes(`${to} (types)`));
    });
    assert.deepEqual(wrong.map(show), []);
  });

  it('use vscode at run time only in the editor, the panel’s host and the extension', () => {
    const wrong = imports.filter(
      ({ file, target, typeOnly }) =>
        target === 'vscode' &&
        !typeOnly &&
        !['editor/', 'panel/host.ts', 'extension.ts'].some((place) => file.startsWith(place)),
    );
    assert.deepEqual(wrong.map(show), []);
  });

  it('use Node only in the terminal, the built-in model, providers and the files named here', () => {
    const wrong = imports.filter(
      ({ file, target }) =>
        target.startsWith('node:') &&
        !['cli/', 'local/', 'models/providers/'].some((folder) => file.startsWith(folder)) &&
        !nodeFiles.includes(file),
    );
    assert.deepEqual(wrong.map(show), []);
  });

  it('keep files that need Node out of the core', () => {
    const wrong = imports.filter(
      ({ file, target, typeOnly }) =>
        nodeFiles.includes(target) && !typeOnly && core.includes(layerOf(file)) && !nodeFiles.includes(file),
    );
    assert.deepEqual(wrong.map(show), []);
  });

  it('write the file ending in every relative import', () => {
    const wrong = imports.filter(({ target, relative }) => relative && !/\.(?:ts|js|css|json)$/.test(target));
    assert.deepEqual(wrong.map(show), []);
  });
});
