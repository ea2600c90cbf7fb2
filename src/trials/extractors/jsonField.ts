import type { Span } from '../../base/span.ts';
import { normalised } from '../comparers/normalised.ts';
import { type JsonField, jsonFields } from '../reading/json.ts';
import { shareOf } from '../reading/suitability.ts';
import { defineExtractor, type Extraction, type Extractor, type ExtractorHints } from '../types.ts';

/** The value of a field of the JSON object in a reply. Without a parameter the field that most looks like the answer. */
export const jsonField: Extractor = defineExtractor({
  id: 'json-field',
  title: { en: 'JSON field', 'zh-cn': 'JSON 字段' },
  extract: (reply) => bestOf(jsonFields(reply)),
  suits: (replies) => {
    const share = shareOf(replies, (reply) => jsonFields(reply).length > 0);
    return share >= 0.5 ? share : 0;
  },
  parameters: fieldsOf,
  withParameter: (parameter) => ({
    id: `json-field:${parameter}`,
    title: { en: `JSON field ${parameter}`, 'zh-cn': `JSON 字段 ${parameter}` },
    extract: (reply) => asExtraction(jsonFields(reply).find(({ path }) => path === parameter)),
    suits: (replies) => shareOf(replies, (reply) => jsonFields(reply).some(({ path }) => path === parameter)),
  }),
});

const answerNames =
  /^(?:final_?)?(?:answer|result|label|category|class|classification|sentiment|verdict|decision|choice|output|value)$|^(?:答案|结果|结论|类别|分类|标签)$/i;
const reasoningNames =
  /reason|explan|thought|analysis|rationale|steps?$|confidence|comment|note|理由|分析|解释|推理|思考|步骤|置信/i;

/** Fields found in at least half of the replies, best first: right answers, then telling names, then the last one written. */
function fieldsOf(replies: readonly string[], { expected = [] }: ExtractorHints): readonly string[] {
  const found = new Map<string, { count: number; right: number; order: number }>();
  const right = new Set(expected.map(normalised.key));
  for (const reply of replies) {
    for (const [order, { path, value }] of jsonFields(reply).entries()) {
      const entry = found.get(path) ?? { count: 0, right: 0, order };
      entry.count++;
      if (right.has(normalised.key(value))) entry.right++;
      found.set(path, entry);
    }
  }
  return [...found]
    .filter(([, { count }]) => count * 2 >= replies.length)
    .sort(([a, x], [b, y]) => y.right - x.right || rank(b) - rank(a) || y.order - x.order)
    .map(([path]) => path);
}

function bestOf(fields: readonly JsonField[]): Extraction | undefined {
  const ranked = fields.map((field, order) => ({ field, order, rank: rank(field.path) }));
  ranked.sort((a, b) => b.rank - a.rank || b.order - a.order);
  return asExtraction(ranked[0]?.field);
}

function rank(path: string): number {
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (answerNames.test(name)) return 2;
  return reasoningNames.test(name) ? 0 : 1;
}

function asExtraction(
  field: { readonly value: string; readonly span: Span } | undefined,
): Extraction | undefined {
  return field && { answer: field.value, span: field.span };
}
