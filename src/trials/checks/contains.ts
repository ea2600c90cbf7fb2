import { phrase } from '../../base/text.ts';
import { failed, passed } from '../checking/problem.ts';
import { quoted, textsOf, textsSchema } from '../checking/texts.ts';
import { defineCheck } from '../types.ts';

export const contains = defineCheck({
  id: 'contains',
  title: { en: 'Contains a text', 'zh-cn': '包含文本' },
  example: 'refund',
  chineseExample: '退款',
  schema: textsSchema,
  describe: (parameter) =>
    phrase({ en: 'contains {texts}', 'zh-cn': '包含 {texts}' }, { texts: quoted(parameter) }),
  async compile(parameter) {
    const texts = textsOf('contains', parameter);
    if ('code' in texts) return texts;
    return (reply) => {
      const missing = texts.filter((text) => !reply.includes(text));
      return missing.length === 0 ? passed : failed(lacks, { texts: quoted(missing) });
    };
  },
});

const lacks = { en: 'The reply lacks {texts}.', 'zh-cn': '回复中没有 {texts}。' };
