import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'yaml';
import { applyEdits, type TextEdit } from '../../../src/base/span.ts';
import type { Prompt } from '../../../src/prompt/types.ts';
import { detect, detector, fileOf } from './support.ts';

const folder = new URL('../../cases/detect/', import.meta.url);
const sinkCases = readdirSync(new URL('sinks/', folder)).map((file) => `sinks/${file}`);
const samples = ['positives.yaml', ...sinkCases].flatMap((file): { path: string; text: string }[] =>
  parse(readFileSync(new URL(file, folder), 'utf8')),
);
const sourceOf = (extension: string) =>
  samples
    .filter(({ path }) => path.endsWith(extension))
    .map(({ text }) => text)
    .join('\n');
const files = { 'all.py': sourceOf('.py'), 'all.ts': sourceOf('.ts'), 'all.tsx': sourceOf('.tsx') };

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }) },
  ),
  newText: fc.constantFrom(
    'x',
    ' ',
    '"',
    "'",
    '`',
    '\n',
    '\n    ',
    '{',
    '}',
    '(',
    ')',
    '"""',
    '#',
    '//',
    'def f():\n',
    'SYSTEM = "You are an editor, return only JSON."\n',
    'class A:\n',
    '',
    ',',
    '.',
    '${a}',
    '/*',
    '\r\n',
  ),
});

const withoutUris = (prompts: readonly Prompt[]) => JSON.stringify(prompts).replaceAll(/"uri":"[^"]*"/g, '');

describe('detection after edits', () => {
  for (const [path, text] of Object.entries(files)) {
    // Error recovery may differ between an edited and a fresh tree, so the edits are taken back before comparing.
    it(`of ${path} that are taken back equals detection from scratch`, async () => {
      const fresh = withoutUris((await detect(path, text)).prompts);
      await fc.assert(
        fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 6 }), async (edits) => {
          const file = fileOf(path, text);
          await detector.open(file, path);
          let current = text;
          const inverses: TextEdit[] = [];
          for (const { at, length, newText } of edits) {
            const start = Math.round(at * current.length);
            const end = Math.min(current.length, start + length);
            inverses.push({
              span: { start, end: start + newText.length },
              newText: current.slice(start, end),
            });
            current = applyEdits(current, [{ span: { start, end }, newText }]);
            await detector.change(file.uri, [{ span: { start, end }, newText }]);
          }
          let after = await detector.change(file.uri, []);
          for (const inverse of inverses.reverse()) after = await detector.change(file.uri, [inverse]);
          await detector.close(file.uri);
          assert.equal(withoutUris(after.prompts), fresh);
        }),
        { numRuns: 40 },
      );
    });

    it(`of ${path}: a word typed anywhere inside a word equals detection from scratch`, async () => {
      const offsets = [...text.matchAll(/(?<=\w)(?=\w)/g)].map(({ index }) => index);
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...offsets),
          fc.constantFrom('x', 'word', '7'),
          async (start, newText) => {
            const file = fileOf(path, text);
            await detector.open(file, path);
            const change = [{ span: { start, end: start }, newText }];
            const after = await detector.change(file.uri, change);
            await detector.close(file.uri);
            assert.equal(
              withoutUris(after.prompts),
              withoutUris((await detect(path, applyEdits(text, change))).prompts),
            );
          },
        ),
        { numRuns: 40 },
      );
    });
  }

  it('moves what stands behind several edits at once', async () => {
    const text =
      'llm = 1\nprompt_a = "Summarize the following text."\nprompt_b = "Translate the following text."\n';
    const file = fileOf('two.py', text);
    await detector.open(file, 'two.py');
    const edits = [
      { span: { start: 0, end: 0 }, newText: 'import os\n' },
      { span: { start: text.indexOf('prompt_b'), end: text.indexOf('prompt_b') }, newText: '\n\n' },
    ];
    const after = await detector.change(file.uri, edits);
    const now = applyEdits(text, edits);
    const sources = after.prompts.flatMap(({ messages }) =>
      messages.map(({ source: { span } }) => now.slice(span.start, span.end)),
    );
    assert.deepEqual(sources, ['"Summarize the following text."', '"Translate the following text."']);
  });

  it('believes names once the file speaks of models, and no longer than it does', async () => {
    const text = 'import os\ncard_prompt = "Write about a journey in five sentences."\n';
    const file = fileOf('cards.py', text);
    const count = async (detected: Promise<{ readonly prompts: readonly unknown[] }>) =>
      (await detected).prompts.length;
    assert.equal(await count(detector.open(file, 'cards.py')), 0);
    const name = { start: 'import '.length, end: 'import os'.length };
    assert.equal(await count(detector.change(file.uri, [{ span: name, newText: 'openai' }])), 1);
    const longer = { start: name.start, end: name.start + 'openai'.length };
    assert.equal(await count(detector.change(file.uri, [{ span: longer, newText: 'sys' }])), 0);
  });
});
