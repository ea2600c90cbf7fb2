import type { ModelSettings, Role } from '../prompt/types.ts';
import type { Fact } from './facts.ts';
import { type TextValue, textOf, type Value } from './values.ts';

/** A value and the fact its offsets count from. */
export interface Located<V extends Value = Value> {
  readonly fact: Fact;
  readonly value: V;
}

/** One message before its text is placed in the file; `content` that is no text stands for a value filled in at run time. */
export interface DraftMessage {
  readonly role: Role;
  readonly content: Located;
  /** What `+=` adds to the text later, in order. */
  readonly additions?: readonly Located<TextValue>[];
  /** Other texts that may stand in its place: `a if c else b`. */
  readonly alternatives?: readonly Located[];
}

/** A prompt before offsets, ids and ordinals: it stays valid while its facts move. */
export interface Draft {
  readonly origin: string;
  readonly sdk?: string;
  readonly symbol: string;
  readonly title: string;
  readonly messages: readonly DraftMessage[];
  readonly settings: ModelSettings;
  /** Where the model is named. */
  readonly modelPlace?: Located;
  readonly parsedBy?: string;
  readonly confidence: number;
  /** The fact it was read from; lower ranks claim a literal before higher ones. */
  readonly fact: Fact;
  readonly rank: number;
}

/** Letters a text itself has, holes apart; a Han character says about as much as three. */
export function ownLetters({ pieces }: Pick<TextValue, 'pieces'>): number {
  let count = 0;
  for (const { kind, text } of pieces) {
    if (kind !== 'text' && kind !== 'escape') continue;
    count += text.match(/\p{L}/gu)?.length ?? 0;
    count += 2 * (text.match(/\p{Script=Han}/gu)?.length ?? 0);
  }
  return count;
}

/** True where a message has words of its own. */
export function hasWords({ content, additions = [] }: Pick<DraftMessage, 'content' | 'additions'>): boolean {
  return [content, ...additions].some(
    ({ value }) =>
      value.kind === 'text' &&
      value.pieces.some(({ kind, text }) => (kind === 'text' || kind === 'escape') && /\p{L}/u.test(text)),
  );
}

/** The beginning of the first message with words. */
export function titleOf(messages: readonly DraftMessage[]): string {
  const first = messages.find(hasWords)?.content.value;
  return first?.kind === 'text' ? textOf(first).trim().slice(0, 40) : '';
}

/** The messages as they are first, then once more for each text that may stand in the place of one. */
export function variantsOf(messages: readonly DraftMessage[]): readonly (readonly DraftMessage[])[] {
  const plain = messages.map(({ alternatives: _, ...message }): DraftMessage => message);
  const others = messages.flatMap(({ role, alternatives = [] }, index) =>
    alternatives.map((content) => plain.with(index, { role, content })),
  );
  return [plain, ...others];
}
