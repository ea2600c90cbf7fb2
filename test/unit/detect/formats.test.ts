import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Span } from '../../../src/base/span.ts';
import { suppressionComment } from '../../../src/config/suppression.ts';
import { formatOf } from '../../../src/detect/formatPrompts.ts';
import { formats } from '../../../src/detect/formats/index.ts';
import { casesNames, isOnePrompt, languageIdOf } from '../../../src/detect/handles.ts';
import type { Message, Prompt } from '../../../src/prompt/types.ts';
import { detect } from './support.ts';

interface ExpectedMessage {
  readonly role: string;
  readonly text: string;
  readonly holes?: readonly string[];
  readonly samples?: Readonly<Record<string, readonly string[]>>;
  /** What stands in the file at the message's place. */
  readonly source?: string;
}

interface Example {
  readonly path: string;
  readonly format?: string;
  readonly title?: string;
  readonly text: string;
  readonly bom?: boolean;
  readonly crlf?: boolean;
  readonly prompts?: readonly {
    readonly name?: string;
    readonly language?: string;
    readonly settings?: Prompt['settings'];
    readonly declared?: readonly string[];
    readonly valued?: readonly string[];
    readonly messages: readonly ExpectedMessage[];
  }[];
  readonly problems?: readonly { readonly code: string; readonly at?: string }[];
}

const folder = new URL('../../cases/detect/formats/', import.meta.url);
const examples = readdirSync(folder)
  .sort()
  .flatMap((name): readonly Example[] => parse(readFileSync(new URL(name, folder), 'utf8')));

function textOf({ text, bom, crlf }: Example): string {
  return (bom === true ? '\ufeff' : '') + (crlf === true ? text.replaceAll('\n', '\r\n') : text);
}

function samplesOf({ holes }: Message): Record<string, readonly string[]> {
  return Object.fromEntries(
    holes.flatMap(({ name, samples }) => (samples === undefined ? [] : [[name, samples]])),
  );
}

/** Text and escapes of every segment stand where it says, one after the other and inside the message. */
function assertPlaces({ source: { span }, segments }: Message, text: string): void {
  let offset = span.start;
  for (const { kind, text: own, source } of segments) {
    assert.ok(offset <= source.span.start && source.span.start <= source.span.end, own);
    if (kind === 'text') assert.equal(text.slice(source.span.start, source.span.end), own);
    offset = source.span.end;
  }
  assert.ok(offset <= span.end);
}

