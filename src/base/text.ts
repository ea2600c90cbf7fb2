/** The languages every user-facing text exists in. */
export type Locale = 'en' | 'zh-cn';

export const locales: readonly Locale[] = ['en', 'zh-cn'];

/**
 * One user-facing text in every language. {@link say} fills in values: `{name}` is one, and `{count:row|rows}` the first word
 * where `count` is 1, else the second.
 */
export type Text = Readonly<Record<Locale, string>>;

/** Values of a text; a list is said with the commas of the language. */
export type PhraseValues = Readonly<Record<string, string | number | readonly string[]>>;

/** A text with its values, kept as data until a front end knows its reader's language. Survives `structuredClone`. */
export interface Phrase {
  readonly text: Text;
  readonly values?: PhraseValues;
}

/** Builds a phrase; keeps call sites short. */
export function phrase(text: Text, values?: PhraseValues): Phrase {
  return values === undefined ? { text } : { text, values };
}

/** Renders a phrase in one language. A value that is missing leaves its `{name}` visible rather than failing. */
export function say({ text, values = {} }: Phrase, locale: Locale): string {
  return text[locale].replace(mark, (whole, name: string, one?: string, several?: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (one !== undefined && several !== undefined) return String(value) === '1' ? one : several;
    return typeof value === 'object' ? value.join(locale === 'en' ? ', ' : '、') : String(value);
  });
}

const mark = /\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}/g;

/** Sentences one after the other; Chinese ones need no space between them. */
export function sentences(said: readonly string[], locale: Locale): string {
  return said.join(locale === 'en' ? ' ' : '');
}

/** Sentences one after the other as one phrase, each with its own values. */
export function joinedPhrases(phrases: readonly Phrase[]): Phrase {
  const own = phrases.map(({ text, values = {} }, index) => {
    const named = (written: string) =>
      written.replace(mark, (whole, name: string) => whole.replace(name, `${name}_${index}`));
    const entries = Object.entries(values).map(([name, value]) => [`${name}_${index}`, value] as const);
    return { en: named(text.en), 'zh-cn': named(text['zh-cn']), entries };
  });
  const inOne = (locale: Locale) =>
    sentences(
      own.map((each) => each[locale]),
      locale,
    );
  const text = { en: inOne('en'), 'zh-cn': inOne('zh-cn') };
  return { text, values: Object.fromEntries(own.flatMap(({ entries }) => entries)) };
}

/** Checks at compile time that every text of a table exists in every language, and keeps the table's keys. */
export function defineTexts<const T extends Readonly<Record<string, Text>>>(texts: T): T {
  return texts;
}

/** Maps a language tag such as `zh-Hans-CN` or `en_GB.UTF-8` to a supported locale; anything else is English. */
export function localeOf(tag: string | undefined): Locale {
  return tag !== undefined && /^zh\b/i.test(tag.replaceAll('_', '-')) ? 'zh-cn' : 'en';
}
