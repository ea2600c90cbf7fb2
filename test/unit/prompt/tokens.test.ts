import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countTokens } from '../../../src/prompt/tokens.ts';

describe('token counts', () => {
  // Counts published in OpenAI's cookbook "How to count tokens with tiktoken" for cl100k_base and o200k_base.
  for (const [modelId, text, count] of [
    ['gpt-4', 'antidisestablishmentarianism', 6],
    ['gpt-4o', 'antidisestablishmentarianism', 6],
    ['gpt-4', '2 + 2 = 4', 7],
    ['gpt-4o', '2 + 2 = 4', 7],
    ['gpt-4', 'お誕生日おめでとう', 9],
    ['gpt-4o', 'お誕生日おめでとう', 8],
  ] as const) {
    it(`are exact for ${modelId}: ${text}`, async () => {
      assert.deepEqual(await countTokens(text, modelId), { count, exact: true });
    });
  }

  it('are estimates for other models and without one', async () => {
    assert.equal((await countTokens('hello', 'claude-sonnet-4')).exact, false);
    assert.equal((await countTokens('hello')).exact, false);
    assert.equal((await countTokens('hello', 'openai/gpt-5-mini')).exact, true);
  });

  it('count special tokens as text', async () => {
    const { count } = await countTokens('<|endoftext|><|im_start|>', 'gpt-4o');
    assert.ok(count > 2);
  });

  it('exist for any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
        assert.ok((await countTokens(`${text}\ud83d`)).count >= 1);
      }),
      { numRuns: 60 },
    );
  });
});
