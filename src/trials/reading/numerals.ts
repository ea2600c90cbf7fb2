import type { Span } from '../../base/span.ts';

/**
 * Something with digits in a text. Only a `number` can be read as one; a `compound` (date, time, fraction, range, power, version,
 * foreign grouping …) is an answer of another kind, and no part of it is a number; a `name` such as GPT-4 only has digits in it.
 */
export interface Numeral {
  readonly kind: 'number' | 'compound' | 'name';
  /** The number without currency and unit; the whole of anything else. */
  readonly span: Span;
  /** The number as read: with its sign, without currency. */
  readonly answer: string;
}

/** Everything with digits in a text, in order. */
export function numeralsIn(text: string): readonly Numeral[] {
  const plain = halfWidth(text);
  const found: Found[] = [];
  for (const { 0: run, index } of plain.matchAll(runs)) {
    if (!/\p{N}/u.test(run)) continue;
    const next = classify(plain, { start: index, end: index + run.length });
    const last = found.at(-1);
    const merged = last && merge(plain, last, next);
    if (merged) found[found.length - 1] = merged;
    else found.push(next);
  }
  return found.map(({ kind, span: { start, end }, sign }) => {
    const written = text.slice(start, end);
    const answer = sign === undefined ? written : `${sign}${written.replace(prefix, '')}`;
    return { kind, span: { start, end }, answer };
  });
}

interface Found extends Pick<Numeral, 'kind' | 'span'> {
  /** Where the run ends, with the unit. */
  readonly whole: Span;
  readonly sign?: string;
}

const letters = '\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}_';
const word = `[${letters}\\p{N}]+`;
/** Letters and digits with the signs that tie them together. Chinese characters are units and words beside a number, not parts of it. */
const runs = new RegExp(
  `\\\\[dt]?frac\\{[^{}]*\\}\\{[^{}]*\\}|\\\\sqrt(?:\\[\\d+\\])?\\{[^{}]*\\}|${word}(?:(?:[-–]|\\^[-−]?|(?<=\\p{N})(?:[.,:/'’~—−+*×·]|\\{,\\}|\\\\,)(?=\\p{N})|(?<=\\d[eE])[-+](?=\\d)|(?<=[${letters}])/(?=[${letters}]))${word})*(?:[\\^_]\\{[^{}]*\\})?`,
  'gu',
);
const numeral = /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?/;
/** What may stand directly after a number without making it another: units of measure, ordinal endings, `-minute`. */
const attached = new RegExp(
  `^(?:[kKcmµnhMG]?(?:m|g|[lL]|s|W|V|A|Hz|Pa|J|N|B|b|cal|Wh)[²³]?|[kKMGT]i?[bB]|(?:m|km)/[sh]|km/h|mph|kmh|h|hrs?|min|sec|days?|lbs?|oz|ft|yd|mi|in|px|pt|mol|K|C|F|USD|EUR|GBP|CNY|RMB|st|nd|rd|th|(?:-[${letters}]+)+)?$`,
  'u',
);
const months =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)';
const beforeDate = new RegExp(`\\b${months}\\.?\\s+(?:the\\s+)?$`);
/** What turns the number before it into another: a month, half of the day, a multiplier, a power. */
const changes = new RegExp(
  `^(?:(?:\\s+of)?\\s+${months}\\b|\\s*(?:[ap]\\.?m\\b|o['’]clock|[千百万萬亿億兆]|分之|折)|\\s+(?:thousand|million|billion|trillion|hundred|dozen|bn\\b)|\\s*[\\^](?!\\\\?(?:circ|°)))`,
  'iu',
);
const prefix = /^[-+−负負$€£¥￥\s]+/u;
/** Words and signs that tie two numbers together to a range, a fraction, an expression, a choice of several. */
const ties =
  /^(?:\s*(?:[-–—−~/:×*+÷^·]|\\(?:times|cdot|div|pm)|±|至|到|或|和|与|年|月|点|时|分(?!之)|比|分之)\s*|\s+(?:to|or|and|x|by|out of)\s+|\s*%\s*(?:-|–|to|至|到)\s*)$/iu;

function classify(text: string, whole: Span): Found {
  const run = text.slice(whole.start, whole.end);
  const digits = numeral.exec(run)?.[0];
  if (digits === undefined || !attached.test(run.slice(digits.length)))
    return { kind: /^\p{N}|^\\/u.test(run) ? 'compound' : 'name', span: whole, whole };
  const before = text.slice(Math.max(0, whole.start - 16), whole.start);
  const after = text.slice(whole.end, whole.end + 16);
  if (beforeDate.test(before) || changes.test(after) || /[<≤≥±]\s*$|[^\n]>\s*$/.test(before))
    return { kind: 'compound', span: whole, whole };
  return { kind: 'number', whole, ...withSigns(text, whole.start, digits, after) };
}

/** The number with its sign and percent sign; a currency between sign and digits is marked along but not read. */
function withSigns(text: string, from: number, digits: string, after: string): Pick<Found, 'span' | 'sign'> {
  const before = text.slice(0, from);
  const point = /(?<![\p{L}\p{N}.])\.$/u.test(before) ? 1 : 0;
  const lead = before.slice(0, before.length - point);
  const signed = /(?:(?<=^|[\s(=:,$€£¥￥"'“*{，：])([-+−])|(负|負|\bminus\s))([$€£¥￥]?)$/iu.exec(
    lead.slice(-12),
  );
  const percent = text.startsWith(digits, from) ? /^\s?\\?%/.exec(after)?.[0].length : 0;
  const end = from + digits.length + (percent ?? 0);
  if (signed === null) return { span: { start: from - point, end } };
  const start = from - point - signed[0].length;
  const plain = signed[1] !== undefined && signed[3] === '';
  return plain ? { span: { start, end } } : { span: { start, end }, sign: signed[1] === '+' ? '' : '-' };
}

function merge(text: string, last: Found, next: Found): Found | undefined {
  const gap = text.slice(last.whole.end, next.whole.start);
  const whole = { start: last.whole.start, end: next.whole.end };
  const run = text.slice(next.whole.start, next.whole.end);
  const group = /^[ \u00a0\u202f\u2009]$/.test(gap) && /^\d{3}(?:[.,]\d+)?$/.test(run);
  if (group && /^\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})*$/.test(text.slice(last.whole.start, last.whole.end)))
    return { kind: 'number', whole, span: { start: last.span.start, end: next.span.end } };
  const isMixed = /^\s+$/.test(gap) && /^\d+\/\d+$/.test(run) && last.kind === 'number';
  const isSecond = last.kind !== 'name' && next.kind !== 'name' && (ties.test(gap) || isMixed);
  const isYear = last.kind === 'compound' && /^,?\s+$/.test(gap) && /^\d{4}$/.test(run);
  return isSecond || isYear ? { kind: 'compound', whole, span: whole } : undefined;
}

/** Full-width digits and signs as plain ones; every character stays where it is. */
function halfWidth(text: string): string {
  return text.replace(/[０-９．，－＋％：／～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}