describe('prompt files', () => {
  for (const example of examples) {
    const { path, format, title = format === undefined ? 'nothing' : 'as it should be' } = example;
    it(`${path}: ${title}`, async () => {
      const text = textOf(example);
      const { prompts, problems } = await detect(path, text);
      const expected = example.prompts ?? [];
      assert.equal(prompts.length, expected.length, JSON.stringify(prompts.map(({ messages }) => messages)));
      for (const [
        index,
        { name, language = 'en', settings = {}, declared, valued, messages },
      ] of expected.entries()) {
        const prompt = prompts[index];
        assert.ok(prompt);
        assert.equal(prompt.origin, format);
        assert.equal(prompt.language, language);
        if (name !== undefined) assert.deepEqual([prompt.lineage.symbol, prompt.title], [name, name]);
        assert.deepEqual(prompt.settings, settings);
        assert.deepEqual(
          prompt.declaredInputs?.map((input) => input.name),
          declared,
        );
        if (valued !== undefined) assert.deepEqual(prompt.valuedNames, valued);
        assert.deepEqual(
          prompt.messages.map((message) => ({
            role: message.role,
            text: message.text,
            holes: message.holes.map((hole) => hole.name),
            samples: samplesOf(message),
          })),
          messages.map(({ role, text: own, holes = [], samples = {} }) => ({
            role,
            text: own,
            holes,
            samples,
          })),
        );
        for (const [turn, { source }] of messages.entries()) {
          const message: Message | undefined = prompt.messages[turn];
          assert.ok(message);
          assertPlaces(message, text);
          const span: Span = message.source.span;
          if (source !== undefined) assert.equal(text.slice(span.start, span.end), source);
        }
      }
      assert.deepEqual(
        problems.map(({ code }) => code),
        (example.problems ?? []).map(({ code }) => code),
      );
      for (const [index, { at }] of (example.problems ?? []).entries()) {
        const { start = -1, end = -1 } = problems[index]?.span ?? {};
        assert.ok(0 <= start && start <= end && end <= text.length);
        if (at !== undefined) assert.equal(text.slice(start, end), at);
      }
    });
  }

  it('have an example for every format, one in Chinese for most', () => {
    const shown = new Set(examples.map(({ format }) => format));
    const elsewhere = ['dotprompt', 'prompt-md', 'prompt-txt', 'prompt-yml', 'skill-md'];
    for (const { id } of formats) assert.ok(shown.has(id) || elsewhere.includes(id), id);
  });

  it('are read in time however large they are', async () => {
    const row = `${JSON.stringify({ messages: [{ role: 'user', content: 'You are an assistant. '.repeat(10) }] })}\n`;
    const { prompts, problems } = await detect('big.jsonl', row.repeat(8000));
    assert.equal(prompts.length, 200);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['many-prompts'],
    );
    const deep = `[{"role": "user", "content": "x"}, ${'['.repeat(200_000)}`;
    assert.deepEqual((await detect('deep.json', deep)).problems, []);
    const blank = await detect('blank.prompty', `${' '.repeat(200_000)}user`);
    assert.equal(blank.prompts.length, 1);
    const broken = await detect('broken.chatmode.md', `---\na: ${'['.repeat(5000)}\n---\nBe brief.\n`);
    assert.deepEqual([broken.prompts.length, broken.problems.length], [1, 10]);
    const long = `user:\n${'{{a}} {% b %} text\n'.repeat(20_000)}`;
    assert.equal((await detect('long.prompty', long)).prompts.length, 1);
  });
});

describe('the names of prompt files', () => {
  const cases: readonly (readonly [path: string, format: string | undefined, languageId: string])[] = [
    ['SKILL.md', 'skill-md', 'skill'],
    ['a/b/skill.md', 'skill-md', 'skill'],
    ['my-SKILL.md', undefined, 'plaintext'],
    ['README.md', undefined, 'plaintext'],
    ['a/.claude/agents/x.md', 'agent-md', 'chatagent'],
    ['a/.claude/agents/deep/x.md', undefined, 'plaintext'],
    ['.cursor/rules/a/b.mdc', 'cursor-rules', 'markdown'],
    ['promptfooconfig-v2.yaml', 'promptfoo', 'yaml'],
    ['a.prompt.yaml', 'prompt-yml', 'yaml'],
    ['x.json', 'chat-json', 'json'],
    ['x.py', undefined, 'python'],
  ];
  for (const [path, format, languageId] of cases) {
    it(path, () => {
      assert.equal(formatOf(path)?.id, format);
      assert.equal(languageIdOf(path), languageId);
    });
  }

  it('give their cases files a name', () => {
    const namesOf = (path: string, symbol: string) => Object.values(casesNames(path, { symbol })).join(' ');
    assert.equal(namesOf('prompts/triage.prompt.yml', 'Triage'), 'prompts/triage');
    assert.equal(namesOf('a/SKILL.md', 'tidy'), 'a/SKILL');
    assert.equal(namesOf('greet.prompt', 'greet'), 'greet');
    assert.equal(namesOf('tutor.prompt.json', 'tutor'), 'tutor');
    assert.equal(namesOf('e/promptfooconfig.yaml', 'pun'), 'e/promptfooconfig.yaml pun');
    assert.equal(namesOf('e/promptfooconfig.yaml', 'promptfooconfig'), 'e/promptfooconfig');
    assert.equal(namesOf('app.py', 'Agent.reply'), 'app.py Agent.reply');
    assert.ok(isOnePrompt('a.prompt') && !isOnePrompt('a.jsonl') && !isOnePrompt('a.py'));
  });

  it('say how a comment is written in them, unless they hold JSON', () => {
    for (const { id, languageIds } of formats) {
      const [languageId = ''] = languageIds;
      const hasComment = suppressionComment('placeholder', languageId) !== undefined;
      assert.equal(hasComment, !/^jsonl?$/.test(languageId), id);
    }
  });
});
