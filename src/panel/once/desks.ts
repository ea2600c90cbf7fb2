import type { Attempt } from './replies.ts';
import { typedInput } from './single.ts';

/** What lies in the room of one prompt. */
export interface Desk {
  /** The row whose values are used, or the typed ones. */
  readonly row: string;
  /** Texts edited here. */
  readonly drafts?: readonly string[] | undefined;
  /** Newest first. */
  readonly attempts: readonly Attempt[];
  /** Ends the request under way. */
  readonly stop?: AbortController | undefined;
}

/** Replies kept to compare with, besides the last one. */
const keptReplies = 5;
const empty: Desk = { row: typedInput, attempts: [] };

/** A desk for each prompt, so that no prompt shows what was asked of another. */
export class Desks {
  readonly #desks = new Map<string, Desk>();

  of(promptId: string): Desk {
    return this.#desks.get(promptId) ?? empty;
  }

  change(promptId: string, part: Partial<Desk>): void {
    this.#desks.set(promptId, { ...this.of(promptId), ...part });
  }

  /** Changes the newest attempt, the only one that may still be going on. */
  changeLast(promptId: string, part: Partial<Attempt>): void {
    const [last, ...earlier] = this.of(promptId).attempts;
    if (last !== undefined) this.change(promptId, { attempts: [{ ...last, ...part }, ...earlier] });
  }

  stopAll(): void {
    for (const { stop } of this.#desks.values()) stop?.abort();
  }
}

/** Attempts with one in front, be it new or one of them. */
export function inFront(attempt: Attempt, attempts: readonly Attempt[]): readonly Attempt[] {
  return [attempt, ...attempts.filter((each) => each !== attempt).slice(0, keptReplies)];
}
