import { defineComparer } from '../types.ts';

/** Equal only letter by letter, but for white space at the ends. */
export const exact = defineComparer({
  id: 'exact',
  title: { en: 'Exactly equal', 'zh-cn': '完全相同' },
  key: (answer) => answer.trim(),
});
