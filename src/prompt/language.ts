import type { PromptLanguage } from './types.ts';

const minimumChineseShare = 0.2;

/** Chinese where Han characters are at least a fifth of all letters; a Han character says about as much as five Latin letters. */
export function languageOf(text: string): PromptLanguage {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters > 0 && han / letters >= minimumChineseShare ? 'zh' : 'en';
}
