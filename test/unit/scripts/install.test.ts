import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type InstallStep, installOnce } from '../../../scripts/install.ts';

describe('one-time installation', () => {
  let root: string;
  let ran: string[];
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'install-'));
    ran = [];
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const step = (name: string, work: () => void = () => {}): InstallStep => ({
    name,
    title: name,
    run: async (folder) => {
      ran.push(name);
      work();
      await writeFile(join(folder, name), name);
    },
  });
  const install = (...steps: readonly InstallStep[]) =>
    installOnce({ folder: join(root, 'thing-1'), steps, onProgress: () => {} });

  it('shows the folder only when every step is done', async () => {
    const folder = await install(
      step('a'),
      step('b', () => assert(!existsSync(join(root, 'thing-1')))),
    );
    assert.deepEqual((await readdir(folder)).sort(), ['a', 'b']);
  });

  it('goes on at the step that was interrupted', async () => {
    const broken = step('b', () => assert.fail('the network is gone'));
    await assert.rejects(install(step('a'), broken), /the network is gone/);
    const folder = await install(step('a'), step('b'));
    assert.deepEqual(ran, ['a', 'b', 'b']);
    assert.equal(await readFile(join(folder, 'a'), 'utf8'), 'a');
  });

  it('does nothing when it is there', async () => {
    await install(step('a'));
    await install(step('a'));
    assert.deepEqual(ran, ['a']);
  });

  it('happens once when two ask at the same time', async () => {
    await Promise.all([install(step('a')), install(step('a'))]);
    assert.deepEqual(ran, ['a']);
  });
});
