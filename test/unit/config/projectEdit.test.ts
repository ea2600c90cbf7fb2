import assert from 'node:assert/strict';
import fc from 'fast-check';
import { withIgnored, withoutIgnoredEntry } from '../../../src/config/projectEdit.ts';
import { parseProject } from '../../../src/config/projectFile.ts';

describe('edits of promptquorum.yml', () => {
  it('keep comments and other keys', () => {
    const text = '# ours\nmodels: m # cheap\nignore:\n  - a.py#A # a banner\n';
    assert.equal(withIgnored(text, 'b.py#B#0'), `${text}  - b.py#B#0\n`);
    assert.equal(withoutIgnoredEntry(`${text}  - b.py#B#0\n`, 'b.py#B#0'), text);
  });

  it('leave alone what is no YAML or no table', () => {
    for (const text of ['rules: [', '- a\n']) assert.equal(withIgnored(text, 'a#b'), undefined);
  });

  it('add and remove any entry, and nothing else', () => {
    const written = fc.constantFrom(
      '',
      '# only\n',
      'models: m\n',
      'ignore:\n',
      'ignore: [x#y]\n',
      'ignore:\n- x#y\n',
    );
    const entry = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text === text.trim());
    fc.assert(
      fc.property(written, entry, (text, name) => {
        const before = parseProject(text, []).values;
        const added = withIgnored(text, name) ?? '';
        const after = parseProject(added, []).values;
        assert.deepEqual(after.ignore, [...new Set([...(before.ignore ?? []), name])]);
        assert.deepEqual(after.models, before.models);
        const removed = parseProject(withoutIgnoredEntry(added, name) ?? '', []).values.ignore ?? [];
        assert.deepEqual(
          removed,
          (before.ignore ?? []).filter((each) => each !== name),
        );
      }),
    );
  });
});
