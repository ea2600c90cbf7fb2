import { failure } from '../failures.ts';
import type { FinishReason, ModelFailure, ReplyEvent, Usage } from '../types.ts';
import type { Piece } from './protocol.ts';

/** Puts the pieces of one request's replies together; every slot ends exactly once over all calls. */
export interface Gatherer {
  /** What the replies have grown by, from time to time, and the replies that a piece completed. */
  add(piece: Piece): readonly ReplyEvent[];
  /** Ends what is left: replies completed, slots that never appeared, and those cut off, as `cause` where it is known. */
  close(cause?: ModelFailure): readonly ReplyEvent[];
}

interface Draft {
  readonly slot: number;
  text: string;
  /** How much of the text has been shown. */
  shown: number;
  finish?: FinishReason;
}

/** Milliseconds between two showings of a request's growing replies: more would cost more than anybody sees. */
const showingInterval = 50;

/**
 * A reply is handed on the moment it is complete. Only the last one waits, for the usage that ends a stream, and carries
 * the usage of the whole request.
 */
export function createGatherer(
  slots: readonly number[],
  context: { readonly server: string; readonly model: string },
  elapsed: () => number,
): Gatherer {
  const drafts: Draft[] = slots.map((slot) => ({ slot, text: '', shown: 0 }));
  const open = new Set(drafts);
  let confirmedModel: string | undefined;
  let usage: Usage | undefined;
  let shownAt = Number.NEGATIVE_INFINITY;

  const show = (events: ReplyEvent[]) => {
    const now = elapsed();
    if (now - shownAt < showingInterval) return;
    for (const draft of open) {
      if (draft.shown === draft.text.length) continue;
      events.push({ type: 'delta', slot: draft.slot, text: draft.text.slice(draft.shown) });
      draft.shown = draft.text.length;
      shownAt = now;
    }
  };

  const end = (draft: Draft, finish: FinishReason, billed: Usage | undefined): ReplyEvent => {
    open.delete(draft);
    const { slot, text } = draft;
    const millis = elapsed();
    const code = text.trim() === '' ? emptyCode(finish) : undefined;
    if (code) return { type: 'failure', slot, failure: failure(code, { ...context }), millis };
    const confirmed = { ...(confirmedModel && { model: confirmedModel }), samplingControlled: true };
    return { type: 'end', slot, text, finish, ...(billed && { usage: billed }), confirmed, millis };
  };

  const cutOff = ({ slot, text }: Draft, cause: ModelFailure): ReplyEvent => ({
    type: 'failure',
    slot,
    failure: { ...cause, ...(text && { partialText: text }) },
    millis: elapsed(),
  });

  return {
    add(piece) {
      confirmedModel ??= piece.model;
      usage = piece.usage ?? usage;
      const events: ReplyEvent[] = [];
      for (const { index, text, finish } of piece.choices) {
        const draft = drafts[index];
        if (draft === undefined || !open.has(draft)) continue;
        draft.text += text;
        if (finish) draft.finish = finish;
        if (draft.finish && open.size > 1) events.push(end(draft, draft.finish, nothingBilled));
      }
      show(events);
      return events;
    },
    close(cause) {
      const someFinished = drafts.some(({ finish }) => finish);
      return [...open].map((draft): ReplyEvent => {
        if (draft.finish) return end(draft, draft.finish, usage);
        if (cause) return cutOff(draft, cause);
        if (draft.text) return cutOff(draft, failure('broken-stream', { ...context }));
        return someFinished
          ? { type: 'unserved', slot: draft.slot }
          : cutOff(draft, failure('empty-reply', { ...context }));
      });
    },
  };
}

const nothingBilled: Usage = { promptTokens: 0, completionTokens: 0 };

function emptyCode(finish: FinishReason): 'token-limit' | 'content-filter' | 'empty-reply' {
  if (finish === 'length') return 'token-limit';
  return finish === 'content-filter' ? 'content-filter' : 'empty-reply';
}
