import { strict as assert } from 'node:assert';
import { browserCandidates, findBrowser } from '../../../scripts/browser.ts';

const place = (platform: NodeJS.Platform, env: Record<string, string>, ...paths: readonly string[]) => ({
  platform,
  env,
  exists: (path: string) => paths.includes(path),
});

describe('search for a browser', () => {
  it('takes the one the user names, and no other', () => {
    const env = { PROMPT_QUORUM_BROWSER: '/opt/brave', PATH: '/usr/bin' };
    assert.deepEqual(browserCandidates(place('linux', env)), ['/opt/brave']);
    assert.equal(findBrowser(place('linux', env, '/usr/bin/chromium')), undefined);
  });

  it('looks along the path on Linux, Chrome before Chromium', () => {
    const env = { PATH: '/usr/bin:/snap/bin' };
    const found = findBrowser(place('linux', env, '/usr/bin/chromium', '/snap/bin/google-chrome'));
    assert.equal(found, '/snap/bin/google-chrome');
  });

  it('knows the usual folders of macOS and Windows', () => {
    const edge = '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge';
    assert.equal(findBrowser(place('darwin', {}, edge)), edge);
    const chrome = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';
    assert.equal(findBrowser(place('win32', { PROGRAMFILES: 'C:\\Program Files' }, chrome)), chrome);
  });
});
