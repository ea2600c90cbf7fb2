import type { Text } from '../../base/text.ts';
import type { ReadAs } from './replyFormat.ts';

/** One line that says what a reply must look like for the code that reads it. */
export const contracts: Readonly<Record<ReadAs, Text>> = {
  json: {
    en: 'Reply with one JSON object and nothing else.',
    'zh-cn': '只输出一个 JSON 对象，不要有其他内容。',
  },
  number: { en: 'Reply with a number and nothing else.', 'zh-cn': '只输出一个数字，不要有其他内容。' },
  parts: {
    en: 'Reply with one item per line and nothing else.',
    'zh-cn': '每行输出一项，不要有其他内容。',
  },
};
