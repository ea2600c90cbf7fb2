import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { slice } from '../../../src/base/span.ts';
import { normalised } from '../../../src/trials/comparers/normalised.ts';
import { chooseExtractor, extractorOf, offeredExtractors } from '../../../src/trials/extract.ts';
import { extractors } from '../../../src/trials/extractors/index.ts';

const file = new URL('../../cases/trials/extractors.json', import.meta.url);
const examples: readonly { extractor: string; reply: string; marked: string | null }[] = JSON.parse(
  readFileSync(file, 'utf8'),
);

describe('extractors', () => {
  for (const { extractor: id, reply, marked } of examples)
    it(`${id} reads ${JSON.stringify(marked)} in ${JSON.stringify(reply)}`, () => {
      const found = extractorOf(id)?.extract(reply);
      assert.equal(found ? slice(reply, found.span) : null, marked);
    });

  it('are total, and mark a part of the reply', () => {
    const bits = fc.constantFrom(
      '{"a":',
      '"answer": ',
      '}',
      '{',
      'Answer: ',
      '答案是',
      '\\boxed{',
      '**',
      '(B)',
      'yes',
      '1,000.5',
      '１',
      '\n',
      '"',
      '####',
      '$',
      ' ',
    );
    const reply = fc
      .array(fc.oneof(bits, fc.string({ unit: 'grapheme', maxLength: 6 })))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(reply, (text) => {
        for (const extractor of extractors) {
          const found = extractor.extract(text);
          if (found === undefined) continue;
          const { start, end } = found.span;
          assert.ok(0 <= start && start <= end && end <= text.length, extractor.id);
          assert.ok(extractor.id === 'json-field' || start < end, extractor.id);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('read the same answer out of many ways to write it', () => {
    const ways = ['Yes', 'yes.', '**Yes**', 'Answer: YES', 'Yes, because it is.'];
    const keys = ways.map((reply) => normalised.key(extractorOf('yes-no')?.extract(reply)?.answer ?? ''));
    assert.deepEqual(new Set(keys), new Set(['yes']));
    const chinese = ['是', '是的', '对', '答案是：是。'].map(
      (reply) => extractorOf('yes-no')?.extract(reply)?.answer,
    );
    assert.deepEqual(new Set(chinese), new Set(['是']));
  });
});

describe('automatic choice of an extractor', () => {
  const choices: readonly (readonly [what: string, id: string, replies: readonly string[]])[] = [
    ['bare numbers', 'number', ['11', '9', '11.', '**11**']],
    [
      'reasoning with a number at the end',
      'number',
      ['9 < 11\nThe answer is 11.', 'Compare.\n#### 9', '11 is larger.\nAnswer: 11'],
    ],
    ['letters', 'choice', ['A', 'B', '(A)', 'The answer is C.']],
    ['yes and no', 'yes-no', ['Yes.', 'No, it is not.', 'Answer: Yes']],
    ['Chinese yes and no', 'yes-no', ['是', '否', '不是。']],
    [
      'JSON',
      'json-field:label',
      ['{"reason": "x", "label": "spam"}', '```json\n{"reason": "y", "label": "ham"}\n```'],
    ],
    ['one word', 'whole-text', ['positive', 'Negative.', 'positive']],
    [
      'announced words in one line',
      'last-line',
      ['The letters are y and a. The answer is ya.', 'Concatenated: ya. The answer is ya.'],
    ],
    [
      'reasoning with words at the end',
      'last-line',
      ['It praises.\nIt thanks.\npositive', 'It complains.\n\nnegative'],
    ],
    ['names with “No.”', 'number', ['No. 5', 'No. 6']],
    ['sentences that begin with a letter', 'whole-text', ['A cat sat.', 'B dog', 'C cow']],
    ['true and false', 'yes-no', ['True', 'False.', 'Answer: true']],
    ['Chinese truth values', 'yes-no', ['正确', '错误。', '正确。']],
    ['dates', 'whole-text', ['2026-01-05', '2026-02-05']],
    ['fractions', 'whole-text', ['3/4', '1/4']],
    ['numbers after marked reasoning', 'number', ['<think>yes\nno</think>\n7', '<think>Hm.</think>8']],
    ['nothing', 'whole-text', []],
  ];
  for (const [what, id, replies] of choices)
    it(`${id} for ${what}`, () => assert.equal(chooseExtractor(replies).id, id));

  it('does not take replies for numbers where the right answers are words', () => {
    const replies = ['Route 66', 'Highway 61'];
    assert.notEqual(chooseExtractor(replies, { expected: ['Route 66'] }).id, 'number');
  });

  it('reads numbers out of any replies where the right answers are numbers', () => {
    const replies = [
      '9 is larger than 11, because it stands for nine apples in a row',
      'I would say it is 11 by far, thanks',
    ];
    assert.equal(chooseExtractor(replies).id, 'whole-text');
    assert.equal(chooseExtractor(replies, { expected: ['11'] }).id, 'number');
  });

  it('takes the field that holds right answers', () => {
    const replies = ['{"answer": "because", "kind": "ham"}', '{"answer": "since", "kind": "spam"}'];
    assert.equal(chooseExtractor(replies, { expected: ['spam', 'ham'] }).id, 'json-field:kind');
  });

  it('offers every extractor, and the fields that are there', () => {
    const ids = offeredExtractors(['{"a": 1, "b": 2}']).map(({ id }) => id);
    assert.deepEqual(ids.filter((id) => id.includes(':')).sort(), ['json-field:a', 'json-field:b']);
    assert.equal(ids.length, extractors.length + 2);
    for (const id of ids) assert.equal(extractorOf(id)?.id, id);
  });
});
