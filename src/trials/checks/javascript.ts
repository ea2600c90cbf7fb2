import { phrase } from '../../base/text.ts';
import { badParameter, failed, notRun, passed } from '../checking/problem.ts';
import { type CompiledCheck, defineCheck } from '../types.ts';

export const javascript = defineCheck({
  id: 'javascript',
  title: { en: 'Satisfies a JavaScript expression', 'zh-cn': '满足 JavaScript 表达式' },
  example: "reply.split('\\n').length <= 3",
  schema: { type: 'string', minLength: 1 },
  describe: (parameter) =>
    phrase({ en: 'satisfies {expression}', 'zh-cn': '满足 {expression}' }, { expression: String(parameter) }),
  async compile(parameter, { allowScripts }): Promise<CompiledCheck | ReturnType<typeof badParameter>> {
    if (typeof parameter !== 'string' || parameter.trim() === '') return badParameter(wantsExpression);
    if (!allowScripts) return () => notRun(notAllowed);
    const { createScript } = await import('../checking/sandbox.ts');
    const run = await createScript(parameter);
    return (reply, testCase) => {
      const result = run(reply, testCase);
      switch (result.type) {
        case 'value':
          return result.value ? passed : failed(isFalse);
        case 'error':
          return failed(threw, { message: result.message });
        case 'stopped':
          return notRun(tookTooMuch);
      }
    };
  },
});

const isFalse = { en: 'The expression is false.', 'zh-cn': '表达式的值为假。' };
const threw = { en: 'The expression failed ({message}).', 'zh-cn': '表达式出错（{message}）。' };

const notAllowed = {
  en: 'Not run: this folder is not trusted, and expressions from its files are not evaluated. Trust the folder to run it.',
  'zh-cn': '未运行：此文件夹不受信任，不会执行其文件中的表达式。信任该文件夹后即可运行。',
};

const tookTooMuch = {
  en: 'Not run: the expression took too much time or memory. Make it simpler.',
  'zh-cn': '未运行：表达式占用的时间或内存过多。请简化表达式。',
};

const wantsExpression = {
  en: 'Check javascript takes an expression of reply, inputs and expected: write it as {"javascript": "reply.length < 200"}.',
  'zh-cn':
    '检查 javascript 需要由 reply、inputs 和 expected 构成的表达式：请写成 {"javascript": "reply.length < 200"}。',
};
