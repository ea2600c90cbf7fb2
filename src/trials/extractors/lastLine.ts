import { slice } from '../../base/span.ts';
import { conclusionOf, contentLines } from '../reading/conclusion.ts';
import { shareOf } from '../reading/suitability.ts';
import { defineExtractor } from '../types.ts';

/** What follows "the answer is", "Answer:", "答案是" or "####" near the end, else the last line. */
export const lastLine = defineExtractor({
  id: 'last-line',
  title: { en: 'Last line', 'zh-cn': '最后一行' },
  extract(reply) {
    const conclusion = conclusionOf(reply);
    return conclusion && { answer: slice(reply, conclusion.span), span: conclusion.span };
  },
  suits(replies) {
    const announced = shareOf(replies, (reply) => conclusionOf(reply)?.announced === true);
    const longer = shareOf(replies, (reply) => contentLines(reply).length > 1);
    return Math.max(0.85 * announced, 0.6 * longer);
  },
});
