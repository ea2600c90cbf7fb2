import { percent, timeAgo } from '../base/format.ts';
import { type Locale, type Phrase, phrase, say } from '../base/text.ts';
import type { Measurement } from '../history/types.ts';
import { editorTexts as texts } from './texts.ts';

/** What a lens says of a measurement: how many answers agree, are right and pass the checks, as far as it is known. */
export function measuredWords(measurement: Measurement, now: number, locale: Locale): string {
  const { at, samples: count, modelTitle: model } = measurement;
  const figures = figuresOf(measurement, locale).map((each) => say(each, locale));
  const joined = figures.join(locale === 'en' ? ', ' : '，');
  return say(
    phrase(texts.measured, { figures: joined, count, model, when: timeAgo(at, now, locale) }),
    locale,
  );
}

/** Free text hardly ever agrees: where nearly all answers differ, no share of them is told. */
function figuresOf(
  { agreement, accuracy, passRate, scattered }: Measurement,
  locale: Locale,
): readonly Phrase[] {
  const share = (value: number) => ({ share: percent(value, locale) });
  return [
    scattered ? phrase(texts.scattered) : phrase(texts.agreeing, share(agreement)),
    ...(accuracy === undefined ? [] : [phrase(texts.right, share(accuracy))]),
    ...(passRate === undefined ? [] : [phrase(texts.passing, share(passRate))]),
  ];
}
