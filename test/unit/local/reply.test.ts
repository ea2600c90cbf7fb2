import assert from 'node:assert/strict';
import type { Token } from '../../../src/local/serve/llama.ts';
import { type ReplyOptions, writeReply } from '../../../src/local/serve/reply.ts';

const letters = { detokenize: (tokens: readonly Token[]) => String.fromCharCode(...tokens) };
const sampling: ReplyOptions = { temperature: 0, topK: 0, topP: 1, seed: 1, maxTokens: 100, stop: [] };

/** A sequence that generates a text letter by letter and counts what it was asked for. */
function sequenceOf(text: string) {
  let generated = 0;
  return {
    get generated() {
      return generated;
    },
    async *evaluate() {
      for (const letter of text) {
        generated++;
        yield letter.charCodeAt(0);
      }
    },
  };
}

describe('reply', () => {
  const write = async (text: string, options: Partial<ReplyOptions> = {}) => {
    const sequence = sequenceOf(text);
    let sent = '';
    const signal = new AbortController().signal;
    const end = await writeReply(
      letters,
      sequence,
      [0],
      { ...sampling, ...options },
      (piece) => {
        sent += piece;
      },
      signal,
    );
    return { ...end, sent, generated: sequence.generated };
  };

  it('ends where the model ends it', async () => {
    assert.deepEqual(await write('eleven'), { tokens: 6, reason: 'stop', sent: 'eleven', generated: 6 });
  });

  it('generates no token beyond the limit', async () => {
    assert.deepEqual(await write('eleven', { maxTokens: 3 }), {
      tokens: 3,
      reason: 'length',
      sent: 'ele',
      generated: 3,
    });
  });

  it('ends before a stop string, which counts but is not sent', async () => {
    const end = await write('7, because', { stop: [', '] });
    assert.deepEqual(end, { tokens: 3, reason: 'stop', sent: '7', generated: 3 });
  });

  it('sends what was held back as a possible stop string when the limit comes first', async () => {
    assert.equal((await write('7, because', { stop: [', b'], maxTokens: 3 })).sent, '7, ');
  });

  it('stops at the next token after an abort', async () => {
    const sequence = sequenceOf('a long reply');
    const controller = new AbortController();
    const reason = new Error('gone');
    const stopAtThird = () => sequence.generated === 3 && controller.abort(reason);
    await assert.rejects(
      writeReply(letters, sequence, [0], sampling, stopAtThird, controller.signal),
      reason,
    );
    assert.equal(sequence.generated, 4);
  });
});
