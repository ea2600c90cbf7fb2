import { phrase } from '../../base/text.ts';
import { failed, passed } from '../checking/problem.ts';
import { quoted, textsOf, textsSchema } from '../checking/texts.ts';
import { defineCheck } from '../types.ts';

export const notContains = defineCheck({
  id: 'not-contains',
  title: { en: 'Does not contain a text', 'zh-cn': '不包含文本' },
  example: 'As an AI',
  chineseExample: '作为人工智能',
  schema: textsSchema,
  describe: (parameter) =>
    phrase({ en: 'does not contain {texts}', 'zh-cn': '不包含 {texts}' }, { texts: quoted(parameter) }),
  async compile(parameter) {
    const texts = textsOf('not-contains', parameter);
    if ('code' in texts) return texts;
    return (reply) => {
      const found = texts.filter((text) => reply.includes(text));
      return found.length === 0 ? passed : failed(holds, { texts: quoted(found) });
    };
  },
});

const holds = { en: 'The reply contains {texts}.', 'zh-cn': '回复中出现了 {texts}。' };
