/**
 * What a program takes away from a text before it uses it. `tag` is the dedent of JavaScript's template tags, which sees
 * escapes as they are written; `tagCall` is the same function called with a text.
 */
export type Trim =
  | 'strip'
  | 'lstrip'
  | 'rstrip'
  | 'trim'
  | 'trimStart'
  | 'trimEnd'
  | 'dedent'
  | 'cleandoc'
  | 'tag'
  | 'tagCall';

/** What Python takes for blank, as code points; JavaScript's differ in some control characters and the byte order mark. */
function isPythonBlank(char: string): boolean {
  const code = char.charCodeAt(0);
  return (/\s/.test(char) && code !== 0xfeff) || (code >= 0x1c && code <= 0x1f) || code === 0x85;
}

/** A text with what some trims keep of it, by index. */
export interface Trimmed {
  readonly kept: readonly boolean[];
  /** The indentation that was taken from each line. */
  readonly margin: string;
}

/** Which characters of a text some trims keep, one after another; `undefined` where that cannot be told. */
export function applyTrims(text: string, trims: readonly Trim[]): Trimmed | undefined {
  let kept = Array.from({ length: text.length }, () => true);
  let margin = '';
  for (const trim of trims) {
    const places = [...kept.keys()].filter((index) => kept[index]);
    const now = places.map((index) => text[index]).join('');
    if (trim === 'cleandoc' && hasOddBlank(now)) return undefined;
    const { removed, margin: own } = removals[trim](now);
    if (own !== '') margin = own;
    kept = kept.slice();
    for (const { start, end } of removed) for (const index of places.slice(start, end)) kept[index] = false;
  }
  return { kept, margin };
}

/** What an escape is to a trim: template tags see it before it stands for a blank. */
export function escapedText(text: string, notation: string, trims: readonly Trim[]): string {
  return trims.includes('tag') && notation.startsWith('\\') ? text.replace(/\s/g, 'x') : text;
}

interface Removals {
  readonly removed: readonly { readonly start: number; readonly end: number }[];
  readonly margin: string;
}

interface Line {
  readonly text: string;
  readonly start: number;
}

const removals: Readonly<Record<Trim, (text: string) => Removals>> = {
  strip: (text) => ({ removed: [...pythonHead(text), ...pythonTail(text)], margin: '' }),
  lstrip: (text) => ({ removed: pythonHead(text), margin: '' }),
  rstrip: (text) => ({ removed: pythonTail(text), margin: '' }),
  trim: (text) => ({ removed: [...head(text), ...tail(text)], margin: '' }),
  trimStart: (text) => ({ removed: head(text), margin: '' }),
  trimEnd: (text) => ({ removed: tail(text), margin: '' }),
  dedent: dedented,
  cleandoc,
  tag,
  tagCall: tag,
};

/** `inspect.cleandoc` widens tabs, and counts other blanks as indentation. */
function hasOddBlank(text: string): boolean {
  return [...text].some((char) => char !== ' ' && char !== '\n' && isPythonBlank(char));
}

function pythonHead(text: string) {
  let end = 0;
  while (end < text.length && isPythonBlank(text[end] ?? '')) end++;
  return [{ start: 0, end }];
}

function pythonTail(text: string) {
  let start = text.length;
  while (start > 0 && isPythonBlank(text[start - 1] ?? '')) start--;
  return [{ start, end: text.length }];
}

function head(text: string) {
  return [{ start: 0, end: /^\s*/.exec(text)?.[0].length ?? 0 }];
}

function tail(text: string) {
  return [{ start: text.trimEnd().length, end: text.length }];
}

function linesOf(text: string): readonly Line[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const own = { text: line, start };
    start += line.length + 1;
    return own;
  });
}

/** `textwrap.dedent`: lines of blanks alone lose them, all others the indentation they have in common. */
function dedented(text: string): Removals {
  const lines = linesOf(text);
  const margin = commonStart(
    lines.filter(({ text: line }) => /[^ \t]/.test(line)).map(({ text: line }) => indentOf(line)),
  );
  const removed = lines.map(({ text: line, start }) => ({
    start,
    end: start + (/[^ \t]/.test(line) ? margin.length : line.length),
  }));
  return { removed, margin };
}

/** `inspect.cleandoc`: the first line loses its own indentation, the others the one in common; blank lines go at both ends. */
function cleandoc(text: string): Removals {
  const [first = { text: '', start: 0 }, ...others] = linesOf(text);
  const margin = commonStart(
    others.filter(({ text: line }) => /\S/.test(line)).map(({ text: line }) => / */.exec(line)?.[0] ?? ''),
  );
  const removed = [
    ...head(first.text),
    ...others.map(({ text: line, start }) => ({ start, end: start + Math.min(margin.length, line.length) })),
  ];
  const left = [first, ...others].map((line, index) =>
    line.text.slice((removed[index]?.end ?? 0) - line.start),
  );
  const from = left.findIndex((line) => line !== '');
  const to = left.findLastIndex((line) => line !== '');
  if (from < 0) return { removed: [{ start: 0, end: text.length }], margin };
  const ends = [first, ...others].map(({ text: line, start }) => start + line.length);
  const begins = [first, ...others].map(({ start }) => start);
  return {
    removed: [
      ...removed,
      { start: 0, end: begins[from] ?? 0 },
      { start: ends[to] ?? text.length, end: text.length },
    ],
    margin,
  };
}

/** The least indentation among the lines that have one; then both ends are trimmed. */
function tag(text: string): Removals {
  const lines = linesOf(text);
  const indents = lines.flatMap(({ text: line }) => /^(\s+)\S/.exec(line)?.[1] ?? []);
  const least = indents.reduce((a, b) => (b.length < a.length ? b : a), indents[0] ?? '');
  const removed = lines.map(({ text: line, start }) => ({
    start,
    end: start + (/^[ \t]/.test(line) ? Math.min(least.length, line.length) : 0),
  }));
  return { removed: [...removed, ...head(text), ...tail(text)], margin: least };
}

function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

function commonStart(texts: readonly string[]): string {
  return texts.reduce((common, text) => {
    let length = 0;
    while (length < Math.min(common.length, text.length) && common[length] === text[length]) length++;
    return common.slice(0, length);
  }, texts[0] ?? '');
}
