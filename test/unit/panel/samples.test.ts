import assert from 'node:assert/strict';
import { panelPrompt, panelWith, question, scriptedProvider } from './support.ts';

const prompt = panelPrompt(question('九比三大吗？只回答是或否。', 'larger.prompt.txt'));
const replies = ['是', '是的。', '对', '答案：是'];

describe('samples in the panel', () => {
  it('show the words of a reply where its answer is written otherwise', async () => {
    const provider = scriptedProvider((slot) => replies[slot] ?? '');
    const { controller } = panelWith({ provider, prompts: [prompt], locale: 'zh-cn' });
    await controller.open(prompt);
    await controller.handle({ room: 'setup', type: 'field', field: 'samples', value: '4' });
    await controller.handle({ room: 'trials', type: 'run' });
    const [variant] = controller.state().run?.variants ?? [];
    assert.deepEqual(
      variant?.samples.map(({ summary }) => summary),
      ['是', '“是的”，读作 是', '“对”，读作 是', '是'],
    );
    assert.deepEqual(
      variant.answers.map(({ label }) => label),
      ['是'],
    );
    controller.dispose();
  });
});
