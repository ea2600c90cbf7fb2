import type { FromPage } from '../../protocol.ts';
import type { ReplyKey, ReplyView } from '../../trials/protocol.ts';

const kept = 200;

/** Texts of opened replies, fetched by id. `reading` names how answers are read, because the marks depend on it. */
export function createReplies(send: (message: FromPage) => void, arrived: () => void) {
  const texts = new Map<string, ReplyView>();
  const asked = new Map<string, string>();
  return {
    /** The reply, or `undefined` until it has come. */
    get(key: ReplyKey, reading: string): ReplyView | undefined {
      const id = replyId(key);
      if (asked.get(id) !== reading) {
        asked.set(id, reading);
        send({ room: 'trials', type: 'openReply', key });
      }
      return texts.get(id);
    },
    receive(reply: ReplyView): void {
      const id = replyId(reply.key);
      texts.delete(id);
      texts.set(id, reply);
      for (const oldest of texts.keys()) {
        if (texts.size <= kept) break;
        texts.delete(oldest);
        asked.delete(oldest);
      }
      arrived();
    },
  };
}

/** One string per reply. */
export function replyId({ run, variant, case: caseId, slot }: ReplyKey): string {
  return JSON.stringify([run, variant, caseId, slot]);
}
