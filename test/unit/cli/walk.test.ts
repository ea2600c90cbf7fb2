import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { walk } from '../../../src/cli/walk.ts';
import { createFolder, type Folder } from './folder.ts';

describe('walking folders', () => {
  let folder: Folder;
  afterEach(() => folder.dispose());

  const found = async (paths: readonly string[], cwd = folder.path) => {
    const names: string[] = [];
    for await (const item of walk(paths, cwd)) names.push('error' in item ? `! ${item.path}` : item.path);
    return names;
  };

  it('goes by name and leaves out tools’ folders and links', async () => {
    folder = createFolder({
      'b/z.py': '',
      'b/a.py': '',
      'B.py': '',
      'a.py': '',
      '.github/prompts/x.prompt.md': '',
      '.git/config': '',
      'node_modules/x/a.py': '',
      'b/node_modules/y.py': '',
    });
    symlinkSync(join(folder.path, 'b'), join(folder.path, 'c'));
    const all = ['.github/prompts/x.prompt.md', 'B.py', 'a.py', 'b/a.py', 'b/z.py'];
    assert.deepEqual(await found([]), all);
    assert.deepEqual(await found(['.']), all);
    assert.deepEqual(await found(['b', 'a.py', 'b/a.py']), ['b/a.py', 'b/z.py', 'a.py']);
    assert.deepEqual(await found(['c']), ['c/a.py', 'c/z.py']);
    assert.deepEqual(
      await found(['..'], join(folder.path, 'b')),
      all.map((name) => `../${name}`),
    );
  });

  it('leaves out what .gitignore names, nearer files first', async () => {
    folder = createFolder({
      '.git/HEAD': '',
      '.gitignore': 'build/\n*.log.py\n/top.py\n',
      'top.py': '',
      'build/a.py': '',
      'x.log.py': '',
      'sub/top.py': '',
      'sub/.gitignore': '!keep.log.py\nlocal.py\n',
      'sub/keep.log.py': '',
      'sub/other.log.py': '',
      'sub/local.py': '',
      'sub/deep/local.py': '',
      'local.py': '',
    });
    const inSub = ['sub/.gitignore', 'sub/keep.log.py', 'sub/top.py'];
    assert.deepEqual(await found([]), ['.gitignore', 'local.py', ...inSub]);
    assert.deepEqual(await found(['sub']), inSub);
    assert.deepEqual(await found(['sub/deep', 'build']), ['build/a.py']);
    assert.deepEqual(await found(['sub/local.py', 'build/a.py']), ['sub/local.py', 'build/a.py']);
  });

  it('tells which named paths are not there', async () => {
    folder = createFolder({ 'a.py': '' });
    assert.deepEqual(await found(['gone', 'a.py']), ['! gone', 'a.py']);
  });
});
