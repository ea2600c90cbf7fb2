import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { root } from './sources.ts';

describe('core', () => {
  it('bundles for a browser: nothing in it needs Node or VS Code', async () => {
    const { metafile, errors } = await build({
      entryPoints: [fileURLToPath(new URL('src/core.ts', root))],
      bundle: true,
      write: false,
      metafile: true,
      splitting: true,
      outdir: 'out',
      platform: 'browser',
      format: 'esm',
      logLevel: 'silent',
    });
    assert.deepEqual(errors, []);
    const external = Object.values(metafile.outputs).flatMap(({ imports }) =>
      imports.filter(({ external }) => external),
    );
    assert.deepEqual(external, []);
    assert.ok(Object.keys(metafile.inputs).some((path) => path.endsWith('src/core.ts')));
  });
});
