import assert from 'node:assert/strict';
import { percentRange, timeAgo } from '../../../src/base/format.ts';
import { ProblemError, problemOf } from '../../../src/base/problem.ts';
import { localeOf, phrase, say } from '../../../src/base/text.ts';

const greeting = { en: 'Hello {name}, {count} new', 'zh-cn': '{name}你好，{count} 条新消息' };

describe('text', () => {
  it('is said in one language with its values', () => {
    const said = phrase(greeting, { name: 'Ann', count: 2 });
    assert.equal(say(said, 'en'), 'Hello Ann, 2 new');
    assert.equal(say(said, 'zh-cn'), 'Ann你好，2 条新消息');
  });

  it('shows the mark of a value that is missing, and fills no mark inside a value', () => {
    assert.equal(say(phrase(greeting, { name: '{count}' }), 'en'), 'Hello {count}, {count} new');
    assert.equal(say(phrase(greeting, { name: '$&', count: 1 }), 'en'), 'Hello $&, 1 new');
  });

  it('agrees with its numbers, and says lists with the commas of the language', () => {
    const rows = { en: '{count} {count:row|rows}: {names}', 'zh-cn': '{count} 行：{names}' };
    const said = (count: number | string) => phrase(rows, { count, names: ['a', 'b'] });
    assert.equal(say(said(1), 'en'), '1 row: a, b');
    assert.equal(say(said('1,041'), 'en'), '1,041 rows: a, b');
    assert.equal(say(said(2), 'zh-cn'), '2 行：a、b');
  });

  it('says an interval without a dash before a sign', () => {
    assert.equal(percentRange([0.28, 0.999], 'en'), '28 % to >99 %');
    assert.equal(percentRange([0.28, 0.999], 'zh-cn'), '28% 至 >99%');
  });

  it('says how long ago with a space after the number, as beside other counts', () => {
    assert.equal(timeAgo(0, 60_000, 'zh-cn'), '1 分钟前');
    assert.equal(timeAgo(0, 3 * 86_400_000, 'zh-cn'), '3 天前');
    assert.equal(timeAgo(0, 60_000, 'en'), '1 minute ago');
  });

  const tags: readonly (readonly [string | undefined, string])[] = [
    ['zh-cn', 'zh-cn'],
    ['zh-Hans-CN', 'zh-cn'],
    ['zh_CN.UTF-8', 'zh-cn'],
    ['en_GB.UTF-8', 'en'],
    ['de', 'en'],
    ['zhx', 'en'],
    [undefined, 'en'],
  ];
  for (const [tag, locale] of tags) {
    it(`takes ${tag} for ${locale}`, () => assert.equal(localeOf(tag), locale));
  }
});

describe('problem', () => {
  it('is kept by the error that carries it', () => {
    const problem = { code: 'broken', phrase: phrase({ en: 'It broke.', 'zh-cn': '坏了。' }) };
    const error = new ProblemError(problem);
    assert.equal(error.message, 'It broke.');
    assert.equal(problemOf(error), problem);
  });

  it('is internal for anything else that is thrown', () => {
    for (const thrown of [new TypeError('no'), 'no']) {
      const problem = problemOf(thrown);
      assert.equal(problem.code, 'internal');
      assert.match(say(problem.phrase, 'en'), /no$/);
      assert.deepEqual(structuredClone(problem), problem);
    }
  });
});
