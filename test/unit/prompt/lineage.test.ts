import assert from 'node:assert/strict';
import { hashText } from '../../../src/base/hash.ts';
import { matchLineage, type StoredLineage } from '../../../src/prompt/lineage.ts';

const lineage = (path: string, symbol: string, ordinal = 0) => ({ path, symbol, ordinal });
const stored = (key: string, place: ReturnType<typeof lineage>, text: string): StoredLineage => ({
  key,
  lineage: place,
  contentHash: hashText(text),
  text,
});
const current = (id: string, place: ReturnType<typeof lineage>, text: string) => ({
  id,
  lineage: place,
  contentHash: hashText(text),
  text,
});

const translate = 'Translate the text into French and keep all names exactly as they are written.';
const summarize = 'Summarize the report in three sentences for a reader who knows nothing about it.';

describe('lineage', () => {
  it('keeps a prompt that was edited in place', () => {
    const matches = matchLineage(
      [stored('k', lineage('a.py', 'P'), translate)],
      [current('p', lineage('a.py', 'P'), `${translate} Be brief.`)],
    );
    assert.deepEqual([...matches], [['p', 'k']]);
  });

  it('follows an unchanged prompt to another file and name', () => {
    const matches = matchLineage(
      [stored('k', lineage('a.py', 'P'), translate)],
      [current('p', lineage('b.py', 'Q'), translate)],
    );
    assert.deepEqual([...matches], [['p', 'k']]);
  });

  it('follows a prompt that was renamed and edited at once', () => {
    const matches = matchLineage(
      [stored('t', lineage('a.py', 'T'), translate), stored('s', lineage('a.py', 'S'), summarize)],
      [
        current('x', lineage('a.py', 'X'), summarize.replace('three', 'two')),
        current('y', lineage('a.py', 'Y'), translate.replace('French', 'German')),
      ],
    );
    assert.deepEqual(Object.fromEntries(matches), { x: 's', y: 't' });
  });

  it('follows swapped prompts rather than their ordinals', () => {
    const matches = matchLineage(
      [stored('t', lineage('a.py', 'f', 0), translate), stored('s', lineage('a.py', 'f', 1), summarize)],
      [
        current('f#0', lineage('a.py', 'f', 0), summarize),
        current('f#1', lineage('a.py', 'f', 1), translate),
      ],
    );
    assert.deepEqual(Object.fromEntries(matches), { 'f#0': 's', 'f#1': 't' });
  });

  it('starts anew for a prompt unlike any other', () => {
    const matches = matchLineage(
      [stored('k', lineage('a.py', 'P'), translate)],
      [current('p', lineage('b.py', 'Q'), summarize)],
    );
    assert.equal(matches.size, 0);
  });

  it('uses each stored prompt once', () => {
    const matches = matchLineage(
      [stored('k', lineage('a.py', 'P'), translate)],
      [current('p', lineage('a.py', 'P'), translate), current('q', lineage('a.py', 'P', 1), translate)],
    );
    assert.deepEqual([...matches], [['p', 'k']]);
  });
});
