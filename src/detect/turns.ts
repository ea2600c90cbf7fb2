import type { Piece } from './codecs/types.ts';
import type { DraftMessage } from './drafts.ts';
import { roleOfName } from './roles.ts';

/** A tag that begins a message, and one that ends it. */
const begins = /\bchat\s+role\s*=\s*["']?(\w+)/;
const ends = /\bendchat\b/;

/** The messages that a template's own tags make of a text: `{% chat role="system" %}…{% endchat %}`. */
export function turnsOf(message: DraftMessage): readonly DraftMessage[] {
  const { fact, value } = message.content;
  // What is trimmed is written as a whole, which a part of it is not.
  if (value.kind !== 'text' || value.pieces.some(({ encoding: { codec } }) => codec === 'trimmed'))
    return [message];
  const turns = [{ role: message.role, pieces: [] as Piece[] }];
  for (const piece of value.pieces) {
    const tag = piece.kind === 'control' ? String(piece.encoding.params['notation'] ?? '') : '';
    const role = begins.exec(tag)?.[1];
    if (role !== undefined || ends.test(tag))
      turns.push({ role: roleOfName(role ?? '') ?? message.role, pieces: [] });
    else turns.at(-1)?.pieces.push(piece);
  }
  if (turns.length === 1) return [message];
  return turns.flatMap(({ role, pieces }) => {
    const kept = withoutEdges(pieces);
    return kept.length === 0 ? [] : [{ role, content: { fact, value: { ...value, pieces: kept } } }];
  });
}

/** Blank edges belong to the layout between the tags, not to the message. */
function withoutEdges(pieces: readonly Piece[]): readonly Piece[] {
  const isBlank = ({ kind, text }: Piece) => (kind === 'text' || kind === 'escape') && text.trim() === '';
  const from = pieces.findIndex((piece) => !isBlank(piece));
  const to = pieces.findLastIndex((piece) => !isBlank(piece));
  return pieces.slice(Math.max(0, from), to + 1).map((piece, index, kept) => {
    if (piece.kind !== 'text') return piece;
    const left = index === 0 ? piece.text.length - piece.text.trimStart().length : 0;
    const right = index === kept.length - 1 ? piece.text.length - piece.text.trimEnd().length : 0;
    const text = piece.text.slice(left, piece.text.length - right);
    return { ...piece, text, start: piece.start + left, end: piece.end - right };
  });
}
