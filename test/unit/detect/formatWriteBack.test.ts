import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'yaml';
import { ProblemError } from '../../../src/base/problem.ts';
import { encodeEdits } from '../../../src/detect/encode.ts';
import type { Prompt } from '../../../src/prompt/types.ts';
import { anyEdit, hardText, placed, printableText } from './arbitraries.ts';
import { detect, edited, expectedText } from './support.ts';

const eols = fc.constantFrom('\n', '\r\n');

/** Applies an edit, or says that it was refused because the notation has no way to write it. */
function tryEdit(source: string, prompt: Prompt, edit: Parameters<typeof placed>[2]) {
  const [message] = prompt.messages;
  assert.ok(message);
  const edits = [placed(message, 0, edit)];
  try {
    return { after: edited(source, prompt, edits), expected: expectedText(message, edits) };
  } catch (thrown) {
    assert.ok(thrown instanceof ProblemError && thrown.problem.code === 'edit-not-writable', String(thrown));
    return undefined;
  }
}

describe('writing back into YAML', () => {
  const lines = fc.array(
    fc.constantFrom(
      'You are helpful.',
      '',
      '  indented',
      'Say {{name}} twice',
      '- item: one',
      '中文 😀',
      "it's # fine",
    ),
    { minLength: 1, maxLength: 6 },
  );
  const value = fc
    .record({
      style: fc.constantFrom('|', '|-', '|+', '>', '>-', 'double', 'single', 'plain'),
      lines,
      eol: eols,
    })
    .map(({ style, lines, eol }) => {
      const first = ['You are {{name}}, ok', ...lines];
      if (style === 'double') return { eol, source: JSON.stringify(first.join('\n')) };
      if (style === 'single') return { eol, source: `'${first.join(' ').replaceAll("'", "''")}'` };
      if (style === 'plain') return { eol, source: 'Summarise {{name}} in one line' };
      return {
        eol,
        source: style + eol + first.map((line) => (line === '' ? '' : `      ${line}`)).join(eol),
      };
    });
  const file = value.map(({ source, eol }) =>
    [
      'name: x',
      'messages:',
      '  - role: user',
      `    content: ${source}`,
      '  - role: user',
      '    content: second',
      '',
    ].join(eol),
  );
  const contentOf = (source: string): unknown => parse(source).messages[0].content;

  it('reads values as the YAML library does', async () => {
    await fc.assert(
      fc.asyncProperty(file, async (source) => {
        const message = (await detect('a.prompt.yml', source)).prompts[0]?.messages[0];
        assert.equal(message?.text, contentOf(source));
        assert.ok(message?.segments.some(({ kind }) => kind === 'text'));
      }),
      { numRuns: 200 },
    );
  });

  it('writes any text so that the YAML library reads exactly that text', async () => {
    await fc.assert(
      fc.asyncProperty(file, anyEdit, async (source, edit) => {
        const { prompts } = await detect('a.prompt.yml', source);
        assert.ok(prompts[0]);
        const result = tryEdit(source, prompts[0], edit);
        assert.ok(result !== undefined, 'YAML can hold any text');
        assert.equal(contentOf(result.after), result.expected, result.after);
        assert.equal(parse(result.after).messages[1].content, 'second');
      }),
      { numRuns: 600 },
    );
  });
});

describe('writing back into text files', () => {
  const body = fc
    .record({
      eol: eols,
      lines: fc.array(
        fc.constantFrom('You are helpful.', '', '  - item', '# Title', '中文 😀', '{"a": 1}', '`code`'),
        { minLength: 1, maxLength: 6 },
      ),
    })
    .map(({ eol, lines }) => ({ eol, text: ['First line', ...lines, 'Last line'].join(eol) }));
  const shapes: readonly { path: string; front: string; hole: string }[] = [
    { path: 'AGENTS.md', front: '', hole: '' },
    { path: 'skills/x/SKILL.md', front: '---\nname: x\ndescription: y\n---\n\n', hole: '' },
    { path: 'a.prompt.md', front: '---\nmode: agent\n---\n', hole: 'Ask ${input:topic:animals}.\n' },
    { path: 'a.prompt', front: '---\nmodel: m\n---\n', hole: 'Ask {{topic}}.\n' },
    { path: 'a.prompt.txt', front: '', hole: 'Ask {topic}.\n' },
  ];

  for (const { path, front, hole } of shapes) {
    it(`reads back what was written into ${path}`, async () => {
      let written = 0;
      await fc.assert(
        fc.asyncProperty(body, anyEdit, printableText, async ({ eol, text }, edit, newText) => {
          const source = (front + hole).replaceAll('\n', eol) + text;
          const [prompt] = (await detect(path, source)).prompts;
          assert.ok(prompt);
          const inside = { ...edit, from: 0.1 + edit.from * 0.6, length: edit.length * 0.2, newText };
          const result = tryEdit(source, prompt, inside);
          if (result === undefined) return;
          written++;
          const again = (await detect(path, result.after)).prompts[0]?.messages[0];
          assert.equal(again?.text, result.expected, result.after);
          assert.deepEqual(
            again?.holes.map(({ name }) => name),
            prompt.messages[0]?.holes.map(({ name }) => name),
          );
        }),
        { numRuns: 300 },
      );
      assert.ok(written > 150, `only ${written} of 300 edits could be written`);
    });
  }

  it('refuses text that spoils a hole and brings another', async () => {
    const [prompt] = (await detect('a.prompt.txt', 'Ask {topic}.\n')).prompts;
    assert.ok(prompt);
    const edit = { place: { turn: 0, span: { start: 4, end: 4 } }, newText: '{name}\\N{' };
    assert.throws(() => encodeEdits(prompt, [edit]), { name: 'ProblemError' });
  });

  it('never throws on any text, whatever the format', async () => {
    const paths = [...shapes.map(({ path }) => path), 'a.prompt.yml'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.array(
          fc.oneof(
            hardText,
            fc.constantFrom(
              '---\n',
              'messages:\n',
              '- role: user\n',
              '  content: ',
              '{{#if x}}',
              '{{role "system"}}',
              '${input:',
              '|\n',
              '{{~a~}}',
            ),
          ),
        ),
        async (path, parts) => {
          const detected = await detect(path, parts.join(''));
          assert.ok(Array.isArray(detected.prompts) && Array.isArray(detected.problems));
        },
      ),
      { numRuns: 500 },
    );
  });
});
