import type { Span } from '../../base/span.ts';
import { templateHoles } from '../codecs/_templates.ts';
import type { Piece } from '../codecs/types.ts';
import type { FileMessage } from './types.ts';

/** The line ending a file uses: that of its first line. */
export function eolOf(text: string): string {
  return /\r\n|\n/.exec(text)?.[0] ?? '\n';
}

/** The part of a body that is its text: without blank lines before and white space behind. */
export function trimmedSpan(text: string, start: number, end = text.length): Span {
  const body = text.slice(start, end);
  const leading = /^(?:[ \t]*(?:\r\n|\n|\r))*/.exec(body)?.[0].length ?? 0;
  const trailing = body.length - Math.max(leading, body.trimEnd().length);
  return { start: start + leading, end: Math.max(start + leading, end - trailing) };
}

/** Running text of a file: `\r\n` reads as one line break. */
export function textPieces(
  text: string,
  { start, end }: Span,
  params: Piece['encoding']['params'],
): readonly Piece[] {
  const encoding = { codec: 'plain-text', params };
  const pieces: Piece[] = [];
  let offset = start;
  for (let at = text.indexOf('\r\n', start); at >= 0 && at + 1 < end; at = text.indexOf('\r\n', at + 2)) {
    if (at > offset)
      pieces.push({ kind: 'text', text: text.slice(offset, at), start: offset, end: at, encoding });
    pieces.push({ kind: 'escape', text: '\n', start: at, end: at + 2, encoding });
    offset = at + 2;
  }
  if (offset < end)
    pieces.push({ kind: 'text', text: text.slice(offset, end), start: offset, end, encoding });
  return pieces;
}

/** A body in a notation of {@link templateHoles}, and the values its holes propose themselves. */
export function readBody(
  text: string,
  span: Span,
  template: string,
): { readonly pieces: readonly Piece[]; readonly samples: ReadonlyMap<string, readonly string[]> } {
  const params = { eol: eolOf(text), template };
  const pieces: Piece[] = [];
  const samples = new Map<string, readonly string[]>();
  let offset = span.start;
  for (const hole of templateHoles(text.slice(span.start, span.end), template)) {
    const start = span.start + hole.start;
    const end = span.start + hole.end;
    const notation = text.slice(start, end);
    pieces.push(
      ...textPieces(text, { start: offset, end: start }, params),
      hole.kind === 'hole'
        ? holePiece(hole.name, notation, start, params)
        : controlPiece(notation, start, params),
    );
    if (hole.sample !== undefined) samples.set(hole.name, [hole.sample]);
    offset = end;
  }
  pieces.push(...textPieces(text, { start: offset, end: span.end }, params));
  if (pieces.length === 0)
    pieces.push({ kind: 'text', text: '', ...span, encoding: { codec: 'plain-text', params } });
  return { pieces, samples };
}

/** A hole as the file writes it. */
export function holePiece(
  name: string,
  notation: string,
  start: number,
  params: Piece['encoding']['params'],
): Piece {
  const encoding = { codec: 'plain-text', params: { ...params, notation } };
  return {
    kind: 'hole',
    text: `{{${name}}}`,
    expression: name,
    start,
    end: start + notation.length,
    encoding,
  };
}

/** A block or comment of the template, as the file writes it. */
export function controlPiece(notation: string, start: number, params: Piece['encoding']['params']): Piece {
  const encoding = { codec: 'plain-text', params: { ...params, notation } };
  return { kind: 'control', text: '', start, end: start + notation.length, encoding };
}

/** One message that is the whole body. */
export function bodyMessage(
  role: FileMessage['role'],
  pieces: readonly Piece[],
  span: Span,
): readonly FileMessage[] {
  return pieces.some(({ kind, text }) => kind !== 'control' && text.trim() !== '')
    ? [{ role, pieces, span }]
    : [];
}
