import assert from 'node:assert/strict';
import { ProblemError } from '../../../src/base/problem.ts';
import { say } from '../../../src/base/text.ts';
import { promptFromText } from '../../../src/prompt/fromText.ts';
import { type ProposedCases, proposeCases } from '../../../src/trials/proposeCases.ts';

const never = new AbortController().signal;
const prompt = promptFromText([{ role: 'user', text: 'Classify {{review}}.' }]);
const examples = [{ id: '1', inputs: { review: 'It came late.' } }];

describe('proposed cases', () => {
  const propose = (reply: string, count = 10) =>
    proposeCases(prompt, examples, async () => reply, count, never);

  const reviews = ({ cases }: ProposedCases) => cases.map(({ inputs }) => inputs['review']);
  const told = ({ leftOut }: ProposedCases) => leftOut.map((each) => say(each, 'en'));

  it('are taken without what is there already or is no input, and marked', async () => {
    const reply = `Here you are:\n\`\`\`json\n${JSON.stringify([
      { review: 'Broken on arrival.' },
      { review: ' it CAME  late. ' },
      { review: 'Broken on arrival. ' },
      { review: 3 },
      { note: 'y' },
      { review: '  ' },
      null,
      { review: 'Great!', expected: 'positive' },
    ])}\n\`\`\``;
    const proposed = await propose(reply);
    assert.deepEqual(proposed.cases, [
      { inputs: { review: 'Broken on arrival.' }, proposed: true },
      { inputs: { review: 'Great!' }, proposed: true },
    ]);
    assert.deepEqual(told(proposed), [
      'Left out because they were there already: 2.',
      'Left out because they lack the prompt’s inputs as text: 4.',
    ]);
    assert.deepEqual(told(await propose(reply, 1)).slice(2), ['Left out because no more were asked for: 1.']);
  });

  const replies: readonly (readonly [
    how: string,
    reply: string,
    taken: readonly string[],
    isCut?: boolean,
  ])[] = [
    ['as texts', '["a", "b [c]"]', ['a', 'b [c]']],
    ['one object a line', '{"review": "a"}\n{"review": "b }"}\n', ['a', 'b }']],
    ['in an object', '{"inputs": [{"review": "a"}]}', ['a']],
    ['after reasoning', '<think>The list ["x"] or [{"review": "y"}]…</think>\n[{"review": "a"}]', ['a']],
    ['after words with brackets', 'For {{review}} [new ones]: [{"review": "a"}] as 5" [asked]', ['a']],
    ['in a list that was cut off', '[{"review": "a"}, {"review": "b"}, {"rev', ['a', 'b'], true],
    ['in a list that was cut off after a comma', '```json\n[{"review": "a"},\n', ['a'], true],
    ['as texts that were cut off', '["a", "b", "c', ['a', 'b'], true],
    ['in a list with one bad item', '[{"review": "a"}, {review: b}, {"review": "c"},]', ['a', 'c']],
  ];
  for (const [how, reply, taken, isCut = false] of replies)
    it(`are read ${how}`, async () => {
      const proposed = await propose(reply);
      assert.deepEqual(reviews(proposed), taken);
      assert.equal(told(proposed).join().includes('in the middle of the list'), isCut);
    });

  it('need all inputs of the prompt', async () => {
    const two = promptFromText([{ role: 'user', text: '{{a}} {{b}}' }]);
    const reply = '["x", {"a": "1"}, {"a": "1", "b": "2", "c": "3"}]';
    const { cases } = await proposeCases(two, [], async () => reply, 10, never);
    assert.deepEqual(cases, [{ inputs: { a: '1', b: '2' }, proposed: true }]);
  });

  it('are a problem where nothing can be used, which says why', async () => {
    for (const reply of ['', 'Sorry.', '[', '[]', '][', '{"__proto__": {"review": "a"}}', '{'.repeat(50_000)])
      await assert.rejects(propose(reply), { name: 'ProblemError' }, reply);
    await assert.rejects(propose('[{"review": "it came late."}]'), (thrown) => {
      assert(thrown instanceof ProblemError);
      assert.match(say(thrown.problem.phrase, 'en'), /nothing new.*there already: 1\.$/);
      assert.doesNotMatch(say(thrown.problem.phrase, 'zh-cn'), /[{}]/);
      return true;
    });
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
