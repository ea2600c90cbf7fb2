import assert from 'node:assert/strict';
import { say } from '../../../src/base/text.ts';
import { promptFromText } from '../../../src/prompt/fromText.ts';
import { applicableTechniques } from '../../../src/rewrite/propose.ts';
import { outcomeOf, propose, textsOf } from './support.ts';

describe('proposing rewrites', () => {
  it('offers every technique and says why one does not suit', () => {
    const prompt = promptFromText([{ role: 'user', text: 'Act as a judge. Decide: <case>{{case}}</case>' }]);
    const offers = applicableTechniques(prompt, [], []).map(({ technique, unsuited }) => [
      technique.id,
      unsuited === undefined ? '' : say(unsuited, 'en').split('.')[0],
    ]);
    assert.deepEqual(offers, [
      ['few-shot', 'Examples come from a cases file and there is none'],
      ['persona', 'The prompt already has a persona: “Act as a judge”'],
      ['step-by-step', ''],
    ]);
  });

  it('sets an input off that instructions would otherwise run into', async () => {
    const prompt = promptFromText([
      { role: 'user', text: 'Is the review kind?\nReview: {{review}}\nVerdict:' },
    ]);
    const proposal = await propose('step-by-step', prompt);
    assert.match(textsOf(outcomeOf(prompt, proposal)).join(''), /Review: <review>\{\{review\}\}<\/review>\n/);
    assert.ok(!('refused' in proposal));
    assert.match(say(proposal.notes?.at(-1) ?? { text: { en: '', 'zh-cn': '' } }, 'en'), /mended with it/);
  });

  it('combines: a rewrite of a rewrite keeps the first', async () => {
    const prompt = promptFromText([
      { role: 'user', text: 'Solve this math problem: <p>{{p}}</p>\nAnswer with only the number.' },
    ]);
    const once = outcomeOf(prompt, await propose('step-by-step', prompt));
    assert.ok(typeof once !== 'string');
    const twice = outcomeOf(once, await propose('persona', once));
    assert.match(
      textsOf(twice).join(''),
      /^You are a patient mathematics teacher\. Solve[\s\S]*followed by the number\.$/,
    );
  });
});
