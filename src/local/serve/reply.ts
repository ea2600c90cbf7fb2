import type { LlamaModel, LlamaSequence, Token } from './llama.ts';
import { createReplyText } from './replyText.ts';
import { createStopScanner } from './stopScanner.ts';

/** `stop`: the model ended its reply or wrote a stop string. `length`: the limit of tokens was reached. */
export type FinishReason = 'stop' | 'length';

export interface ReplyOptions {
  readonly temperature: number;
  readonly topK: number;
  readonly topP: number;
  readonly seed: number;
  readonly maxTokens: number;
  readonly stop: readonly string[];
}

/**
 * Writes one reply on a sequence that holds all of the prompt but its `last` token (a list of one). Returns how many tokens were
 * generated; text is sent as soon as it can be neither half a character nor the start of a stop string.
 */
export async function writeReply(
  model: Pick<LlamaModel, 'detokenize'>,
  sequence: Pick<LlamaSequence, 'evaluate'>,
  last: readonly Token[],
  options: ReplyOptions,
  send: (text: string) => void,
  signal: AbortSignal,
): Promise<{ readonly tokens: number; readonly reason: FinishReason }> {
  const { temperature, topK, topP, seed, maxTokens, stop } = options;
  const reply = createReplyText(model);
  const scanner = createStopScanner(stop);
  let tokens = 0;
  let reason: FinishReason = 'stop';
  for await (const token of sequence.evaluate(last, { temperature, topK, topP, seed })) {
    signal.throwIfAborted();
    tokens++;
    const { text, stopped } = scanner.push(reply.push(token));
    if (text !== '') send(text);
    if (stopped) return { tokens, reason: 'stop' };
    if (tokens === maxTokens) {
      reason = 'length';
      break;
    }
  }
  const { text, stopped } = scanner.push(reply.end());
  const rest = stopped ? text : text + scanner.end();
  if (rest !== '') send(rest);
  return { tokens, reason: stopped ? 'stop' : reason };
}
