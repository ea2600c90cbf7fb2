import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Token } from '../../../src/local/serve/llama.ts';
import { createReplyText } from '../../../src/local/serve/replyText.ts';

/** A vocabulary of single bytes: the hardest case, every character beyond ASCII is spread over several tokens. */
const bytes = { detokenize: (tokens: readonly Token[]) => Buffer.from(tokens).toString('utf8') };
const tokensOf = (text: string): Token[] => [...Buffer.from(text, 'utf8')];

describe('reply text', () => {
  it('gives whole characters only, and all of them', () => {
    const wellFormed = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(wellFormed, (text) => {
        const reply = createReplyText(bytes);
        const pieces = tokensOf(text).map((token) => reply.push(token));
        assert.equal(pieces.join('') + reply.end(), text);
        for (const piece of pieces) assert.ok(text.includes('\uFFFD') || !piece.includes('\uFFFD'));
      }),
    );
  });

  it('leaves out the half character a limit of tokens cuts off', () => {
    const reply = createReplyText(bytes);
    const pieces = tokensOf('好评')
      .slice(0, 4)
      .map((token) => reply.push(token));
    assert.equal(pieces.join('') + reply.end(), '好');
  });

  it('does not wait for ever behind bytes that are no character', () => {
    const reply = createReplyText(bytes);
    const pieces = [0xff, 0xff, 0xff, ...tokensOf(' and then a sentence')].map((token) => reply.push(token));
    assert.match(pieces.join(''), / and then a sentence$/);
  });

  it('gives the detokenizer the tokens before a piece, so that it knows about spaces', () => {
    const seen: (readonly Token[])[] = [];
    const reply = createReplyText({
      detokenize: (_tokens, _special, before = []) => {
        seen.push(before);
        return 'x';
      },
    });
    for (let token = 0; token < 6; token++) reply.push(token);
    assert.deepEqual(seen.at(0), []);
    assert.deepEqual(seen.at(-1), [1, 2, 3, 4]);
  });
});
