import assert from 'node:assert/strict';
import { systemClock } from '../../../src/base/clock.ts';
import { silentLog } from '../../../src/base/log.ts';
import { createRandom } from '../../../src/base/random.ts';
import { applyEdits } from '../../../src/base/span.ts';
import { createCore } from '../../../src/core.ts';
import { createInlineDetector } from '../../../src/detect/inline.ts';
import { packageGrammars } from '../../../src/detect/node.ts';
import { createMemoryHistory } from '../../../src/history/memory.ts';

const detector = createInlineDetector(packageGrammars());
const core = createCore({
  detector,
  history: createMemoryHistory(),
  provider: () => Promise.reject(new Error('no model is asked here')),
  clock: systemClock,
  random: createRandom(1),
  log: silentLog,
});

const prompt =
  'GRADE_PROMPT = """Grade the essay below.\\nReply in JSON: {"score": 1, "reasoning": "why"}"""\n';

async function fixed(text: string): Promise<string> {
  const file = { uri: 'file:///grade.py', languageId: 'python', text };
  const inspection = await core.inspect(file, 'grade.py');
  return applyEdits(
    text,
    (await core.fixAll(inspection)).flatMap(({ edits }) => edits),
  );
}

describe('fix all in a file', () => {
  after(() => detector.dispose());

  it('writes the safe fixes into the string', async () => {
    assert.match(await fixed(prompt), /\{"reasoning": "why", "score": 1\}"""\n$/);
  });

  it('leaves alone what a comment silences', async () => {
    const silenced = `# prompt-quorum-disable-next-line answer-before-reasoning\n${prompt}`;
    assert.equal(await fixed(silenced), silenced);
    const other = `# prompt-quorum-disable-next-line contradiction\n${prompt}`;
    assert.notEqual(await fixed(other), other);
  });
});
