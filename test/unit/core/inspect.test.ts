import assert from 'node:assert/strict';
import { systemClock } from '../../../src/base/clock.ts';
import { silentLog } from '../../../src/base/log.ts';
import { createRandom } from '../../../src/base/random.ts';
import { slice } from '../../../src/base/span.ts';
import { createCore } from '../../../src/core.ts';
import { createInlineDetector } from '../../../src/detect/inline.ts';
import { packageGrammars } from '../../../src/detect/node.ts';
import { createMemoryHistory } from '../../../src/history/memory.ts';

const text = `from openai import OpenAI

def ask(fast, text):
    return OpenAI().chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": "You are a brief clerk in support." if fast else "You are a thorough clerk in support."},
            {"role": "user", "content": f"Answer the customer: {text}"},
        ],
    )
`;

describe('inspecting a file', () => {
  const detector = createInlineDetector(packageGrammars());
  after(() => detector.dispose());

  const core = createCore({
    detector,
    history: createMemoryHistory(),
    provider: () => Promise.reject(new Error('no model is asked here')),
    clock: systemClock,
    random: createRandom(1),
    log: silentLog,
  });

  it('tells of a model where it is named, once for all prompts of the call', async () => {
    const retired = text.replace('gpt-4o-mini', 'gpt-4-turbo');
    const file = { uri: 'file:///old.py', languageId: 'python', text: retired };
    const { findings } = await core.inspect(file, 'old.py');
    assert.deepEqual(
      findings
        .filter(({ finding }) => finding.ruleId === 'retired-model')
        .map(({ source }) => slice(retired, source.span)),
      ['"gpt-4-turbo"'],
    );
  });

  it('tells of a message that two prompts share once', async () => {
    const file = { uri: 'file:///ask.py', languageId: 'python', text };
    const { prompts, findings } = await core.inspect(file, 'ask.py');
    assert.ok(prompts.length > 1);
    assert.deepEqual(
      findings.map(({ finding, source }) => [finding.ruleId, slice(text, source.span)]),
      [['undelimited-input', '{text}']],
    );
    const [fixed] = await core.fixAll({ prompts, findings, problems: [] });
    assert.equal(fixed?.edits.length, 2);
  });
});
