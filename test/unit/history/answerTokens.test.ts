import { strict as assert } from 'node:assert';
import { answerTokens } from '../../../src/history/answerTokens.ts';
import { createMemoryHistory } from '../../../src/history/memory.ts';
import { lineage, plan, reply, runStart, workspace } from './examples.ts';

const usage = (completionTokens: number) => ({ usage: { promptTokens: 12, completionTokens } });
const model = (name: string) => ({ provider: 'openai', model: name, origin: 'http://127.0.0.1:1' });

describe('how long answers are', () => {
  it('is the mean over replies of the same prompt and model, else over those of any model', async () => {
    const history = createMemoryHistory();
    await history.begin(runStart('first'));
    // One request for three replies: only the sum is told.
    for (const [slot, tokens] of [0, 0, 60].entries())
      await history.append('first', reply(slot, usage(tokens)));
    const variants = plan.variants.map((variant) => ({ ...variant, model: model('large') }));
    await history.begin(runStart('second', { plan: { ...plan, variants } }));
    await history.append('second', reply(0, usage(100)));
    const tokens = await answerTokens(history, workspace, lineage);
    assert.equal(tokens(model('small')), 20);
    assert.equal(tokens(model('large')), 100);
    assert.equal(tokens(model('never asked')), 40);
  });

  it('is unknown without a reply, or where no provider tells it, and of another prompt', async () => {
    const history = createMemoryHistory();
    await history.begin(runStart('first'));
    const { usage: _, ...silent } = reply(0);
    await history.append('first', silent);
    const of = async (symbol: string) => answerTokens(history, workspace, { ...lineage, symbol });
    assert.equal((await of(''))(model('small')), undefined);
    await history.append('first', reply(1));
    assert.equal((await of('other'))(model('small')), undefined);
    assert.equal((await of(''))(model('small')), 5);
  });
});
