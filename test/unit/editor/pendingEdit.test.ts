import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { applyEdits } from '../../../src/base/span.ts';
import { type Change, editOf, type PendingEdit, withChange } from '../../../src/editor/pendingEdit.ts';

const step = fc.record({ at: fc.nat(), length: fc.nat(8), text: fc.string({ maxLength: 8 }) });

describe('pending edit', () => {
  it('turns the old text into the present one, whatever was changed in between', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 40 }),
        fc.array(step, { minLength: 1, maxLength: 12 }),
        (old, steps) => {
          let text = old;
          let pending: PendingEdit | undefined;
          for (const { at, length, text: inserted } of steps) {
            const offset = at % (text.length + 1);
            const removed = Math.min(length, text.length - offset);
            const change: Change = { offset, length: removed, inserted: inserted.length };
            text = text.slice(0, offset) + inserted + text.slice(offset + removed);
            pending = withChange(pending, change);
          }
          assert(pending);
          assert.equal(applyEdits(old, [editOf(pending, text)]), text);
        },
      ),
    );
  });

  it('covers no more than what changed', () => {
    const pending = withChange(withChange(undefined, { offset: 10, length: 2, inserted: 5 }), {
      offset: 12,
      length: 1,
      inserted: 0,
    });
    assert.deepEqual(pending, { start: 10, oldEnd: 12, newEnd: 14 });
  });
});
