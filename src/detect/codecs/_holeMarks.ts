/** One mark of a text that may stand for a value. */
export interface HoleMark {
  /** The notation it belongs to: `${name}`, `{{name}}`, `{name}`, `%s` or `<name>`. */
  readonly style: string;
  /** As the text writes it. */
  readonly notation: string;
  /** Empty where the notation has no name. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Which marks of a text are holes: those of some styles, but for some notations that are plain text. */
export interface HoleChoice {
  readonly styles: readonly string[];
  readonly literal: readonly string[];
}

const identifier = String.raw`[\p{L}_][\p{L}\p{N}_]{0,60}(?:[.-][\p{L}\p{N}_]{1,60}){0,4}`;
const marks = new RegExp(
  [
    String.raw`\$\{(?<dollar>${identifier})\}`,
    String.raw`\{\{[ \t]{0,9}(?<double>${identifier})[ \t]{0,9}\}\}`,
    String.raw`(?<![{$\\])\{(?<single>${identifier})\}(?!\})`,
    String.raw`(?<!%)%(?:\((?<percent>${identifier})\))?[sdvqfi](?![\p{L}\p{N}])`,
    `<(?<angle>${identifier})>`,
  ].join('|'),
  'gu',
);

/** Every mark of a text that looks like a hole in one of the usual notations. */
export function holeMarks(text: string): readonly HoleMark[] {
  return [...text.matchAll(marks)].map(({ 0: notation, index: start, groups = {} }) => {
    const [style, name] = Object.entries(groups).find(([, value]) => value !== undefined) ?? ['percent', ''];
    return { style, notation, name, start, end: start + notation.length };
  });
}

/** The marks that are holes. */
export function chosenMarks(text: string, { styles, literal }: HoleChoice): readonly HoleMark[] {
  if (styles.length === 0) return [];
  return holeMarks(text).filter(
    ({ style, notation }) => styles.includes(style) && !literal.includes(notation),
  );
}

/** A choice as parameters of a codec, and back. */
export function choiceParams({ styles, literal }: HoleChoice): Readonly<Record<string, string>> {
  return { styles: styles.join('\n'), literal: literal.join('\n') };
}

export function choiceFrom(params: Readonly<Record<string, unknown>>): HoleChoice {
  const list = (value: unknown) => (typeof value === 'string' && value !== '' ? value.split('\n') : []);
  return { styles: list(params['styles']), literal: list(params['literal']) };
}
