import assert from 'node:assert/strict';
import { analyze } from '../../../src/analyze/analyze.ts';
import { fixAll } from '../../../src/analyze/fixAll.ts';
import { applyEdits } from '../../../src/base/span.ts';
import { encodeEdits } from '../../../src/detect/encode.ts';
import { createInlineDetector } from '../../../src/detect/inline.ts';
import { packageGrammars } from '../../../src/detect/node.ts';

interface MendedFile {
  readonly path: string;
  readonly languageId: string;
  readonly before: string;
  readonly after: string;
}

const files: readonly MendedFile[] = [
  {
    path: 'greet.prompt',
    languageId: 'dotprompt',
    before: '---\ninput:\n  schema:\n    name: string\n---\nWrite a greeting for {{nmae}}, and only that.\n',
    after: '---\ninput:\n  schema:\n    name: string\n---\nWrite a greeting for {{name}}, and only that.\n',
  },
  {
    path: 'translate.prompt.yml',
    languageId: 'yaml',
    before: 'messages:\n  - role: user # asks\n    content: Translate {{text}} to French.\n',
    after: 'messages:\n  - role: user # asks\n    content: Translate <text>{{text}}</text> to French.\n',
  },
  {
    path: 'grade.py',
    languageId: 'python',
    before:
      'client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": f\'Grade "{essay}". Return JSON: {{"score": 1, "reason": "why"}}\'}])\n',
    after:
      'client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": f\'Grade "{essay}". Return JSON: {{"reason": "why", "score": 1}}\'}])\n',
  },
  {
    path: 'translate.ts',
    languageId: 'typescript',
    before: `await generateText({ model, prompt: \`Translate \${userText.trim()} \\\`now\\\` to French.\` });\n`,
    after: `await generateText({ model, prompt: \`Translate <user_text>\${userText.trim()}</user_text> \\\`now\\\` to French.\` });\n`,
  },
];

describe('fix all, written into the file', () => {
  const detector = createInlineDetector(packageGrammars());
  after(() => detector.dispose());

  for (const { path, languageId, before, after: expected } of files) {
    it(`mends ${path} and leaves every other byte alone`, async () => {
      const uri = `file:///${path}`;
      const { prompts } = await detector.open({ uri, languageId, text: before }, path);
      const edits = prompts.flatMap((prompt) => encodeEdits(prompt, fixAll(prompt)));
      const mended = applyEdits(
        before,
        edits.flatMap((file) => file.edits),
      );
      assert.equal(mended, expected);
      const again = await detector.open({ uri, languageId, text: mended }, path);
      const left = again.prompts.flatMap((prompt) => analyze(prompt)).flatMap(({ fixes }) => fixes);
      assert.deepEqual(
        left.filter(({ safe }) => safe),
        [],
      );
    });
  }
});
