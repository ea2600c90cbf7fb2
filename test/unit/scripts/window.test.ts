import { strict as assert } from 'node:assert';
import { windowAddress } from '../../../scripts/window.ts';

describe('address of a window', () => {
  it('loads the extension through the authority the browser sees', () => {
    const address = new URL(
      windowAddress({ origin: 'http://127.0.0.1:8123', folder: '/home/a b/samples', extension: '/home/a b' }),
    );
    assert.equal(address.origin, 'http://127.0.0.1:8123');
    assert.equal(address.searchParams.get('folder'), '/home/a b/samples');
    assert.deepEqual(JSON.parse(address.searchParams.get('payload') ?? ''), [
      ['extensionDevelopmentPath', 'vscode-remote://127.0.0.1:8123/home/a b'],
      ['skipWelcome', 'true'],
    ]);
  });
});
