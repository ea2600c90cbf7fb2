import type { Locale } from './text.ts';

const tags: Readonly<Record<Locale, string>> = { en: 'en', 'zh-cn': 'zh-CN' };

/** A share of 0 to 1 in whole percent: `60 %`, in Chinese `60%`. */
export function percent(share: number, locale: Locale): string {
  return `${wholePercent(share)}${locale === 'en' ? ' %' : '%'}`;
}

/** Both ends of an interval of shares; a dash before `>99 %` would look like an arrow. */
export function percentRange([low, high]: readonly [number, number], locale: Locale): string {
  return `${percent(low, locale)} ${locale === 'en' ? 'to' : '至'} ${percent(high, locale)}`;
}

/** Whole percent without the sign. Only an exact 1 reads 100 and only an exact 0 reads 0. */
function wholePercent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 100 && share < 1) return '>99';
  if (rounded === 0 && share > 0) return '<1';
  return String(rounded);
}

/** A number as the language groups it, with at most `digits` decimals. */
export function decimal(value: number, locale: Locale, digits = 0): string {
  return new Intl.NumberFormat(tags[locale], { maximumFractionDigits: digits }).format(value);
}

/** US dollars with two digits that count: `0.00012`, `1.25`. */
export function dollars(value: number, locale: Locale): string {
  const options = value >= 1 ? { maximumFractionDigits: 2 } : { maximumSignificantDigits: 2 };
  return new Intl.NumberFormat(tags[locale], options).format(value);
}

const units = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How long ago a moment was, in its largest unit: `2 days ago`; less than a minute is `just now`. */
export function timeAgo(at: number, now: number, locale: Locale): string {
  const passed = Math.max(0, now - at);
  const unit = units.find(([, length]) => passed >= length);
  if (unit === undefined) return locale === 'en' ? 'just now' : '刚刚';
  const [name, length] = unit;
  const said = new Intl.RelativeTimeFormat(tags[locale]).format(-Math.floor(passed / length), name);
  // The language data writes `1分钟前`; beside other counts the unit has a space before it.
  return said.replace(/(?<=\d)(?=\p{Script=Han})/u, ' ');
}

/** A text on one line of at most `length` characters, for lists and titles. */
export function oneLine(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}
