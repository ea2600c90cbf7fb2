import type { LlamaModel, Token } from './llama.ts';

/** Bytes of one character may lie in this many tokens at most; what is still broken then is broken in the reply. */
const longestCharacter = 8;
/** Tokens before a piece that tell the detokenizer whether the piece starts with a space. */
const remembered = 4;

/** Turns tokens into text as they arrive, holding back bytes until the character they belong to is whole. */
export interface ReplyText {
  push(token: Token): string;
  /** What was held back, when no more tokens come, without the half character a limit of tokens may leave. */
  end(): string;
}

export function createReplyText(model: Pick<LlamaModel, 'detokenize'>): ReplyText {
  let pending: Token[] = [];
  let before: Token[] = [];
  const release = (text: string): string => {
    before = [...before, ...pending].slice(-remembered);
    pending = [];
    return text;
  };
  const decoded = () => model.detokenize(pending, false, before);
  return {
    push(token) {
      pending.push(token);
      const text = decoded();
      const whole = !text.endsWith('\uFFFD') || pending.length >= longestCharacter;
      return whole ? release(text) : '';
    },
    end: () => (pending.length === 0 ? '' : release(decoded().replace(/\uFFFD+$/, ''))),
  };
}
