import assert from 'node:assert/strict';
import { join } from 'node:path';
import { userCache } from '../../../src/local/cacheDir.ts';

describe('user cache folder', () => {
  const home = '/home/ada';

  it('is XDG_CACHE_HOME on Linux, else ~/.cache', () => {
    assert.equal(
      userCache({ platform: 'linux', home, env: { XDG_CACHE_HOME: '/fast/cache' } }),
      '/fast/cache',
    );
    assert.equal(userCache({ platform: 'linux', home, env: {} }), join(home, '.cache'));
  });

  it('ignores a relative XDG_CACHE_HOME, as its specification asks', () => {
    assert.equal(
      userCache({ platform: 'linux', home, env: { XDG_CACHE_HOME: 'cache' } }),
      join(home, '.cache'),
    );
  });

  it('follows the conventions of macOS and Windows', () => {
    assert.equal(userCache({ platform: 'darwin', home, env: {} }), join(home, 'Library', 'Caches'));
    assert.equal(userCache({ platform: 'win32', home, env: { LOCALAPPDATA: 'D:\\Local' } }), 'D:\\Local');
  });
});
