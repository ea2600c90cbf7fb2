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

describe('writing back into JSON', () => {
  const string = fc
    .array(
      fc.constantFrom(
        'You are helpful.',
        'Say {{name}} twice',
        '\\n',
        '\\"',
        '\\\\',
        '\\/',
        '\\u4e2d',
        '\\ud83d\\ude00',
        '\\ud83d',
        '😀',
        "it's # fine: {",
        '}}',
        '\u2028',
      ),
      { maxLength: 6 },
    )
    .map((parts) => `"You are ${parts.join('')}."`);
  const shapes: Readonly<Record<string, (literal: string) => string>> = {
    'a.json': (literal) =>
      `[\r\n  {"role": "user", "content": ${literal}},\r\n  {"role": "user", "content": "second"}\r\n]`,
    'a.jsonl': (literal) =>
      `{"messages":[{"role":"user","content":${literal}},{"role":"user","content":"second"}]}\n`,
  };
  const contentsOf = (source: string): readonly unknown[] => {
    const data = JSON.parse(source);
    const messages: readonly { readonly content: unknown }[] = Array.isArray(data) ? data : data.messages;
    return messages.map(({ content }) => content);
  };

  for (const [path, shape] of Object.entries(shapes)) {
    it(`reads and writes any text of ${path} as JSON.parse reads it`, async () => {
      let written = 0;
      await fc.assert(
        fc.asyncProperty(string, anyEdit, async (literal, edit) => {
          const source = shape(literal);
          const [prompt] = (await detect(path, source)).prompts;
          const message = prompt?.messages[0];
          assert.ok(prompt && message);
          assert.equal(message.text, contentsOf(source)[0]);
          assert.equal(source.slice(message.source.span.start, message.source.span.end), literal);
          const result = tryEdit(source, prompt, edit);
          if (result === undefined) return;
          written++;
          assert.deepEqual(contentsOf(result.after), [result.expected, 'second']);
          const again = (await detect(path, result.after)).prompts[0]?.messages[0];
          assert.equal(again?.holes.length, result.expected.split('{{name}}').length - 1);
        }),
        { numRuns: 500 },
      );
      assert.ok(written > 400, `only ${written} of 500 edits could be written`);
    });
  }
});

describe('writing back into promptfoo', () => {
  const texts: Readonly<Record<string, readonly [source: string, read: (value: string) => unknown]>> = {
    'a block': ['|\n      First {{ name | trim }}.\n      {% if a %}A{% endif %} end', (value) => value],
    'one line': ["'Say {{name}} it''s {% if a %}A{% endif %} end'", (value) => value],
    'JSON in a block': [
      '|\n      [\n        {"role": "system", "content": "You \\"are\\" terse,\\nok"}\n      ]',
      (value) => JSON.parse(value)[0].content,
    ],
    'JSON in quotes': [
      `'[{"role": "user", "content": "Explain {{name}} now"}]'`,
      (value) => JSON.parse(value)[0].content,
    ],
    'YAML in a block': [
      '|\n      - role: system\n        content: |\n          You are terse.\n          Two lines.\n      - role: user\n        content: x',
      (value) => parse(value)[0].content,
    ],
  };

  for (const [title, [value, read]] of Object.entries(texts)) {
    it(`reads back what was written into ${title}`, async () => {
      const source = `prompts:\n  - ${value}\n  - second prompt\n`;
      let written = 0;
      await fc.assert(
        fc.asyncProperty(anyEdit, async (edit) => {
          const [prompt] = (await detect('promptfooconfig.yaml', source)).prompts;
          const message = prompt?.messages[0];
          assert.ok(prompt && message);
          const result = tryEdit(source, prompt, edit);
          if (result === undefined) return;
          written++;
          const prompts: readonly string[] = parse(result.after).prompts;
          assert.equal(prompts[1], 'second prompt', result.after);
          // Tags stand in the file as they did, so they are taken out of what the libraries read.
          const plain = String(read(prompts[0] ?? ''))
            .replace(/\{%.*?%\}/g, '')
            .replace('{{ name | trim }}', '{{name}}');
          assert.equal(plain, result.expected, result.after);
        }),
        { numRuns: 300 },
      );
      assert.ok(written > 150, `only ${written} of 300 edits could be written`);
    });
  }
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
    { path: '.cursor/rules/a.mdc', front: '---\nglobs: *.ts\n---\n', hole: '' },
    {
      path: 'a.prompty',
      front: '---\nmodel: m\n---\nsystem:\n',
      hole: 'Ask {{ topic | trim }}.{# note #}\n',
    },
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

  it('refuses text that would begin a message or a block of the template', async () => {
    const [prompt] = (await detect('a.prompty', 'user:\nAsk about {{topic}} now.\n')).prompts;
    assert.ok(prompt);
    for (const newText of ['\nsystem:\n', '\n# Assistant:\n', '{% if x %}', '{{other}}', '{# note']) {
      const edit = { place: { turn: 0, span: { start: 3, end: 3 } }, newText };
      assert.throws(() => encodeEdits(prompt, [edit]), { name: 'ProblemError' }, newText);
    }
    const said = { place: { turn: 0, span: { start: 3, end: 3 } }, newText: ' the user: {"a": {"b": 1}}' };
    const source = 'user:\nAsk about {{topic}} now.\n';
    assert.equal(
      edited(source, prompt, [said]),
      'user:\nAsk the user: {"a": {"b": 1}} about {{topic}} now.\n',
    );
  });

  it('keeps the blocks of a template whose text is replaced', async () => {
    const body = 'Say {% if brief %}little{% else %}much{% endif %} now.';
    const files = {
      'a.prompty': `system:\n${body}\n`,
      'promptfooconfig.yaml': `prompts:\n  - |\n    ${body}\n`,
    };
    for (const [path, source] of Object.entries(files)) {
      const [prompt] = (await detect(path, source)).prompts;
      assert.equal(prompt?.messages[0]?.text.trimEnd(), 'Say littlemuch now.');
      const after = edited(source, prompt, [
        { place: { turn: 0, span: { start: 0, end: 18 } }, newText: 'Be silent' },
      ]);
      assert.deepEqual(after.match(/\{%.*?%\}/g), ['{% if brief %}', '{% else %}', '{% endif %}'], path);
      assert.equal((await detect(path, after)).prompts[0]?.messages[0]?.text.trimEnd(), 'Be silent.');
    }
  });

  it('never throws on any text, whatever the format', async () => {
    const others = ['a.prompt.yml', 'promptfooconfig.yaml', 'a.json', 'a.jsonl'];
    const paths = [...shapes.map(({ path }) => path), ...others];
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
              'prompts:\n',
              '- |\n',
              '  [{"role": "user", "content": "',
              '"}]\n',
              '{"messages": [',
              'user:\n',
              '{% raw %}',
              '{#',
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
