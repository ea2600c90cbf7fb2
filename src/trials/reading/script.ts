/** Scripts by ISO 15924 code that settle the language, or whose letters say more than a Latin one. */
export const unspacedScripts: ReadonlySet<string> = new Set(['Hans', 'Hant', 'Jpan', 'Kore']);

/** Whether a text has the form of a language tag, such as `en` or `zh-Hant`. */
export function isTag(text: string): boolean {
  return /^[a-z]{2}(-[A-Za-z]+)*$/.test(text);
}

/** The script a language is usually written in (`en` → `Latn`, `zh` → `Hans`); `undefined` where the tag is none. */
export function scriptOf(tag: string): string | undefined {
  if (!isTag(tag)) return undefined;
  try {
    return new Intl.Locale(tag).maximize().script;
  } catch {
    return undefined;
  }
}

/**
 * Whether a text is written in a script; `undefined` where it has no letters. Texts quote other scripts: a Han, kana or
 * Hangul sign says about as much as five Latin letters, so that a fifth of all letters is enough, and may be no more of others.
 */
export function isInScript(text: string, script: string): boolean | undefined {
  const letters = countOf(text, /\p{L}/gu);
  if (letters === 0) return undefined;
  const share = (pattern: RegExp) => countOf(text, pattern) / letters;
  const kana = share(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  switch (script) {
    case 'Hans':
    case 'Hant':
      return share(/\p{Script=Han}/gu) >= 0.2 && kana < 0.1;
    case 'Jpan':
      return kana > 0.05 && share(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu) >= 0.2;
    case 'Kore':
      return share(/\p{Script=Hangul}/gu) >= 0.2;
    default:
      return share(new RegExp(`\\p{Script=${script}}`, 'gu')) > 0.8;
  }
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
