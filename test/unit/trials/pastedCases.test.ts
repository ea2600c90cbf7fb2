import assert from 'node:assert/strict';
import { say } from '../../../src/base/text.ts';
import { pastedCases } from '../../../src/trials/cases.ts';

describe('pasted cases', () => {
  for (const [how, pasted] of [
    ['from a spreadsheet', 'q\texpected\na, b\tyes\n"two\nlines"\tno\n'],
    ['from a spreadsheet without a header', 'a, b\tyes\r\n"two\nlines"\tno'],
    ['as CSV', 'expected,q\nyes,"a, b"\nno,"two\nlines"\n'],
    ['as CSV without a header', '"a, b",yes\n"two\nlines",no\n'],
  ] as const)
    it(`are read ${how}`, async () => {
      const { cases, problems } = await pastedCases(pasted, ['q']);
      assert.deepEqual(problems, []);
      assert.deepEqual(
        cases.map(({ inputs, expected }) => [inputs['q'], expected]),
        [
          ['a, b', 'yes'],
          ['two\nlines', 'no'],
        ],
      );
    });

  type Read = readonly (readonly [mail: string, expected?: string])[];
  const examples: readonly (readonly [how: string, pasted: string, header: boolean, read: Read])[] = [
    ['a header in other case', 'Mail,Expected\nhello,good', true, [['hello', 'good']]],
    ['a header with spaces', ' m ail ,EX PECTED\nhello,good', true, [['hello', 'good']]],
    ['semicolons', 'mail;expected\n"a";b', true, [['a', 'b']]],
    [
      'semicolons without a header',
      'hello;good\n"a;b";bad',
      false,
      [
        ['hello', 'good'],
        ['a;b', 'bad'],
      ],
    ],
    ['semicolons and commas within', 'mail;expected\nwell, yes;b', true, [['well, yes', 'b']]],
    ['commas and semicolons within', 'mail,expected\nwell; yes,b', true, [['well; yes', 'b']]],
    ['a line that tells the mark', 'sep=;\r\nmail;expected\r\na;b', true, [['a', 'b']]],
    ['a line that tells a comma', 'sep=,\nmail,expected\na,b', true, [['a', 'b']]],
    [
      'no header of this prompt',
      'hello,good\nbye,bad',
      false,
      [
        ['hello', 'good'],
        ['bye', 'bad'],
      ],
    ],
    [
      'quotation marks in cells',
      'mail\texpected\nHe said "hi"\tnormal\n"Hi" he said\turgent',
      true,
      [
        ['He said "hi"', 'normal'],
        ['"Hi" he said', 'urgent'],
      ],
    ],
    [
      'a quotation mark that stays open',
      'mail\texpected\n"Hi\tnormal\nbye\turgent',
      true,
      [
        ['"Hi', 'normal'],
        ['bye', 'urgent'],
      ],
    ],
    ['a line break in a cell', 'mail\texpected\n"a ""b""\nc"\tnormal', true, [['a "b"\nc', 'normal']]],
    [
      'an empty first cell',
      '\tgood\nhello\tbad',
      false,
      [
        ['', 'good'],
        ['hello', 'bad'],
      ],
    ],
    ['empty lines before', '\r\n\r\nmail\texpected\r\na, b\tc', true, [['a, b', 'c']]],
    ['an empty column at the right', 'mail\texpected\t\nhello\tgood\t', true, [['hello', 'good']]],
    ['one column', 'Mail\nhello\nbye', true, [['hello'], ['bye']]],
  ];
  for (const [how, text, header, read] of examples)
    it(`are read with ${how}`, async () => {
      const { cases, hasHeader, problems } = await pastedCases(text, ['mail']);
      assert.equal(hasHeader, header);
      assert.deepEqual(problems, []);
      assert.deepEqual(
        cases.map(({ inputs, expected }) => [inputs['mail'], ...(expected === undefined ? [] : [expected])]),
        read,
      );
    });

  it('have the header that the user says they have', async () => {
    const text = '邮件,分类\n你好,normal';
    const alone = await pastedCases(text, ['mail']);
    assert.equal(alone.cases.length, 2);
    const headed = await pastedCases(text, ['mail'], true);
    assert.deepEqual(headed.cases, [{ id: '1', inputs: { mail: '你好' }, expected: 'normal' }]);
    assert.deepEqual(headed.columns, ['mail', 'expected']);
    const plain = await pastedCases('mail,expected\na,b', ['mail'], false);
    assert.deepEqual(plain.cases[0], { id: '1', inputs: { mail: 'mail' }, expected: 'expected' });
  });

  it('have values of a column without a name told, and problems in the reader’s language', async () => {
    const nameless = await pastedCases('mail,\na,b', ['mail']);
    assert.deepEqual(nameless.cases, [{ id: '1', inputs: { mail: 'a' } }]);
    assert.match(
      say(nameless.problems[0]?.phrase ?? { text: { en: '', 'zh-cn': '' } }, 'en'),
      /column 2 has no name/,
    );
    for (const text of ['mail,expected\n"a,b', 'mail,expected\na "b",c', 'mail,expected\n"a"b,c']) {
      const { problems } = await pastedCases(text, ['mail']);
      assert.equal(problems[0]?.line, 2);
      for (const { phrase } of problems) assert.doesNotMatch(say(phrase, 'zh-cn'), /[A-Za-z]{3}/);
    }
  });
});
