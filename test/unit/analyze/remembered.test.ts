import assert from 'node:assert/strict';
import { analyze } from '../../../src/analyze/analyze.ts';
import { analyzeAgain } from '../../../src/analyze/remembered.ts';
import { promptFromText } from '../../../src/prompt/fromText.ts';

const text = 'Grade the essay. Respond in JSON: {"score": 1, "reasoning": "why"}';
const prompt = promptFromText([{ role: 'user', text }]);

describe('analysing a file again', () => {
  const first = analyzeAgain([prompt], undefined);

  it('finds what a single look finds', () => {
    assert.equal(first.findings[0]?.length, 1);
    assert.deepEqual(first.findings[0], analyze(prompt));
  });

  it('takes over the findings of a prompt that only moved', () => {
    const moved = structuredClone(prompt);
    const again = analyzeAgain([moved], first.remembered);
    assert.equal(again.findings[0], first.findings[0]);
  });

  it('looks anew where text, settings or severities changed', () => {
    const changes = [
      analyzeAgain([promptFromText([{ role: 'user', text: `${text}.` }])], first.remembered),
      analyzeAgain([{ ...prompt, settings: { modelId: 'o3' } }], first.remembered),
      analyzeAgain([prompt], first.remembered, { severities: { 'answer-before-reasoning': 'off' } }),
    ];
    for (const { findings } of changes) assert.notEqual(findings[0], first.findings[0]);
    assert.deepEqual(
      changes.map(({ findings }) => findings[0]?.length),
      [1, 0, 0],
    );
  });

  it('forgets prompts that are gone', () => {
    assert.equal(analyzeAgain([], first.remembered).remembered.size, 0);
  });
});
