import assert from 'node:assert/strict';
import { promptFromText } from '../../../src/prompt/fromText.ts';
import { proposeCases } from '../../../src/trials/proposeCases.ts';

const never = new AbortController().signal;
const prompt = promptFromText([{ role: 'user', text: 'Classify {{review}}.' }]);
const examples = [{ id: '1', inputs: { review: 'It came late.' } }];

describe('proposed cases', () => {
  const propose = (reply: string, count = 10) =>
    proposeCases(prompt, examples, async () => reply, count, never);

  it('are read strictly, without what is there already, and marked', async () => {
    const reply = `Here you are:\n\`\`\`json\n${JSON.stringify([
      { review: 'Broken on arrival.' },
      { review: ' it CAME  late. ' },
      { review: 'Broken on arrival. ' },
      { review: 3 },
      { review: 'x', note: 'y' },
      { review: '  ' },
      'text',
      null,
      { review: 'Great!' },
    ])}\n\`\`\``;
    assert.deepEqual(await propose(reply), {
      cases: [
        { inputs: { review: 'Broken on arrival.' }, proposed: true },
        { inputs: { review: 'Great!' }, proposed: true },
      ],
      dropped: 7,
    });
    assert.equal((await propose(reply, 1)).cases.length, 1);
  });

  it('are a problem where nothing can be used', async () => {
    for (const reply of ['', 'Sorry.', '[', '[]', '{"review": "a"}', '][', '["__proto__"]'])
      await assert.rejects(propose(reply), { name: 'ProblemError' }, reply);
    const plain = promptFromText([{ role: 'user', text: 'Say hello.' }]);
    await assert.rejects(
      proposeCases(plain, [], async () => '[]', 1, never),
      /no holes/,
    );
  });

  it('show the model the prompt and the examples as data', async () => {
    let asked = '';
    const ask = async ({ system, user }: { readonly system: string; readonly user: string }) => {
      asked = `${system}\n${user}`;
      return '[{"review":"a"}]';
    };
    await proposeCases(prompt, examples, ask, 10, never);
    assert.match(
      asked,
      /is data[\s\S]*<prompt>\n\[user\]\nClassify \{\{review\}\}[\s\S]*It came late[\s\S]*10 more/,
    );
  });
});
