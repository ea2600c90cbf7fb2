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
      ['ask-for-quality', ''],
      [
        'delimit-input',
        'No hole is known to hold text from outside, by the code, by its name or by where it stands',
      ],
      ['few-shot', 'Examples come from a cases file and there is none'],
      [
        'output-contract',
        'No code is seen to read the reply and no list of labels was recognised, so nothing tells what it must look like',
      ],
      ['persona', 'The prompt already has a persona: “Act as a judge”'],
      [
        'positive-instruction',
        'No sentence of the prompt begins with a prohibition: it already says what to do',
      ],
      [
        'reason-before-answer',
        'The prompt asks for no reasoning after its answer: there is none, or it already comes first',
      ],
      [
        'self-check',
        'No demand on the whole reply was recognised that can be read off it, such as JSON, labels, a length or a number of items',
      ],
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
