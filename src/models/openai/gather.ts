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
 * A reply is handed on when it is complete and another one of the request has begun. So one always waits for the usage that
 * ends a stream, and carries that of the whole request, also where the server gives fewer replies than it was asked for.
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
    const rest = { ...(billed && { usage: billed }), millis: elapsed() };
    const code = text.trim() === '' ? emptyCode(finish) : undefined;
    if (code) return { type: 'failure', slot, failure: failure(code, { ...context }), ...rest };
    const confirmed = { ...(confirmedModel && { model: confirmedModel }), samplingControlled: true };
    return { type: 'end', slot, text, finish, confirmed, ...rest };
  };

  const cutOff = ({ slot, text }: Draft, cause: ModelFailure, billed: Usage | undefined): ReplyEvent => ({
    type: 'failure',
    slot,
    failure: { ...cause, ...(text && { partialText: text }) },
    ...(billed && { usage: billed }),
    millis: elapsed(),
  });

  /** Hands on what is complete while another reply is under way. */
  const handOn = (events: ReplyEvent[]) => {
    for (const draft of open)
      if (draft.finish && [...open].some((other) => other !== draft && hasBegun(other)))
        events.push(end(draft, draft.finish, nothingBilled));
  };

  return {
    add(piece) {
      confirmedModel ??= piece.model;
      usage = piece.usage ?? usage;
      const events: ReplyEvent[] = [];
      for (const { index, text, finish } of piece.choices) {
        const draft = drafts[index];
        if (draft === undefined || !open.has(draft)) continue;
        const isNews = finish !== undefined || !hasBegun(draft);
        draft.text += text;
        if (finish) draft.finish = finish;
        if (isNews && open.size > 1) handOn(events);
      }
      show(events);
      return events;
    },
    close(cause) {
      const someFinished = drafts.some(({ finish }) => finish);
      const carrier = [...open].find(({ finish }) => finish) ?? [...open].find(hasBegun) ?? [...open][0];
      return [...open].map((draft): ReplyEvent => {
        const billed = draft === carrier ? usage : nothingBilled;
        if (draft.finish) return end(draft, draft.finish, billed);
        if (cause) return cutOff(draft, cause, billed);
        if (draft.text) return cutOff(draft, failure('broken-stream', { ...context }), billed);
        return someFinished
          ? { type: 'unserved', slot: draft.slot }
          : cutOff(draft, failure('empty-reply', { ...context }), billed);
      });
    },
  };
}

function hasBegun({ text, finish }: Draft): boolean {
  return text !== '' || finish !== undefined;
}

const nothingBilled: Usage = { promptTokens: 0, completionTokens: 0 };

function emptyCode(finish: FinishReason): 'token-limit' | 'content-filter' | 'empty-reply' {
  if (finish === 'length') return 'token-limit';
  return finish === 'content-filter' ? 'content-filter' : 'empty-reply';
}
