import { type RequestCopy, requestCopies } from '../../models/requestCopies.ts';
import type { ChatMessage } from '../../models/types.ts';
import type { Choice } from '../choice.ts';
import { isIndex, oneOf, type Raw } from '../parsing.ts';

export type { RequestCopy } from '../../models/requestCopies.ts';

/** One request and its reply. Texts are cut where they are longer than a page can show; what is copied is whole. */
export interface OnceView {
  /** Where the values come from: typed ones, or a row of the cases file. One choice means there is nothing to choose. */
  readonly inputs: readonly Choice[];
  readonly input: string;
  readonly needsTask: boolean;
  readonly showsHoles: boolean;
  /** The request with its holes filled, as it would be sent. */
  readonly rendered: readonly ChatMessage[];
  /** The messages as the user edits them here, holes as `{{name}}`; the file keeps its text until it is written. */
  readonly drafts?: readonly { readonly role: string; readonly text: string }[];
  /** Whether the drafts differ from the file. */
  readonly changed: boolean;
  readonly size: readonly string[];
  readonly blocked?: string;
  readonly copies: readonly RequestCopy[];
  readonly running: boolean;
  readonly reply?: OnceReply;
  /** Replies before that one, newest first. */
  readonly earlier: readonly OnceReply[];
}

/** A reply, or why there is none. */
export interface OnceReply {
  readonly number: number;
  readonly title: string;
  readonly text: string;
  readonly detail: string;
  readonly failed: boolean;
  /** What is right where the reply is: the part read as its answer, else all of it. Absent while the reply is coming. */
  readonly right?: string;
}

/** What the user did in this room. */
export type OnceMessage =
  | { readonly type: (typeof plainTypes)[number] }
  | { readonly type: 'input'; readonly id: string }
  | { readonly type: 'draft'; readonly turn: number; readonly text: string }
  | { readonly type: 'keepCase'; readonly number: number; readonly answer?: string }
  | { readonly type: 'copy'; readonly copy: RequestCopy };

const plainTypes = ['run', 'stop', 'edit', 'discard', 'write', 'copyReply'] as const;

/** Reads a message of this room; `undefined` for anything that is none. */
export function parseOnceMessage({
  type,
  id,
  turn,
  text,
  copy,
  number,
  answer,
}: Raw): OnceMessage | undefined {
  const plain = oneOf(plainTypes, type);
  if (plain !== undefined) return { type: plain };
  switch (type) {
    case 'input':
      return typeof id === 'string' ? { type, id } : undefined;
    case 'draft':
      return isIndex(turn) && typeof text === 'string' ? { type, turn, text } : undefined;
    case 'keepCase':
      if (!isIndex(number)) return undefined;
      return typeof answer === 'string' ? { type, number, answer } : { type, number };
    case 'copy': {
      const known = oneOf(requestCopies, copy);
      return known && { type, copy: known };
    }
    default:
      return undefined;
  }
}
