import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyPlacedEdits, composePlacedEdits } from '../../../src/prompt/edit.ts';
import { promptFromText } from '../../../src/prompt/fromText.ts';
import type { PlacedEdit, Prompt } from '../../../src/prompt/types.ts';

const edit = (start: number, end: number, newText: string, turn = 0): PlacedEdit => ({
  place: { turn, span: { start, end } },
  newText,
});

describe('edits of a prompt', () => {
  it('shift the holes behind them and drop the holes they cut', () => {
    const prompt = promptFromText([{ role: 'user', text: 'a {{x}} b {{y}}' }]);
    const edited = applyPlacedEdits(prompt, [edit(0, 1, 'long'), edit(4, 9, '')]);
    assert.equal(edited.messages[0]?.text, 'long {{ {{y}}');
    assert.deepEqual(edited.messages[0]?.holes, [
      { name: 'y', expression: 'y', span: { start: 8, end: 13 } },
    ]);
  });

  it('move holes with what is known of them', () => {
    const prompt = promptFromText([{ role: 'user', text: '{{x}} and {{y}}' }]);
    const moved: PlacedEdit = {
      ...edit(0, 15, '{{y}} and {{x}}'),
      holes: [
        { name: 'y', span: { start: 0, end: 5 } },
        { name: 'x', span: { start: 10, end: 15 } },
      ],
    };
    assert.deepEqual(
      applyPlacedEdits(prompt, [moved]).messages[0]?.holes.map(({ name }) => name),
      ['y', 'x'],
    );
  });

  it('change the content hash exactly when the text changes', () => {
    const prompt = promptFromText([{ role: 'user', text: 'same' }]);
    assert.equal(applyPlacedEdits(prompt, [edit(0, 4, 'same')]).contentHash, prompt.contentHash);
    assert.notEqual(applyPlacedEdits(prompt, [edit(0, 4, 'other')]).contentHash, prompt.contentHash);
  });

  it('are refused where they overlap', () => {
    const prompt = promptFromText([{ role: 'user', text: 'abcdef' }]);
    assert.throws(() => applyPlacedEdits(prompt, [edit(0, 3, ''), edit(2, 4, '')]), RangeError);
  });
});

/** Up to three edits of a text that do not overlap, holes among the new text. */
function someEdits(prompt: Prompt, numbers: readonly number[]): readonly PlacedEdit[] {
  const { length } = prompt.messages[0]?.text ?? '';
  const bounds = numbers.map((number) => number % (length + 1)).sort((a, b) => a - b);
  const edits: PlacedEdit[] = [];
  for (let index = 0; index + 1 < bounds.length; index += 2) {
    const [start = 0, end = 0] = bounds.slice(index, index + 2);
    if (edits.some(({ place }) => place.span.end >= start)) continue;
    const hole = { name: 'x', span: { start: 1, end: 6 } };
    const number = numbers[index] ?? 0;
    edits.push(
      number % 2 === 0 ? { ...edit(start, end, '<{{x}}>'), holes: [hole] } : edit(start, end, 'new'),
    );
  }
  return edits;
}

describe('composed edits', () => {
  it('give in one step what the rounds give one after another', () => {
    const numbers = fc.array(fc.nat(1000), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(numbers, { maxLength: 4 }), (rounds) => {
        const prompt = promptFromText([{ role: 'user', text: 'one {{x}} two {{y}} three {{x}}' }]);
        let current = prompt;
        const edits = rounds.map((round) => {
          const own = someEdits(current, round);
          current = applyPlacedEdits(current, own);
          return own;
        });
        const atOnce = applyPlacedEdits(prompt, composePlacedEdits(prompt, edits));
        assert.equal(atOnce.messages[0]?.text, current.messages[0]?.text);
        assert.deepEqual(atOnce.messages[0]?.holes, current.messages[0]?.holes);
      }),
      { numRuns: 500 },
    );
  });
});
