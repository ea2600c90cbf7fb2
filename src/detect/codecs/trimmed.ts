import { applyTrims, escapedText, type Trim } from './_trims.ts';
import { ecmascriptString } from './ecmascriptString.ts';
import { formatted } from './formatted.ts';
import { pythonString } from './pythonString.ts';
import { type Codec, defineCodec, type ValuePart } from './types.ts';

type Params = Parameters<NonNullable<Codec['writeAll']>>[1];

/** Stands for a hole while a text is trimmed. */
const mark = '\uFFFC';

/**
 * A literal that loses its indentation or its ends before it is used: `textwrap.dedent("""…""")`, `"…".strip()`. New
 * lines get the indentation; what the program would take away is refused. `inside` names the codec of the literal.
 */
export const trimmed = defineCodec({
  id: 'trimmed',
  write: () => undefined,
  writeHole: () => undefined,
  writeAll(parts, params) {
    const merged = mergeText(parts);
    const written: string[] = [];
    for (const [index, part] of merged.entries()) {
      const source = part.notation ?? writeNew(merged, index, params);
      if (source === undefined) return undefined;
      written.push(source);
    }
    const trims = String(params['trims']).split(' ') as readonly Trim[];
    const raw = merged.map((_, index) => rawOf(merged, index, params, trims)).join('');
    const wanted = merged
      .map(({ text, notation = '', hole }) => (hole === true ? mark : escapedText(text, notation, trims)))
      .join('');
    const kept = applyTrims(raw, trims)?.kept;
    const left = kept && [...kept.keys()].filter((at) => kept[at]).map((at) => raw[at]);
    return left?.join('') === wanted ? written.join('') : undefined;
  },
});

function codecInside({ inside }: Params): Codec {
  return [pythonString, ecmascriptString, formatted].find(({ id }) => id === inside) ?? pythonString;
}

function writeNew(parts: readonly ValuePart[], index: number, params: Params): string | undefined {
  // A tag sees the notation of a backslash, and libraries differ in what they make of two.
  const isTag = String(params['trims']).split(' ').includes('tag');
  if (isTag && parts[index]?.text.includes('\\')) return undefined;
  const previous = parts[index - 1]?.notation ?? '';
  const written = codecInside(params).write(indented(parts, index, params), {
    params: { ...params, openEnded: /\\[0-7]{1,2}$/.test(previous) },
    before: '',
    after: '',
    atStart: parts.slice(0, index).every(({ notation }) => notation === ''),
    atEnd: parts.slice(index + 1).every(({ notation }) => notation === ''),
  });
  return written !== undefined && 'source' in written ? written.source : undefined;
}

/** New text with the indentation that the program will take off its lines. */
function indented(parts: readonly ValuePart[], index: number, { margin }: Params): string {
  const next = parts[index + 1];
  const text = (parts[index]?.text ?? '').replace(/\n(?!\n|$)/g, `\n${margin}`);
  return text.endsWith('\n') && next !== undefined && next.text !== '' ? text + String(margin) : text;
}

/** Text beside new text is written with it, since what stands between may need another notation now. */
function mergeText(parts: readonly ValuePart[]): readonly ValuePart[] {
  const merged: ValuePart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    const plain = isPlain(part);
    const opensDigit = plain && /^[0-9]/.test(part.text) && /\\[0-7]{1,2}$/.test(last?.notation ?? '');
    if (last !== undefined && plain && isPlain(last))
      merged[merged.length - 1] = { text: last.text + part.text };
    else merged.push(opensDigit ? { text: part.text } : part);
  }
  return merged;
}

function isPlain({ text, notation, hole }: ValuePart): boolean {
  return hole !== true && (notation === undefined || (notation === text && text !== ''));
}

/** The text before it is trimmed. */
function rawOf(parts: readonly ValuePart[], index: number, params: Params, trims: readonly Trim[]): string {
  const { text = '', notation, hole } = parts[index] ?? {};
  if (hole === true) return mark;
  if (notation === undefined) return indented(parts, index, params);
  if (text !== '') return escapedText(text, notation, trims);
  return /^\\(?:\r?\n|\r)$/.test(notation) ? '' : decodeBlank(notation);
}

function decodeBlank(notation: string): string {
  return notation
    .replace(/\r\n?/g, '\n')
    .replace(/\\([nrt])/g, (_, letter: string) => ({ n: '\n', r: '\r', t: '\t' })[letter] ?? '');
}
