import { defineTexts } from '../base/text.ts';

/** Texts that all rooms of the panel share. */
export const pageTexts = defineTexts({
  title: { en: 'Trials of a prompt', 'zh-cn': '提示词试验' },
  demonstration: { en: '{model} (demonstration model)', 'zh-cn': '{model}（演示模型）' },
});

/** Names of the rooms. */
export const tabTexts = defineTexts({
  rooms: { en: 'What to do with the prompt', 'zh-cn': '对提示词的操作' },
  once: { en: 'Run once', 'zh-cn': '运行一次' },
  trials: { en: 'Trials', 'zh-cn': '试验' },
  cases: { en: 'Cases', 'zh-cn': '用例' },
  history: { en: 'History', 'zh-cn': '历史' },
});
