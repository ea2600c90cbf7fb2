import assert from 'node:assert/strict';
import { analyze } from '../../../src/analyze/analyze.ts';
import { createInlineDetector } from '../../../src/detect/inline.ts';
import { packageGrammars } from '../../../src/detect/node.ts';

const body = 'Write a haiku about rain.';
/** Files, and what is marked in them as a retired model. */
const files: readonly (readonly [path: string, text: string, marked?: string])[] = [
  ['a.prompt', `---\nmodel: openai/gpt-4\n---\n${body}\n`, 'openai/gpt-4'],
  ['a.prompt.yml', `model: gpt-4\nmessages:\n  - role: user\n    content: ${body}\n`, 'gpt-4'],
  ['a.prompt.md', `---\nmodel: gpt-4-32k\n---\n${body}\n`, 'gpt-4-32k'],
  ['a.prompty', `---\nmodel:\n  configuration:\n    name: gpt-4\n---\nuser:\n${body}\n`, 'gpt-4'],
  ['promptfooconfig.yaml', `providers:\n  - openai:chat:gpt-4\nprompts:\n  - ${body}\n`, 'openai:chat:gpt-4'],
  ['promptfooconfig.yml', `providers:\n  - id: openai:gpt-4\nprompts:\n  - ${body}\n`, 'openai:gpt-4'],
  ['a.agent.md', `---\nmodel: gpt-4\n---\n${body}\n`, 'gpt-4'],
  ['b.agent.md', `---\nmodel: sonnet\n---\n${body}\n`],
  ['c.agent.md', `---\nmodel: GPT-4.1\n---\n${body}\n`],
  ['d.agent.md', `---\nmodel: inherit\n---\n${body}\n`],
];

describe('a retired model in a prompt file', () => {
  const detector = createInlineDetector(packageGrammars());
  after(() => detector.dispose());

  for (const [path, text, marked] of files) {
    it(`${marked === undefined ? 'is no' : 'marks the'} name in ${path}`, async () => {
      const uri = `file:///${path}`;
      const { prompts } = await detector.open({ uri, languageId: 'plaintext', text }, path);
      const [prompt] = prompts;
      assert.ok(prompt);
      assert.deepEqual(
        analyze(prompt).map(({ ruleId }) => ruleId),
        marked === undefined ? [] : ['retired-model'],
      );
      const span = prompt.settingSources?.modelId?.span;
      if (marked !== undefined) assert.equal(span && text.slice(span.start, span.end), marked);
    });
  }
});
