import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createLineMap } from '../../../src/base/lineMap.ts';
import { applyEdits, contains, smallestEdit, touches } from '../../../src/base/span.ts';

const span = (start: number, end: number) => ({ start, end });

describe('spans', () => {
  it('touch where they share a character, or where an empty one meets the other', () => {
    assert.ok(touches(span(0, 2), span(1, 3)));
    assert.ok(!touches(span(0, 2), span(2, 3)));
    assert.ok(touches(span(2, 2), span(2, 3)));
    assert.ok(touches(span(2, 2), span(2, 2)));
    assert.ok(!touches(span(1, 1), span(2, 3)));
  });

  it('contain what lies within their ends', () => {
    assert.ok(contains(span(1, 4), span(1, 4)));
    assert.ok(!contains(span(1, 4), span(0, 2)));
  });
});

describe('edits', () => {
  it('are applied by place, insertions at one place in the order given', () => {
    const edits = [
      { span: span(3, 4), newText: 'D' },
      { span: span(1, 1), newText: 'x' },
      { span: span(1, 1), newText: 'y' },
    ];
    assert.equal(applyEdits('abcd', edits), 'axybcD');
  });

  it('are refused where they overlap', () => {
    const edits = [
      { span: span(0, 2), newText: '' },
      { span: span(1, 3), newText: '' },
    ];
    assert.throws(() => applyEdits('abcd', edits), RangeError);
  });
});

describe('line map', () => {
  const lines = fc.array(fc.constantFrom('a', 'bc', '', '你', '\ud83d\ude00', '\n', '\r\n', '\r'), {
    maxLength: 30,
  });

  it('counts lines as an editor does, whatever ends them', () => {
    fc.assert(
      fc.property(lines, (parts) => {
        const text = parts.join('');
        assert.equal(createLineMap(text).lineCount, text.split(/\r\n|\n|\r/).length);
      }),
    );
  });

  it('finds the offset of every position again', () => {
    fc.assert(
      fc.property(lines, (parts) => {
        const text = parts.join('');
        const map = createLineMap(text);
        for (let offset = 0; offset <= text.length; offset++) {
          assert.equal(map.offsetAt(map.positionAt(offset)), offset);
        }
      }),
    );
  });

  it('keeps offsets and positions outside the text at its ends', () => {
    const map = createLineMap('ab\ncd');
    assert.deepEqual(map.positionAt(99), { line: 1, column: 2 });
    assert.deepEqual(map.positionAt(-1), { line: 0, column: 0 });
    assert.equal(map.offsetAt({ line: 9, column: 9 }), 5);
  });
});

describe('the smallest edit of lines', () => {
  const lines = fc.array(fc.constantFrom('a\n', 'b\r\n', '😀\n', '\n', 'a', '\r\n'), { maxLength: 6 });

  it('makes one text of another, and never cuts a line end', () => {
    fc.assert(
      fc.property(lines, lines, (one, other) => {
        const [before, after] = [one.join(''), other.join('')];
        const { span, newText } = smallestEdit(before, after);
        assert.equal(applyEdits(before, [{ span, newText }]), after);
        assert(span.start === 0 || before[span.start - 1] === '\n');
        assert(span.end === before.length || before[span.end - 1] === '\n');
      }),
    );
  });

  it('leaves the lines around a change', () => {
    const edit = smallestEdit('one\ntwo\nthree\n', 'one\n2\nthree\n');
    assert.deepEqual(edit, { span: { start: 4, end: 8 }, newText: '2\n' });
  });
});
