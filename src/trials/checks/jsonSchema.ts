import { isJsonObject, type Json } from '../../base/json.ts';
import { phrase } from '../../base/text.ts';
import { badParameter, failed, notRun, passed } from '../checking/problem.ts';
import { createValidator } from '../checking/schema.ts';
import { defineCheck } from '../types.ts';

export const jsonSchema = defineCheck({
  id: 'json-schema',
  title: { en: 'Is JSON that fits a schema', 'zh-cn': '符合 JSON Schema' },
  example: { type: 'object', required: ['label'] },
  schema: { type: 'object' },
  describe: () => phrase({ en: 'is JSON that fits the schema', 'zh-cn': '是符合 schema 的 JSON' }),
  async compile(parameter) {
    if (!isJsonObject(parameter)) return badParameter(wantsSchema);
    const validate = await createValidator(parameter);
    if (typeof validate !== 'function') return badParameter(faults[validate.type], { ...validate });
    return (reply) => {
      const value = jsonOf(reply);
      if (value === undefined) return failed(noJson);
      try {
        const misfit = validate(value);
        return misfit === undefined ? passed : failed(unfit, { detail: misfit });
      } catch (thrown) {
        return notRun(unusable, { detail: thrown instanceof Error ? thrown.message : String(thrown) });
      }
    };
  },
});

/** The JSON of a reply that is nothing else, but for a code fence around it. */
function jsonOf(reply: string): Json | undefined {
  const fenced = /^```(?:json)?[ \t]*\r?\n([\s\S]*?)\r?\n?```$/i.exec(reply.trim())?.[1];
  try {
    return JSON.parse(fenced ?? reply) as Json;
  } catch {
    return undefined;
  }
}

const noJson = {
  en: 'The reply is not JSON, nor JSON in one code fence.',
  'zh-cn': '回复不是 JSON，也不是单个代码块中的 JSON。',
};
const unfit = {
  en: 'The reply does not fit the schema: {detail}.',
  'zh-cn': '回复不符合 schema：{detail}。',
};

const unusable = {
  en: 'The schema cannot be used ({detail}): write it with the keywords of JSON Schema, draft 6 to 2020-12.',
  'zh-cn': '无法使用该 schema（{detail}）：请使用 JSON Schema（draft 6 至 2020-12）的关键字。',
};

const wantsSchema = {
  en: 'Check json-schema takes a JSON Schema: write it as {"json-schema": {"type": "object"}}.',
  'zh-cn': '检查 json-schema 需要 JSON Schema：请写成 {"json-schema": {"type": "object"}}。',
};

const notRead = {
  en: 'Check json-schema does not read {detail}: name the properties and schemas one by one, with properties, $defs and $ref.',
  'zh-cn': '检查 json-schema 不支持 {detail}：请用 properties、$defs 和 $ref 逐一列出属性和 schema。',
};

const badPattern = {
  en: 'The pattern {pattern} of the schema cannot be used ({detail}): write it in RE2 syntax, which has no look-around and no back-references.',
  'zh-cn': '无法使用 schema 中的 pattern {pattern}（{detail}）：请使用 RE2 语法，其中没有环视和反向引用。',
};

const faults = { keyword: notRead, pattern: badPattern, schema: unusable };
