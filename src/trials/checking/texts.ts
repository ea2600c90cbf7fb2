import type { Json } from '../../base/json.ts';
import type { Problem } from '../../base/problem.ts';
import { badParameter } from './problem.ts';

/** JSON Schema of a parameter that is one text or a list of them. */
export const textsSchema = {
  anyOf: [
    { type: 'string', minLength: 1 },
    { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1 },
  ],
} as const;

/** The texts of a parameter that is one text or a list of them; a problem for anything else, or for an empty text. */
export function textsOf(id: string, parameter: Json): readonly string[] | Problem {
  const texts = Array.isArray(parameter) ? parameter : [parameter];
  const isRight = texts.length > 0 && texts.every((text) => typeof text === 'string' && text !== '');
  return isRight ? (texts as readonly string[]) : badParameter(wantsTexts, { id });
}

/** Texts in quotes, for a sentence. */
export function quoted(parameter: Json): readonly string[] {
  const texts = Array.isArray(parameter) ? parameter : [parameter];
  return texts.map((text) => JSON.stringify(text));
}

const wantsTexts = {
  en: 'Check {id} takes a text or a list of texts, none of them empty: write it as {"{id}": "…"}.',
  'zh-cn': '检查 {id} 需要非空的文本或文本列表：请写成 {"{id}": "…"}。',
};
