import { slice } from '../../base/span.ts';
import { shareOf } from '../reading/suitability.ts';
import { trimSpan } from '../reading/trim.ts';
import { defineExtractor } from '../types.ts';

const shortAnswer = 80;

/** The whole reply, for replies that are nothing but the answer. */
export const wholeText = defineExtractor({
  id: 'whole-text',
  title: { en: 'Whole text', 'zh-cn': '全文' },
  extract(reply) {
    const span = trimSpan(reply, { start: 0, end: reply.length });
    return span.start < span.end ? { answer: slice(reply, span), span } : undefined;
  },
  suits: (replies) => 0.1 + 0.4 * shareOf(replies, (reply) => isShort(reply.trim())),
});

function isShort(reply: string): boolean {
  return reply.length <= shortAnswer && !/[\r\n]/.test(reply);
}
