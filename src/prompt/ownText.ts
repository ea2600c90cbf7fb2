import type { Message } from './types.ts';

/** True where a message has words of its own, not only holes and marks: only then is there something to scan, analyse or rewrite. */
export function hasOwnText({ segments }: Pick<Message, 'segments'>): boolean {
  return segments.some(({ kind, text }) => (kind === 'text' || kind === 'escape') && /\p{L}/u.test(text));
}
