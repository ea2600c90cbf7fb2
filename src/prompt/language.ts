import type { PromptLanguage } from './types.ts';

const minimumChineseShare = 0.2;

/** Chinese where Han characters are at least a fifth of all letters; a Han character says about as much as five Latin letters. */
export function languageOf(text: string): PromptLanguage {
  let han = 0;
  let letters = 0;
  for (const char of text) {
    if (!isLetter(char)) continue;
    letters++;
    if (isHan(char)) han++;
  }
  return letters > 0 && han / letters >= minimumChineseShare ? 'zh' : 'en';
}

/** Code of the first letter of another script than the basic Latin one. */
const beyondAscii = 0x80;

/** Most characters are told by their codes; the expression, which knows all scripts, costs ten times as much. */
function isLetter(char: string): boolean {
  const code = char.charCodeAt(0);
  if (code < beyondAscii) return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
  return isCommonHan(code) || /\p{L}/u.test(char);
}

function isHan(char: string): boolean {
  const code = char.charCodeAt(0);
  return code >= beyondAscii && (isCommonHan(code) || /\p{Script=Han}/u.test(char));
}

function isCommonHan(code: number): boolean {
  return code >= 0x4e00 && code <= 0x9fff;
}
