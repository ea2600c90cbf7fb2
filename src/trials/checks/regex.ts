import { phrase } from '../../base/text.ts';
import { compilePattern } from '../checking/pattern.ts';
import { badParameter, failed, passed } from '../checking/problem.ts';
import { defineCheck } from '../types.ts';

export const regex = defineCheck({
  id: 'regex',
  title: { en: 'Matches a regular expression', 'zh-cn': '匹配正则表达式' },
  example: '(?i)^(yes|no)\\b',
  chineseExample: '^(是|否)',
  schema: { type: 'string', minLength: 1 },
  describe: (parameter) =>
    phrase({ en: 'matches {pattern}', 'zh-cn': '匹配 {pattern}' }, { pattern: String(parameter) }),
  async compile(parameter) {
    if (typeof parameter !== 'string' || parameter === '') return badParameter(wantsPattern);
    const matches = await compilePattern(parameter);
    if (typeof matches !== 'function')
      return badParameter(badPattern, { pattern: parameter, detail: matches.detail });
    return (reply) => (matches(reply) ? passed : failed(noMatch, { pattern: parameter }));
  },
});

const noMatch = { en: 'The reply does not match {pattern}.', 'zh-cn': '回复不匹配 {pattern}。' };

const wantsPattern = {
  en: 'Check regex takes a regular expression as text: write it as {"regex": "…"}.',
  'zh-cn': '检查 regex 需要文本形式的正则表达式：请写成 {"regex": "…"}。',
};

const badPattern = {
  en: 'The regular expression {pattern} cannot be used ({detail}): write it in RE2 syntax, which has no look-around and no back-references.',
  'zh-cn': '无法使用正则表达式 {pattern}（{detail}）：请使用 RE2 语法，其中没有环视和反向引用。',
};
