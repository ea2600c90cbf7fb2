import { isJsonObject, type Json } from '../../base/json.ts';
import { phrase } from '../../base/text.ts';
import { compilePattern, type Matcher } from '../checking/pattern.ts';
import { badParameter, failed, notRun, passed } from '../checking/problem.ts';
import { defineCheck } from '../types.ts';

export const jsonSchema = defineCheck({
  id: 'json-schema',
  title: { en: 'Is JSON that fits a schema', 'zh-cn': '符合 JSON Schema' },
  example: { type: 'object', required: ['label'] },
  schema: { type: 'object' },
  describe: () => phrase({ en: 'is JSON that fits the schema', 'zh-cn': '是符合 schema 的 JSON' }),
  async compile(parameter) {
    if (!isJsonObject(parameter)) return badParameter(wantsSchema);
    if (uses(parameter, 'patternProperties')) return badParameter(noPatternProperties);
    const matchers = new Map<string, Matcher>();
    for (const pattern of patternsIn(parameter)) {
      const matcher = await compilePattern(pattern);
      if (typeof matcher !== 'function') return badParameter(badPattern, { pattern, detail: matcher.detail });
      matchers.set(pattern, matcher);
    }
    const validate = await createValidator(parameter, matchers);
    return (reply) => {
      const value = jsonOf(reply);
      if (value === undefined) return failed(noJson);
      try {
        const [first] = validate(value);
        return first === undefined ? passed : failed(unfit, { detail: first });
      } catch (thrown) {
        return notRun(unusable, { detail: thrown instanceof Error ? thrown.message : String(thrown) });
      }
    };
  },
});

/** A validator that interprets the schema, so that nothing from a file becomes code; patterns are matched by RE2. */
async function createValidator(
  schema: Readonly<Record<string, Json>>,
  matchers: ReadonlyMap<string, Matcher>,
) {
  const { Validator } = (await import('jsonschema')).default;
  const validator = new Validator();
  Object.assign(validator.attributes, {
    pattern: (instance: unknown, { pattern }: { readonly pattern?: unknown }) => {
      const matches = matchers.get(String(pattern));
      return typeof instance !== 'string' || matches?.(instance) !== false
        ? undefined
        : `does not match pattern ${JSON.stringify(pattern)}`;
    },
    // A note to the reader, as the specification has it by default.
    format: () => undefined,
  });
  return (value: Json) =>
    validator
      .validate(value, { ...schema }, { allowUnknownAttributes: false })
      .errors.map(({ property, message }) => `${property.replace(/^instance\.?/, '')} ${message}`.trim());
}

/** The JSON of a reply that is nothing else, but for a code fence around it. */
function jsonOf(reply: string): Json | undefined {
  const fenced = /^```(?:json)?[ \t]*\r?\n([\s\S]*?)\r?\n?```$/i.exec(reply.trim())?.[1];
  try {
    return JSON.parse(fenced ?? reply) as Json;
  } catch {
    return undefined;
  }
}

function patternsIn(schema: Json): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(patternsIn);
  if (!isJsonObject(schema)) return [];
  return Object.entries(schema).flatMap(([name, value]) =>
    name === 'pattern' && typeof value === 'string' ? [value] : patternsIn(value),
  );
}

function uses(schema: Json, keyword: string): boolean {
  if (Array.isArray(schema)) return schema.some((item) => uses(item, keyword));
  if (!isJsonObject(schema)) return false;
  return Object.hasOwn(schema, keyword) || Object.values(schema).some((value) => uses(value, keyword));
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
  en: 'The schema cannot be used ({detail}): write it with the keywords of JSON Schema draft 7.',
  'zh-cn': '无法使用该 schema（{detail}）：请使用 JSON Schema draft 7 的关键字。',
};

const wantsSchema = {
  en: 'Check json-schema takes a JSON Schema: write it as {"json-schema": {"type": "object"}}.',
  'zh-cn': '检查 json-schema 需要 JSON Schema：请写成 {"json-schema": {"type": "object"}}。',
};

const noPatternProperties = {
  en: 'Check json-schema does not read patternProperties: name the properties, or use additionalProperties.',
  'zh-cn': '检查 json-schema 不支持 patternProperties：请列出属性名，或使用 additionalProperties。',
};

const badPattern = {
  en: 'The pattern {pattern} of the schema cannot be used ({detail}): write it in RE2 syntax, which has no look-around and no back-references.',
  'zh-cn': '无法使用 schema 中的 pattern {pattern}（{detail}）：请使用 RE2 语法，其中没有环视和反向引用。',
};
