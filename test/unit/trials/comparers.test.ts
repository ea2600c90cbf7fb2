import assert from 'node:assert/strict';
import fc from 'fast-check';
import { exact } from '../../../src/trials/comparers/exact.ts';
import { normalised } from '../../../src/trials/comparers/normalised.ts';

const equal: readonly (readonly [string, string])[] = [
  ['1,000', '1000.0'],
  ['1,000', '１０００'],
  ['+7', '7'],
  ['.5', '0.50'],
  ['-0', '0'],
  ['−3', '-3'],
  ['$1,234.50', '$1234.5'],
  ['12,345,678', '12345678'],
  ['Paris', 'paris.'],
  ['Paris, France', 'Paris France'],
  ['"New York"', 'new  york'],
  ['**yes**', 'Yes!'],
  ['（Ｂ）', 'b'],
  ['北京。', '北京'],
  ['５０％', '50%'],
  ['《红楼梦》', '红楼梦'],
  ['「是」', '是'],
  ['12 元', '12元'],
  ['5%', '5 %'],
  ['$-5', '-$5'],
  ['½', '1/2'],
  ['U.S.', 'US'],
  ['_Paris_', 'Paris'],
  ['Paris – France', 'Paris, France'],
  ['- Paris', 'Paris'],
];
const different: readonly (readonly [string, string])[] = [
  ['1,000', '1.000'],
  ['10', '1,0'],
  ['007', '7'],
  ['50%', '50'],
  ['-3', '3'],
  ['C++', 'C'],
  ['C#', 'C'],
  ['1.5', '15'],
  ['yes', 'no'],
  ['?', '!'],
  ['10²', '102'],
  ['x²', 'x2'],
  ['①', '1'],
  ['5 - 3', '5 3'],
  ['a_b', 'a b'],
  ['1:30', '1 30'],
  ['１：３０', '1 30'],
  ['2*3', '2 3'],
  ['1.5', 'U.5'],
  ['12345678901234567890', '12345678901234567891'],
];

describe('normalised comparer', () => {
  for (const [a, b] of equal)
    it(`${a} equals ${b}`, () => assert.equal(normalised.key(a), normalised.key(b)));
  for (const [a, b] of different)
    it(`${a} differs from ${b}`, () => assert.notEqual(normalised.key(a), normalised.key(b)));

  it('changes nothing a second time', () => {
    const bits = fc.constantFrom(
      '1,000',
      '.5',
      '-',
      "'",
      '.',
      ',',
      '%',
      'Ａ',
      'ﬁ',
      'İ',
      'ß',
      '。',
      '"',
      '+',
      '0',
      ' ',
      '½',
      '²',
      '①',
      '_',
      '*',
      ':',
      '$',
      '《',
      '元',
      'u.s.',
    );
    const answer = fc.array(fc.oneof(bits, fc.string({ unit: 'grapheme', maxLength: 4 })), { maxLength: 8 });
    fc.assert(
      fc.property(answer, (parts) => {
        const key = normalised.key(parts.join(''));
        assert.equal(normalised.key(key), key);
      }),
      { numRuns: 5000 },
    );
  });

  it('reads every way to write a number alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.nat(3), (value, zeros) => {
        const grouped = value.toLocaleString('en-US');
        const decimals = zeros > 0 ? `.${'0'.repeat(zeros)}` : '';
        assert.equal(normalised.key(`${grouped}${decimals}`), normalised.key(String(value)));
        assert.notEqual(normalised.key(String(value)), normalised.key(String(value + 1)));
      }),
    );
  });
});

describe('exact comparer', () => {
  it('tells apart what differs in a letter', () => {
    assert.notEqual(exact.key('Paris'), exact.key('paris'));
    assert.equal(exact.key(' Paris\n'), exact.key('Paris'));
  });
});
