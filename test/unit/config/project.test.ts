import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { rules } from '../../../src/analyze/rules/index.ts';
import { slice } from '../../../src/base/span.ts';
import { say } from '../../../src/base/text.ts';
import {
  casesStem,
  ignoreEntry,
  type NamedPrompt,
  type ProjectFile,
  projectFor,
  withoutIgnored,
} from '../../../src/config/project.ts';
import { parseProject } from '../../../src/config/projectFile.ts';
import { projectSchema } from '../../../src/config/projectSchema.ts';
import { projectKeys } from '../../../src/config/projectTable.ts';

interface Example {
  readonly title: string;
  readonly text: string;
  readonly values: object;
  readonly problems: readonly { readonly code: string; readonly at?: string; readonly says?: string }[];
}

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const examples = JSON.parse(read('test/cases/config/project.json')) as readonly Example[];
const ruleIds = rules.map(({ id }) => id);

describe('promptquorum.yml', () => {
  for (const { title, text, values, problems } of examples)
    it(`reads ${title}`, () => {
      const parsed = parseProject(text, ruleIds);
      assert.deepEqual(parsed.values, values);
      assert.deepEqual(
        parsed.problems.map(({ code }) => code),
        problems.map(({ code }) => code),
      );
      for (const [index, { at, says = '' }] of problems.entries()) {
        const told = parsed.problems[index];
        if (at !== undefined) assert.equal(told && slice(text, told.span), at);
        assert(told && say(told.phrase, 'en').includes(says));
      }
    });

  it('is refused by its schema exactly where it has a problem', () => {
    const validate = new Ajv({ allowUnionTypes: true }).compile(projectSchema(rules));
    for (const { title, text, problems } of examples) {
      if (problems.some(({ code }) => code === 'bad-syntax') || /\*other|^(#.*\n)?$/.test(text)) continue;
      assert.equal(validate(parseRaw(text)), problems.length === 0, title);
    }
  });

  it('has the schema that is published', () => {
    assert.deepEqual(JSON.parse(read('media/schemas/promptquorum.schema.json')), projectSchema(rules));
  });

  it('reads any text without throwing, and marks problems inside of it', () => {
    const line = fc.oneof(
      fc.string(),
      fc
        .tuple(fc.constantFrom(...projectKeys(), 'apiKey'), fc.string())
        .map(([key, value]) => `${key}: ${value}`),
      fc.tuple(fc.constantFrom(...ruleIds), fc.string()).map(([id, value]) => `  ${id}: ${value}`),
      fc.constantFrom('rules:', '- &a [*a]', '<<: *a', '? {a: b}', '---', 'models: !!set {a}'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const text = lines.join('\n');
        for (const { span } of parseProject(text, ruleIds).problems)
          assert(span.start >= 0 && span.start <= span.end && span.end <= text.length + 1, text);
      }),
    );
  });
});

describe('projects', () => {
  const files: readonly ProjectFile[] = [
    { folder: 'api/v2', values: { rules: { placeholder: 'hint' }, models: ['inner', 'second'] } },
    {
      folder: '',
      values: {
        rules: { placeholder: 'off', contradiction: 'error' },
        models: ['outer'],
        cases: 'cases',
        exclude: ['old/'],
        ignore: ['api/v2/a.py#BANNER', 'b.py#T#1'],
      },
    },
    { folder: 'api', values: { exclude: ['/gen.py'] } },
  ];

  it('are decided by the nearest file, key by key and rule by rule', () => {
    const { severities, models } = projectFor('api/v2/a.py', files);
    assert.deepEqual(severities, { placeholder: 'hint', contradiction: 'error' });
    assert.deepEqual(models, ['inner', 'second']);
    assert.deepEqual(projectFor('api/a.py', files).models, ['outer']);
    assert.deepEqual(projectFor('api/v22/a.py', files).models, ['outer']);
  });

  it('leave out files as .gitignore does, from the folder of each file on', () => {
    const isExcluded = (path: string) => projectFor(path, files).isExcluded;
    assert.equal(isExcluded('x/old/a.py'), true);
    assert.equal(isExcluded('api/gen.py'), true);
    assert.equal(isExcluded('gen.py'), false);
    assert.equal(isExcluded('api/v2/gen.py'), false);
  });

  it('leave out single prompts, with their findings', () => {
    const inspection = {
      prompts: [prompt('T#0'), prompt('T#1')],
      findings: [{ finding: { promptId: 'T#0' } }, { finding: { promptId: 'T#1' } }],
    };
    assert.deepEqual(withoutIgnored(inspection, projectFor('b.py', files)), {
      prompts: [prompt('T#0')],
      findings: [{ finding: { promptId: 'T#0' } }],
    });
    assert(projectFor('api/v2/a.py', files).ignores(prompt('BANNER#3')));
    assert(!projectFor('api/v2/a.py', files).ignores(prompt('BANNER2#0')));
  });

  it('tell a prompt by how it begins, whatever stands before it', () => {
    const hidden = prompt('create#1', 'Say  hello\nto the harbour.');
    const entry = ignoreEntry('a.py', hidden, false);
    assert.equal(entry, 'a.py#create "Say hello to the harbour."');
    const { ignores } = projectFor('a.py', [{ folder: '', values: { ignore: [entry] } }]);
    assert(ignores(hidden));
    assert(ignores(prompt('create#2', 'Say hello to the harbour. Be loud.')));
    assert(!ignores(prompt('create#1', 'Say goodbye to the harbour.')));
    assert(!ignores(prompt('created#1', 'Say hello to the harbour.')));
    assert.equal(ignoreEntry('a.py', hidden, true), 'a.py#create');
  });

  it('say where cases stand', () => {
    assert.equal(casesStem('api/v2/a.py', projectFor('api/v2/a.py', files)), 'cases/api/v2/a.py');
    const inner = [{ folder: 'api', values: { cases: 'eval' } }];
    assert.equal(casesStem('api/v2/a.py', projectFor('api/v2/a.py', inner)), 'api/eval/v2/a.py');
    assert.equal(casesStem('a.py', projectFor('a.py', inner)), undefined);
  });
});

function prompt(id: string, text = 'Any text.'): NamedPrompt {
  const source = { uri: 'file:///a.py', span: { start: 0, end: 0 } };
  return { id, messages: [{ role: 'user', text, segments: [], holes: [], source }] };
}

function parseRaw(text: string): unknown {
  return parseDocument(text).toJS();
}
