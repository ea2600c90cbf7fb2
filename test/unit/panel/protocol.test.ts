import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { parseFromPage } from '../../../src/panel/protocol.ts';

describe('panel protocol', () => {
  it('reads what the page sends', () => {
    const key = { run: 'r', variant: 'original', case: '1', slot: 3 };
    const messages = [
      { room: 'page', type: 'ready' },
      { room: 'setup', type: 'choosePrompt', id: 'a' },
      { room: 'setup', type: 'field', field: 'samples', value: '20' },
      { room: 'setup', type: 'hole', name: 'x', value: 'y' },
      { room: 'setup', type: 'useVariant', id: 'head', on: true },
      { room: 'trials', type: 'answer', variant: 'original', key: '11' },
      { room: 'trials', type: 'answer', variant: 'original' },
      { room: 'trials', type: 'page', variant: 'original', page: 0 },
      { room: 'trials', type: 'openReply', key },
      { room: 'trials', type: 'keepCase', key, answer: '11' },
      { room: 'once', type: 'keepCase', number: 1 },
      { room: 'cases', type: 'open', line: 3 },
      { room: 'cases', type: 'accept', id: 'a' },
      { room: 'cases', type: 'expected', id: 'a', text: '' },
      { room: 'setup', type: 'typeCheck', check: 'contains', text: 'x' },
      { room: 'cases', type: 'typeCheck', id: 'a', check: 'contains', text: '' },
      { room: 'cases', type: 'addCheck', id: 'a', check: 'contains', text: 'x' },
      { room: 'cases', type: 'removeCheck', id: 'a', index: 0 },
      { room: 'cases', type: 'draftInput', name: 'first', text: '9' },
      { room: 'cases', type: 'paste', text: 'first' },
      { room: 'cases', type: 'pasteHeader', on: true },
      { room: 'cases', type: 'propose' },
    ];
    for (const message of messages) assert.deepEqual(parseFromPage(message), message);
  });

  it('refuses what is no message, and drops members it does not know', () => {
    for (const bad of [
      undefined,
      'run',
      { room: 'setup', type: 'field', field: 'apiKey', value: 'x' },
      { room: 'trials', type: 'page', variant: 'original', page: -1 },
      { room: 'trials', type: 'openReply', key: { run: 'r', variant: 'o', case: '1', slot: 1.5 } },
      { type: 'constructor' },
    ])
      assert.equal(parseFromPage(bad), undefined);
    assert.deepEqual(parseFromPage({ room: 'trials', type: 'run', model: 'other' }), {
      room: 'trials',
      type: 'run',
    });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (message) => void parseFromPage(message)));
  });
});
