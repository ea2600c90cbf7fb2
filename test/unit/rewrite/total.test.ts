import assert from 'node:assert/strict';
import fc from 'fast-check';
import { promptFromText } from '../../../src/prompt/fromText.ts';
import type { Prompt, Role } from '../../../src/prompt/types.ts';
import { applicableTechniques } from '../../../src/rewrite/propose.ts';
import { techniques } from '../../../src/rewrite/techniques/index.ts';
import { outcomeOf, propose } from './support.ts';

const piece = fc.oneof(
  fc.constantFrom(
    '{{text}}',
    '{{question}}',
    'Answer with only ',
    'one word',
    '. ',
    '\n',
    '\r\n    ',
    '- ',
    '1. ',
    'Return JSON: {"label": "x"}',
    '{',
    '"',
    ':',
    'Sentiment:',
    'You are a helpful assistant.',
    'Classify the ticket',
    '# Title\n',
    '```\n',
    '<input>',
    '</input>',
    '只输出类别，不要解释。',
    '请翻译',
    '：',
    'Do not explain.',
    '\ud83d',
  ),
  fc.string({ maxLength: 8 }),
);
const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
const messages = fc.array(fc.record({ role: fc.constantFrom<Role>('system', 'user', 'assistant'), text }), {
  maxLength: 3,
});

const cases = ['a', 'b', 'c', 'd'].map((value, index) => ({
  id: value,
  inputs: { text: `text ${value}`, question: `question ${value}?` },
  expected: index % 2 === 0 ? 'yes' : 'no',
}));

async function rewrites(prompt: Prompt): Promise<void> {
  applicableTechniques(prompt, [], cases);
  for (const { id } of techniques) {
    const outcome = outcomeOf(prompt, await propose(id, prompt, cases));
    if (typeof outcome === 'string') continue;
    const holes = ({ messages }: Prompt) => messages.map(({ holes }) => holes.map(({ name }) => name).sort());
    assert.deepEqual(holes(outcome), holes(prompt), id);
    for (const { text: changed, holes } of outcome.messages)
      for (const { name, span } of holes) assert.equal(changed.slice(span.start, span.end), `{{${name}}}`);
  }
}

describe('rewriting', () => {
  it('is total and keeps holes, whatever the messages', async () => {
    await fc.assert(
      fc.asyncProperty(messages, (each) => rewrites(promptFromText(each))),
      { numRuns: 300 },
    );
  });

  it('comes to an end on long texts of every kind', async () => {
    const kinds = [
      ' ',
      'a',
      'word ',
      'Label: value\n',
      '或',
      '只',
      '"a" or ',
      'ABC, ',
      '{"a": ',
      '- a b c\n',
      'a, b or ',
      '<a ',
      'A b: ',
      'a:\n\n\n',
    ];
    for (const kind of kinds)
      await rewrites(promptFromText([{ role: 'user', text: `${kind.repeat(3000)}\n{{text}}` }]));
  });
});
