import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyPlacedEdits } from '../../../src/prompt/edit.ts';
import { promptFromText } from '../../../src/prompt/fromText.ts';
import type { Prompt } from '../../../src/prompt/types.ts';
import { editsToText, editsToTexts } from '../../../src/rewrite/diff.ts';

const piece = fc.constantFrom(
  '{{name}}',
  '{{order.id}}',
  'word ',
  'Word',
  ' ',
  '\n',
  '\r\n',
  '    ',
  '- item\n',
  '你好',
  '，',
  '{',
  '}}',
  '{{',
  '😀',
  '"',
  '.',
);
const known = ['{{name}}', '{{order.id}}'];
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

function promptOf(...texts: readonly string[]): Prompt {
  return promptFromText(texts.map((each) => ({ role: 'user', text: each })));
}

describe('smallest edits', () => {
  it('give exactly the new text, whatever the texts', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const prompt = promptOf(before, '{{name}} {{order.id}}');
        const rewritten = applyPlacedEdits(prompt, editsToTexts(prompt, [after]));
        assert.deepEqual(
          rewritten.messages.map((message) => message.text),
          [after, '{{name}} {{order.id}}'],
        );
      }),
      { numRuns: 500 },
    );
  });

  it('make holes of all their marks and never cut one', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const prompt = promptOf(before, '{{name}} {{order.id}}');
        const edits = editsToTexts(prompt, [after]);
        const holes = prompt.messages[0]?.holes ?? [];
        for (const { place } of edits)
          for (const { span } of holes)
            assert.ok(
              span.end <= place.span.start ||
                place.span.end <= span.start ||
                (place.span.start <= span.start && span.end <= place.span.end),
            );
        const found = applyPlacedEdits(prompt, edits).messages[0]?.holes.map(({ span }) =>
          after.slice(span.start, span.end),
        );
        const expected = promptOf(after).messages[0]?.holes.map(({ name }) => `{{${name}}}`);
        assert.deepEqual(
          found,
          expected?.filter((mark) => known.includes(mark)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('are none for an unchanged text', () => {
    fc.assert(fc.property(text, (same) => assert.deepEqual(editsToTexts(promptOf(same), [same]), [])));
  });

  it('leave lines alone that are the same in both texts', () => {
    const before = ['Classify the ticket.', 'Answer with one word.', '', 'Ticket: {{ticket}}', ''].join('\n');
    const after = before
      .replace('one word', 'one of the labels')
      .replace('Classify', 'You are Ada. Classify');
    const edits = editsToText(promptOf(before).messages[0] ?? assert.fail(), 0, after);
    assert.deepEqual(
      edits.map(({ place, newText }) => [before.slice(place.span.start, place.span.end), newText]),
      [
        ['', 'You are Ada. '],
        ['word', 'of the labels'],
      ],
    );
  });

  it('move a hole as a hole', () => {
    const prompt = promptOf('Translate {{text}} now.');
    const [edit, ...others] = editsToTexts(prompt, ['Now translate this: {{text}}']).filter(
      ({ holes }) => holes !== undefined,
    );
    if (edit === undefined) assert.fail('the hole stays where it is and the words move around it');
    assert.equal(others.length, 0);
    assert.deepEqual(
      edit.holes?.map(({ name, span }) => [name, edit.newText.slice(span.start, span.end)]),
      [['text', '{{text}}']],
    );
  });

  it('copes with texts that share nothing', () => {
    const before = Array.from({ length: 6000 }, (_, index) => `a${index}`).join(' ');
    const after = Array.from({ length: 6000 }, (_, index) => `b${index}`).join(' ');
    const prompt = promptOf(before);
    assert.equal(applyPlacedEdits(prompt, editsToTexts(prompt, [after])).messages[0]?.text, after);
  });
});
