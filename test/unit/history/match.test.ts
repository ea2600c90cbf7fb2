import assert from 'node:assert/strict';
import { type MeasuredPrompt, matchMeasurements } from '../../../src/history/match.ts';

const review = 'You are a careful reviewer. Read the change and list what could break, worst first.';
const translate = 'Translate the following text into French and keep its tone, names and numbers.';
const chinese = '请阅读下面的评论，判断它是正面的还是负面的，并只用一个词回答。';

const place = (file: string, text: string, ordinal = 0) => ({
  ...{ file, symbol: '', ordinal, text },
  contentHash: text,
});
const known = (file: string, text: string, at = 1, ordinal = 0): MeasuredPrompt => {
  const { contentHash, ...rest } = place(file, text, ordinal);
  const measurement = { runId: `${at}`, at, contentHash, modelTitle: 'm', samples: 1, agreement: 1 };
  return { ...rest, measurement };
};
const shown = (prompts: Parameters<typeof matchMeasurements>[0], measured: readonly MeasuredPrompt[]) =>
  matchMeasurements(prompts, measured).map((found) => found?.at);

describe('matching measurements', () => {
  it('shows that of equal text, although a newer one of another text exists', () => {
    const measured = [known('f', translate, 2), known('f', review, 1)];
    assert.deepEqual(shown([place('f', review)], measured), [1]);
    assert.deepEqual(shown([place('f', 'All new.')], measured), [2]);
  });

  it('shows that of the model named first where a run measured a text with several', () => {
    const run = (modelTitle: string, text: string) => {
      const { measurement, ...prompt } = known('f', text, 3);
      return { ...prompt, measurement: { ...measurement, modelTitle } };
    };
    // Newest first: of a run, what was measured last comes first.
    const measured = [
      ...[run('second', translate), run('first', translate)],
      ...[run('second', review), run('first', review), known('f', review, 2)],
    ];
    const [found] = matchMeasurements([place('f', review)], measured);
    assert.deepEqual([found?.modelTitle, found?.at, found?.contentHash], ['first', 3, review]);
  });

  it('does not hand a prompt’s measurement to one added above it', () => {
    const prompts = [place('f', translate, 0), place('f', review, 1)];
    assert.deepEqual(shown(prompts, [known('f', review, 1, 0)]), [undefined, 1]);
  });

  it('follows prompts that changed places, and were edited on the way', () => {
    const measured = [known('f', review, 1, 0), known('f', translate, 2, 1)];
    const prompts = [place('f', `${translate} Be brief.`, 0), place('f', `${review} Be brief.`, 1)];
    assert.deepEqual(shown(prompts, measured), [2, 1]);
  });

  it('follows an edited prompt into another file, in Chinese as in English', () => {
    const measured = [known('f', review, 1), known('g', chinese, 2)];
    const edited = chinese.replace('只用一个词', '仅用一个词');
    assert.deepEqual(shown([place('h', edited), place('h', translate, 1)], measured), [2, undefined]);
  });
});
