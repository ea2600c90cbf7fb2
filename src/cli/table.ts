const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const unseen = /^[\p{Mark}\p{Control}\p{Format}]/u;
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Columns a text takes in a terminal: two for each wide character, such as Chinese ones. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of characters.segment(text)) {
    width += unseen.test(segment) ? 0 : wide.test(segment) ? 2 : 1;
  }
  return width;
}

/** One column of a table. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** Lays rows out under their titles, two spaces between columns. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const all = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, index) => Math.max(...all.map((row) => displayWidth(row[index] ?? ''))));
  return all.map((row) => `${line(row, columns, widths).trimEnd()}\n`).join('');
}

function line(row: readonly string[], columns: readonly Column[], widths: readonly number[]): string {
  return columns
    .map(({ align }, index) => {
      const cell = row[index] ?? '';
      const space = ' '.repeat((widths[index] ?? 0) - displayWidth(cell));
      return align === 'right' ? space + cell : cell + space;
    })
    .join('  ');
}

/**
 * Text from a model or a file made safe for a terminal: control characters, which could move the cursor or hide what is
 * shown, are written out.
 */
export function printable(text: string): string {
  return text.replace(
    /[\p{Control}\u202a-\u202e\u2066-\u2069]/gu,
    (character) =>
      ({ '\n': '⏎', '\t': ' ', '\r': '' })[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
