import type { Encoding } from '../../prompt/types.ts';
import type { Piece } from './types.ts';

/** A notation that stands for other text: how much of the source it takes, and the text. */
export interface Escape {
  readonly length: number;
  readonly text: string;
  /** A digit after it would become part of it. */
  readonly openEnded?: boolean;
}

/** Cuts source text into what is written letter by letter and what `escapeAt` takes for an escape. */
export function splitAtEscapes(
  source: string,
  { start, end }: { readonly start: number; readonly end: number },
  encoding: Encoding,
  escapeAt: (at: number) => Escape | undefined,
): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = start;
  const addText = (to: number) => {
    if (to > from)
      pieces.push({ kind: 'text', text: source.slice(from, to), start: from, end: to, encoding });
  };
  for (let at = start; at < end; at = Math.max(at + 1, from)) {
    const found = escapeAt(at);
    if (found === undefined) continue;
    const { length, text, openEnded = false } = found;
    addText(at);
    const own = openEnded ? { ...encoding, params: { ...encoding.params, openEnded } } : encoding;
    pieces.push({ kind: 'escape', text, start: at, end: at + length, encoding: own });
    from = at + length;
  }
  addText(end);
  return pieces;
}

/** A `\r` or `\r\n` of the file, which a program reads as `\n`; both languages normalise line ends inside literals. */
export function lineEndAt(source: string, at: number, end: number): Escape {
  return { length: source[at + 1] === '\n' && at + 1 < end ? 2 : 1, text: '\n' };
}

/** An octal escape of fewer than three digits takes in a digit that follows it. */
export function isOpenEnded(notation: string): boolean {
  return /^\\[0-7]{1,2}$/.test(notation);
}
