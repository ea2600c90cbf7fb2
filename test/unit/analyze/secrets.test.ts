import assert from 'node:assert/strict';
import { secretsIn } from '../../../src/analyze/text/secrets.ts';

// Put together from parts, so that no scanner takes this file for a leak.
const body = 'q7Rk2VnXw9LmTz4bYc8HsJd3FgPa6Eu1oWi5';
const keys: readonly (readonly [kind: string, key: string])[] = [
  ['AWS access key', ['AK', 'IAQ7RZ2VNXW6LMT4BY'].join('')],
  ['GitHub token', ['ghp', body].join('_')],
  ['npm token', ['npm', body].join('_')],
  ['Google API key', ['AI', 'za', body.slice(1)].join('')],
];

describe('secretsIn', () => {
  for (const [kind, key] of keys) {
    it(`finds: ${kind}`, () => {
      assert.deepEqual(secretsIn(`use ${key}.`), [{ kind, span: { start: 4, end: 4 + key.length } }]);
      assert.deepEqual(secretsIn(`use ${key}`.slice(0, 12)), []);
    });
  }
});
