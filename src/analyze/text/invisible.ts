import type { Span } from '../../base/span.ts';

/** Invisible characters that stand together and have no use where they stand. */
export interface InvisibleRun {
  readonly span: Span;
  /** Each different character once, such as `U+200B zero width space`. */
  readonly names: string;
  /** The text that tag characters spell; empty where there are none. */
  readonly hidden: string;
  /** True where taking them away changes neither what is shown nor its order. */
  readonly harmless: boolean;
}

/** Names after the Unicode Character Database. */
const names = new Map([
  [0xad, 'soft hyphen'],
  [0x61c, 'Arabic letter mark'],
  [0x180e, 'Mongolian vowel separator'],
  [0x200b, 'zero width space'],
  [0x200c, 'zero width non-joiner'],
  [0x200d, 'zero width joiner'],
  [0x200e, 'left-to-right mark'],
  [0x200f, 'right-to-left mark'],
  [0x202a, 'left-to-right embedding'],
  [0x202b, 'right-to-left embedding'],
  [0x202c, 'pop directional formatting'],
  [0x202d, 'left-to-right override'],
  [0x202e, 'right-to-left override'],
  [0x2060, 'word joiner'],
  [0x2066, 'left-to-right isolate'],
  [0x2067, 'right-to-left isolate'],
  [0x2068, 'first strong isolate'],
  [0x2069, 'pop directional isolate'],
  [0xfeff, 'zero width no-break space (byte order mark)'],
]);

const run =
  /[\u{ad}\u{61c}\u{180e}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2060}\u{2066}-\u{2069}\u{feff}\u{e0000}-\u{e007f}]+|[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]+/gu;
const flagTags = /^[\u{e0020}-\u{e007e}]{2,6}\u{e007f}$/u;
const variation = /^[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]$/u;
const direction = /^[\u{61c}\u{200e}\u{200f}\u{202a}-\u{202c}\u{2066}-\u{2069}]+$/u;
const harmless = /^[\u{ad}\u{200b}\u{2060}\u{feff}]+$/u;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
/** Scripts that write with joiners, or mark where a line may break: from Hebrew to Khmer, and Mongolian. */
const joining = /[\u0590-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc]/;
const pictograph = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f/u;

/** The invisible characters of a text, without those that emoji and scripts need, and those shown in quotes. */
export function invisibleRuns(text: string): readonly InvisibleRun[] {
  const mixed = rightToLeft.test(text);
  return [...text.matchAll(run)].flatMap(({ 0: characters, index }): InvisibleRun[] => {
    const end = index + characters.length;
    const before = [...text.slice(Math.max(0, index - 2), index)].at(-1) ?? '';
    const after = String.fromCodePoint(text.codePointAt(end) ?? 0x20);
    if (isUsed(characters, before, after, mixed)) return [];
    return [{ span: { start: index, end }, ...described(characters) }];
  });
}

function isUsed(characters: string, before: string, after: string, mixed: boolean): boolean {
  if (characters === '\u{feff}' && before === '') return true;
  if (isQuote(before) && isQuote(after)) return true;
  if (direction.test(characters)) return mixed;
  if (variation.test(characters))
    return before !== '' && !/[\p{L}\s]/u.test(before.replace(/\p{Script=Han}/u, ''));
  if (flagTags.test(characters)) return before === '\u{1f3f4}';
  if (!/^[\u{180e}\u{200b}-\u{200d}]$/u.test(characters)) return false;
  if (characters === '\u{200d}' && pictograph.test(before) && pictograph.test(after)) return true;
  return joining.test(before) || joining.test(after);
}

function isQuote(character: string): boolean {
  return /^["'`“”‘’「」]$/.test(character);
}

function described(characters: string): Omit<InvisibleRun, 'span'> {
  const points = [...characters].map((character) => character.codePointAt(0) ?? 0);
  const hidden = points
    .filter((point) => point >= 0xe0020 && point <= 0xe007e)
    .map((point) => String.fromCodePoint(point - 0xe0000));
  return {
    names: [...new Set(points)].slice(0, 3).map(nameOf).join(', '),
    hidden: hidden.join('').slice(0, 80),
    harmless: harmless.test(characters),
  };
}

function nameOf(point: number): string {
  const name =
    names.get(point) ?? (point >= 0xe0000 && point <= 0xe007f ? 'tag character' : 'variation selector');
  return `U+${point.toString(16).toUpperCase().padStart(4, '0')} ${name}`;
}
