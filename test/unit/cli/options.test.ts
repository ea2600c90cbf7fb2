import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { ProblemError } from '../../../src/base/problem.ts';
import { type OptionSpec, parseOptions } from '../../../src/cli/options.ts';
import { parsePlace } from '../../../src/cli/place.ts';
import { displayWidth, printable, table } from '../../../src/cli/table.ts';

const text = { en: '', 'zh-cn': '' };
const specs: readonly OptionSpec[] = [
  { name: 'json', text },
  { name: 'help', short: 'h', text },
  { name: 'samples', value: 'N', text },
  { name: 'set', value: 'NAME=VALUE', multiple: true, text },
];
const parse = (...argv: readonly string[]) => parseOptions(argv, specs);
const refusal = (...argv: readonly string[]) => {
  try {
    parse(...argv).number('samples', { minimum: 1, maximum: 1000, whole: true });
  } catch (thrown) {
    assert.ok(thrown instanceof ProblemError);
    return thrown.message;
  }
  return assert.fail('it was taken');
};

describe('options of the terminal', () => {
  it('are read in any order, among the other words', () => {
    const args = parse('a', '--json', '--samples', '5', 'b', '--set', 'x=1', '--set=y=2 3', '-h');
    assert.deepEqual(args.positionals, ['a', 'b']);
    assert.deepEqual(
      ['json', 'help', 'samples', 'other'].map((name) => args.has(name)),
      [true, true, true, false],
    );
    assert.equal(args.number('samples', { minimum: 1, maximum: 9 }), 5);
    assert.deepEqual(args.texts('set'), ['x=1', 'y=2 3']);
    assert.equal(parse().number('samples', { minimum: 1, maximum: 9 }), undefined);
  });

  it('end at two dashes, and the last of several wins', () => {
    assert.deepEqual(parse('--', '--json').positionals, ['--json']);
    assert.equal(parse('--samples', '1', '--samples=2').text('samples'), '2');
  });

  it('are refused with one sentence that names the next step', () => {
    assert.match(refusal('--smaples', '3'), /did you mean --samples\?$/);
    assert.match(refusal('--frobnicate'), /no option --frobnicate here; --help lists/);
    assert.match(refusal('-x'), /no option -x here/);
    assert.match(refusal('--samples'), /--samples needs a value: --samples N\.$/);
    assert.match(refusal('--samples', '--json'), /--samples needs a value/);
    assert.match(refusal('--json=1'), /--json takes no value/);
    for (const wrong of ['0', '1001', '2.5', 'many', '', ' ', '-1', 'NaN', 'Infinity']) {
      assert.match(refusal(`--samples=${wrong}`), /whole number from 1 to 1000/, wrong);
    }
  });
});

describe('FILE:LINE', () => {
  const place = (written: string) => parsePlace(written, (path) => path === 'odd:3');

  it('reads a line after the last colon', () => {
    assert.deepEqual(place('a/b.py:12'), { path: 'a/b.py', line: 12 });
    assert.deepEqual(place('a.py'), { path: 'a.py' });
    assert.deepEqual(place('C:\\work\\a.py:7'), { path: 'C:\\work\\a.py', line: 7 });
  });

  it('leaves other colons to the path', () => {
    for (const path of [
      'C:\\work\\a.py',
      'C:/work/a.py',
      'odd:3',
      'a:b',
      'a.py:0',
      'a.py:',
      ':5',
      '提示词.md',
    ]) {
      assert.deepEqual(place(path), { path });
    }
  });

  it('gives back any path and line', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^\0]*[^\0\d:]$/), fc.integer({ min: 1, max: 1e9 }), (path, line) => {
        assert.deepEqual(place(`${path}:${line}`), { path, line });
        assert.deepEqual(place(path), { path });
      }),
    );
  });
});

describe('tables of the terminal', () => {
  it('count two columns for wide characters', () => {
    assert.deepEqual(
      ['abc', '中文', 'é', 'e\u0301', '（', '🙂', ''].map(displayWidth),
      [3, 4, 1, 1, 2, 2, 0],
    );
  });

  it('line columns up', () => {
    const rows = [
      ['中文', '1'],
      ['abcde', '22'],
    ];
    const lines = table([{ title: 'Name' }, { title: 'N', align: 'right' }], rows);
    assert.equal(lines, 'Name    N\n中文    1\nabcde  22\n');
  });

  it('show text of a model without letting it write to the terminal', () => {
    assert.equal(printable('a\u001b[2Jb\nc\td\r\n\u202e'), 'a\\u{1b}[2Jb⏎c d⏎\\u{202e}');
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (any) => !/[\p{Control}\u202a-\u202e]/u.test(printable(any)),
      ),
    );
  });
});
