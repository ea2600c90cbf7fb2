import { type Locale, type PhraseValues, say, type Text } from '../base/text.ts';

/** Says a text in the reader's language. */
export type Teller = (text: Text, values?: PhraseValues) => string;

/** The teller of a language. */
export function tellerOf(locale: Locale): Teller {
  return (text, values) => say(values === undefined ? { text } : { text, values }, locale);
}
