import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyze } from '../../../src/analyze/analyze.ts';
import { fixAll } from '../../../src/analyze/fixAll.ts';
import { rules } from '../../../src/analyze/rules/index.ts';
import { applyPlacedEdits } from '../../../src/prompt/edit.ts';
import { promptFromText } from '../../../src/prompt/fromText.ts';
import type { Prompt } from '../../../src/prompt/types.ts';

const examples = rules.flatMap((rule) => rule.examples);
const roles = fc.constantFrom('system' as const, 'user' as const, 'assistant' as const);

/** Pieces that rules look at, put together in ways nobody would write. */
const pieces = fc.constantFrom(
  ...[
    '{{text}}',
    '{{question}}',
    '{',
    '}',
    '"answer": 1, ',
    '"reasoning": "x"',
    'JSON ',
    'Q: ',
    'A: ',
    'Input: ',
    'Output: ',
  ],
  ...[
    '\n',
    '\n\n',
    '```\n',
    '- ',
    '# Title\n',
    'Only return the number. ',
    'Solve the problem: ',
    'be brief. ',
    '"',
    '`',
    '回答',
  ],
  ...[
    '只输出答案。',
    '不要解释。',
    'Always cite. ',
    'Never cite. ',
    ' => ',
    ' -> ',
    '\u0000',
    '\ud800',
    '…',
    '{name}',
    ':',
    '：',
    '<notes>\n',
    '</notes>\n',
    '</note>\n',
    '```python\n',
    'Do not use jargon. ',
    'Write a few ideas. ',
    '不要使用术语。',
  ],
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
);
const messages = fc.array(fc.record({ role: roles, text }), { maxLength: 4 });

/** Several examples in one prompt, as messages of one conversation or as paragraphs of one message. */
const combined = fc
  .tuple(fc.uniqueArray(fc.constantFrom(...examples), { minLength: 1, maxLength: 5 }), fc.boolean())
  .map(([chosen, joined]) => {
    const all = chosen.flatMap((example) => example.messages);
    return joined ? [{ role: 'user' as const, text: all.map((message) => message.text).join('\n\n') }] : all;
  });

function assertMendsToTheEnd(prompt: Prompt): void {
  const before = new Set(analyze(prompt).map(({ ruleId }) => ruleId));
  const mended = applyPlacedEdits(prompt, fixAll(prompt));
  const left = analyze(mended);
  assert.deepEqual(
    left.filter(({ fixes }) => fixes.some(({ safe }) => safe)),
    [],
  );
  assert.deepEqual(
    left.map(({ ruleId }) => ruleId).filter((id) => !before.has(id)),
    [],
  );
  assert.deepEqual(fixAll(mended), []);
}

describe('analyze on any text', () => {
  it('never throws, marks places inside the text, in reading order', () => {
    fc.assert(
      fc.property(messages, (texts) => {
        const prompt = promptFromText(texts);
        let last = -1;
        for (const { place } of analyze(prompt)) {
          const { length } = prompt.messages[place.turn]?.text ?? '';
          assert.ok(place.span.start >= 0 && place.span.start <= place.span.end && place.span.end <= length);
          const order = place.turn * 1e6 + place.span.start;
          assert.ok(order >= last);
          last = order;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives equal findings for equal prompts', () => {
    fc.assert(
      fc.property(messages, (texts) => {
        assert.deepEqual(analyze(promptFromText(texts)), analyze(promptFromText(texts)));
      }),
    );
  });

  it('survives structuredClone', () => {
    for (const { messages: texts } of examples) {
      const findings = analyze(promptFromText(texts));
      assert.deepEqual(structuredClone(findings), findings);
    }
  });

  it('stays quick on long repetitions', () => {
    const bits = [
      '{',
      '[',
      '"a": ',
      '{"a": ',
      'a ',
      'a,',
      'no ',
      'only ',
      '`',
      '``` \n',
      '" ',
      '“',
      '<',
      'Q: a\nA: b\n',
      'a => b\n',
    ];
    const more = [
      'a -',
      '- a: b\n',
      '{{text}}',
      '{{text}}\n',
      '不要',
      '回答',
      'key a, ',
      '1. ',
      '* ',
      '\n',
      ' ',
      '\t',
      '#',
      'a\n',
      '<a>\n',
      '<a>\n{{a}}\n',
      '</a>\n',
      'Do not use jargon. ',
      '```a\n',
      'Write a some ',
      '简短',
      'a://',
      'a:',
      'eyJ',
      'xn.',
      'https://a:',
      'a, ',
      '是、',
      'Q: a b c d e f g h i\nA: b\n',
      '- a\n',
    ];
    for (const bit of [...bits, ...more]) {
      const long = `Return JSON with keys: ${bit.repeat(60_000 / bit.length)}`;
      const findings = analyze(promptFromText([{ role: 'user', text: long }]));
      assert.ok(findings.length <= 60_000 / bit.length + 2, `${findings.length} findings of ${bit}`);
    }
  });
});

describe('fix all', () => {
  it('reaches a fixed point and brings no finding of another rule, whatever examples meet', () => {
    fc.assert(
      fc.property(combined, (texts) => assertMendsToTheEnd(promptFromText(texts))),
      { numRuns: 400 },
    );
  });

  it('does so on any text', () => {
    fc.assert(
      fc.property(messages, (texts) => assertMendsToTheEnd(promptFromText(texts))),
      { numRuns: 300 },
    );
  });

  it('keeps every hole', () => {
    fc.assert(
      fc.property(combined, (texts) => {
        const prompt = promptFromText(texts);
        const names = ({ messages: all }: Prompt) =>
          all.map(({ holes }) => holes.map(({ name }) => name).sort());
        const mended = applyPlacedEdits(prompt, fixAll(prompt));
        assert.deepEqual(names(mended), names(prompt));
        for (const { text: whole, holes } of mended.messages) {
          for (const { name, span } of holes) assert.equal(whole.slice(span.start, span.end), `{{${name}}}`);
        }
      }),
    );
  });
});
