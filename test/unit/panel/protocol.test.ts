import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { parseFromPage } from '../../../src/panel/protocol.ts';

describe('panel protocol', () => {
  it('reads what the page sends', () => {
    const key = { run: 'r', variant: 'original', case: '1', slot: 3 };
    const messages = [
      { type: 'ready' },
      { type: 'choosePrompt', id: 'a' },
      { type: 'field', field: 'samples', value: '20' },
      { type: 'hole', name: 'x', value: 'y' },
      { type: 'compare', on: true },
      { type: 'answer', variant: 'original', key: '11' },
      { type: 'answer', variant: 'original' },
      { type: 'page', variant: 'original', page: 0 },
      { type: 'openReply', key },
    ];
    for (const message of messages) assert.deepEqual(parseFromPage(message), message);
  });

  it('refuses what is no message, and drops members it does not know', () => {
    for (const bad of [
      undefined,
      'run',
      { type: 'field', field: 'apiKey', value: 'x' },
      { type: 'page', variant: 'original', page: -1 },
      { type: 'openReply', key: { run: 'r', variant: 'o', case: '1', slot: 1.5 } },
      { type: 'constructor' },
    ])
      assert.equal(parseFromPage(bad), undefined);
    assert.deepEqual(parseFromPage({ type: 'run', model: 'other' }), { type: 'run' });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (message) => void parseFromPage(message)));
  });
});
