import { phrase } from '../../base/text.ts';
import { badParameter, failed, notRun, passed, tookTooMuch } from '../checking/problem.ts';
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
    const { createScript } = await import('../checking/sandbox.ts');
    const run = await createScript(parameter);
    if (typeof run !== 'function') return badParameter(badExpression, { message: run.message });
    if (!allowScripts) return () => notRun(notAllowed);
    return (reply, testCase) => {
      const result = run(reply, testCase);
      switch (result.type) {
        case 'value':
          return result.value ? passed : failed(isFalse);
        case 'error':
          return failed(threw, { message: result.message });
        case 'late':
        case 'stopped':
          return tookTooMuch;
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

const wantsExpression = {
  en: 'Check javascript takes an expression of reply, inputs and expected: write it as {"javascript": "reply.length < 200"}.',
  'zh-cn':
    '检查 javascript 需要由 reply、inputs 和 expected 构成的表达式：请写成 {"javascript": "reply.length < 200"}。',
};

const badExpression = {
  en: 'Check javascript takes one expression, and this is none ({message}): write it without semicolons and statements, such as {"javascript": "reply.length < 200"}.',
  'zh-cn':
    '检查 javascript 需要一个表达式，而此内容不是（{message}）：请不要写分号和语句，例如 {"javascript": "reply.length < 200"}。',
};
