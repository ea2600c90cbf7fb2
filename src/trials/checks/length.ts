import { isJsonObject, type Json } from '../../base/json.ts';
import { type Phrase, phrase } from '../../base/text.ts';
import { badParameter, failed, passed } from '../checking/problem.ts';
import { type LengthUnit, lengthOf, lengthUnits } from '../reading/count.ts';
import { defineCheck } from '../types.ts';

export const length = defineCheck({
  id: 'length',
  title: { en: 'Has a length', 'zh-cn': '长度' },
  example: { max: 50, unit: 'words' },
  schema: {
    type: 'object',
    properties: {
      min: { type: 'integer', minimum: 0 },
      max: { type: 'integer', minimum: 0 },
      unit: { enum: [...lengthUnits] },
    },
    anyOf: ['min', 'max'].map((name) => ({ properties: { [name]: true }, required: [name] })),
    additionalProperties: false,
  },
  describe: (parameter) => describeBounds(boundsOf(parameter) ?? { unit: 'characters' }),
  async compile(parameter) {
    const bounds = boundsOf(parameter);
    if (bounds === undefined) return badParameter(wantsBounds);
    const { min = 0, max = Number.POSITIVE_INFINITY, unit } = bounds;
    return (reply) => {
      const found = lengthOf(reply, unit);
      return found >= min && found <= max ? passed : failed(hasLength[unit], { found });
    };
  },
});

interface Bounds {
  readonly min?: number;
  readonly max?: number;
  readonly unit: LengthUnit;
}

function boundsOf(parameter: Json): Bounds | undefined {
  if (!isJsonObject(parameter)) return undefined;
  const { min, max, unit: written = 'characters', ...more } = parameter;
  const unit = lengthUnits.find((known) => known === written);
  const isWrong = [min, max].some((bound) => bound !== undefined && !isCount(bound));
  if (unit === undefined || isWrong || Object.keys(more).length > 0) return undefined;
  const bounds = { unit, ...(isCount(min) && { min }), ...(isCount(max) && { max }) };
  const isEmpty = bounds.min === undefined && bounds.max === undefined;
  return isEmpty || (bounds.min ?? 0) > (bounds.max ?? Number.POSITIVE_INFINITY) ? undefined : bounds;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function describeBounds({ min, max, unit }: Bounds): Phrase {
  if (max === undefined) return phrase(atLeast[unit], { min: min ?? 0 });
  return min === undefined ? phrase(atMost[unit], { max }) : phrase(between[unit], { min, max });
}

const atLeast = {
  characters: { en: 'has at least {min} characters', 'zh-cn': '至少 {min} 个字符' },
  words: { en: 'has at least {min} words', 'zh-cn': '至少 {min} 个词' },
  sentences: { en: 'has at least {min} sentences', 'zh-cn': '至少 {min} 句' },
};

const atMost = {
  characters: { en: 'has at most {max} characters', 'zh-cn': '至多 {max} 个字符' },
  words: { en: 'has at most {max} words', 'zh-cn': '至多 {max} 个词' },
  sentences: { en: 'has at most {max} sentences', 'zh-cn': '至多 {max} 句' },
};

const between = {
  characters: { en: 'has {min} to {max} characters', 'zh-cn': '{min} 到 {max} 个字符' },
  words: { en: 'has {min} to {max} words', 'zh-cn': '{min} 到 {max} 个词' },
  sentences: { en: 'has {min} to {max} sentences', 'zh-cn': '{min} 到 {max} 句' },
};

const hasLength = {
  characters: { en: 'The reply has {found} characters.', 'zh-cn': '回复有 {found} 个字符。' },
  words: { en: 'The reply has {found} words.', 'zh-cn': '回复有 {found} 个词。' },
  sentences: { en: 'The reply has {found} sentences.', 'zh-cn': '回复有 {found} 句。' },
};

const wantsBounds = {
  en: 'Check length takes min, max or both, and a unit (characters, words, sentences): write it as {"length": {"max": 50, "unit": "words"}}.',
  'zh-cn':
    '检查 length 需要 min、max 或二者，以及单位（characters、words、sentences）：请写成 {"length": {"max": 50, "unit": "words"}}。',
};
