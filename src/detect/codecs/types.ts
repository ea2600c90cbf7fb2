import type { Encoding } from '../../prompt/types.ts';

/** What a codec may look at around the place it writes to; characters are those written letter by letter in the same literal. */
export interface WritePlace {
  readonly params: Encoding['params'];
  /** Text directly before and after, `''` where the literal begins or ends or another notation stands. */
  readonly before: string;
  readonly after: string;
  /** True where the closing delimiter comes directly after. */
  readonly atEnd: boolean;
  /** True where nothing stands between the place and the literal's opening. */
  readonly atStart: boolean;
  /** The notation of the hole that stands directly before or after, if one does. */
  readonly holeBefore?: string;
  readonly holeAfter?: string;
  /** The place lies before (`left`) or after (`right`) an operand that is no literal. */
  readonly side?: 'left' | 'right';
}

/** The source for a text; or how many neighbouring characters must be written anew with it; or that it cannot be written. */
export type Written =
  | { readonly source: string }
  | { readonly widenBefore: number }
  | { readonly widenAfter: number }
  | undefined;

/** A hole to be written again at another place. */
export interface MovedHole {
  readonly expression: string;
  readonly params: Encoding['params'];
}

/** Knows how one notation writes text. `writeAll` serves notations whose value can only be written as a whole. */
export interface Codec {
  readonly id: string;
  write(text: string, place: WritePlace): Written;
  /** The source of a hole at a place, or `undefined` where it cannot stand there. */
  writeHole(hole: MovedHole, place: WritePlace): string | undefined;
  /** Writes a whole value from its parts: kept notations and new text; used instead of `write` where present. */
  writeAll?(parts: readonly ValuePart[], params: Encoding['params']): string | undefined;
}

/** A part of a value: `notation` as it stands in the file, or absent for new text. */
export interface ValuePart {
  readonly text: string;
  readonly notation?: string;
  /** A hole: in the file it reads as its notation. */
  readonly hole?: boolean;
}

/** Checks a codec's shape at compile time. */
export function defineCodec(codec: Codec): Codec {
  return codec;
}

/** A segment whose file is not known yet; offsets count in the text it was read from. */
export interface Piece {
  readonly kind: 'text' | 'escape' | 'hole' | 'control';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly encoding: Encoding;
  /** Present on holes. */
  readonly expression?: string;
  /** On a hole that always reads the same: the text of a constant. */
  readonly constant?: string;
}
