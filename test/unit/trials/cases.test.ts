import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { say } from '../../../src/base/text.ts';
import {
  acceptedCases,
  type CaseFormat,
  caseFormatOf,
  casesPathCandidates,
  parseCases,
} from '../../../src/trials/cases.ts';

const questions = [
  { id: 'q1', inputs: { question: 'Is "a, b" one?' }, expected: 'yes' },
  { id: 'q2', inputs: { question: 'Line 1\nline 2' }, expected: '1.0' },
];

const written: Readonly<Record<CaseFormat, string>> = {
  jsonl:
    '{"id": "q1", "question": "Is \\"a, b\\" one?", "expected": "yes"}\n\n{"id": "q2", "question": "Line 1\\nline 2", "expected": "1.0"}\n',
  csv: 'id,question,expected\nq1,"Is ""a, b"" one?",yes\n,,\nq2,"Line 1\nline 2",1.0\n',
  yaml: '# cases\n- id: q1\n  question: Is "a, b" one?\n  expected: yes\n- id: q2\n  question: |-\n    Line 1\n    line 2\n  expected: 1.0\n',
};

describe('cases files', () => {
  for (const format of ['jsonl', 'csv', 'yaml'] as const)
    for (const [how, change] of [
      ['plain', (text: string) => text],
      ['with a byte order mark', (text: string) => `\ufeff${text}`],
      ['without a last line end', (text: string) => text.replace(/\n$/, '')],
    ] as const)
      it(`${format}, ${how}`, async () => {
        assert.deepEqual(await parseCases(change(written[format]), format, ['question']), {
          cases: questions,
          problems: [],
        });
      });

  it('jsonl and csv with Windows line ends', async () => {
    const jsonl = await parseCases(written.jsonl.replaceAll('\n', '\r\n'), 'jsonl', ['question']);
    assert.deepEqual(jsonl, { cases: questions, problems: [] });
    const csv = await parseCases('question,expected\r\na,1\r\nb,2\r\n', 'csv', ['question']);
    assert.deepEqual(
      csv.cases.map(({ expected }) => expected),
      ['1', '2'],
    );
  });

  it('number rows that have no id, and take scalars as text', async () => {
    const { cases } = await parseCases('{"n": 3, "flag": true}\n{"n": 0, "flag": ""}', 'jsonl', [
      'n',
      'flag',
    ]);
    assert.deepEqual(cases, [
      { id: '1', inputs: { n: '3', flag: 'true' } },
      { id: '2', inputs: { n: '0', flag: '' } },
    ]);
  });

  const bad: readonly (readonly [
    format: CaseFormat,
    text: string,
    line: number,
    says: RegExp,
    left: number,
  ])[] = [
    ['jsonl', '{"question": "a"}\nnot json\n{"question": "b"}', 2, /Line 2 is not a JSON object/, 2],
    ['jsonl', '[1]', 1, /Line 1 is not a JSON object/, 0],
    ['jsonl', '{"question": ["a"]}', 1, /column question holds a list/, 0],
    [
      'jsonl',
      '{"id": "x", "question": "a"}\n\n{"id": "x", "question": "b"}',
      3,
      /case x is already in line 1/,
      1,
    ],
    ['jsonl', '{"question": null}', 1, /no value for question/, 0],
    ['yaml', '- question: a\n- question:\n', 2, /no value for question/, 1],
    ['jsonl', '{"expected": "a"}', 1, /no value for question/, 0],
    [
      'jsonl',
      '{"question": "a", "quesion": "b"}',
      1,
      /no hole quesion: rename the column to one of question/,
      1,
    ],
    ['csv', 'question,expected\n"a\nb",1\nc,d,e\nf,2', 4, /Line 4 has 3 fields where the header has 2/, 2],
    ['csv', 'question\n"never closed\n', 2, /Line 2 cannot be read/, 0],
    ['csv', 'question,question\na,b\n', 1, /column question occurs twice/, 1],
    ['csv', 'text\na\n', 2, /no value for question/, 0],
    ['yaml', 'question: a', 1, /must be a list of cases/, 0],
    ['yaml', '- question: a\n- just text', 2, /Line 2: the file must be a list/, 1],
    ['yaml', '- question: a\n- question: [b]\n', 2, /column question holds a list/, 1],
    ['yaml', '- question: a\n- question: "b\n', 3, /cannot be read/, 0],
  ];
  for (const [format, text, line, says, left] of bad)
    it(`${format} ${JSON.stringify(text)} is a problem of line ${line}`, async () => {
      const { cases, problems } = await parseCases(text, format, ['question']);
      const found = problems.find((problem) => says.test(say(problem.phrase, 'en')));
      assert.ok(found, problems.map(({ phrase }) => say(phrase, 'en')).join('\n'));
      assert.equal(found.line, line);
      assert.doesNotMatch(say(found.phrase, 'zh-cn'), /\{\w+\}/);
      assert.equal(cases.length, left);
    });

  it('a row that was left out takes no id from another', async () => {
    const text = '{"id": "x"}\n{"id": "x", "question": "b"}';
    const { cases, problems } = await parseCases(text, 'jsonl', ['question']);
    assert.deepEqual(cases, [{ id: 'x', inputs: { question: 'b' } }]);
    assert.deepEqual(
      problems.map(({ code, line }) => [code, line]),
      [['missing-value', 1]],
    );
  });

  it('a column of a prompt without holes is not to be renamed', async () => {
    const { problems } = await parseCases('{"question": "b"}', 'jsonl', []);
    assert.match(
      problems.map(({ phrase }) => say(phrase, 'en')).join(),
      /has no holes, so column question is not used/,
    );
  });

  it('lines of a csv count line breaks in fields and empty lines, whatever ends a line', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = ['q,r', '"a', 'b",1', '', 'c', '', '"d', '', 'e",2,3', 'f'].join(end);
      const { problems } = await parseCases(text, 'csv', ['q', 'r']);
      assert.deepEqual(
        problems.map(({ line }) => line),
        [5, 7, 10],
        JSON.stringify(end),
      );
    }
  });

  it('yaml cases may stand under a key', async () => {
    const { cases } = await parseCases('cases:\n  - question: a\n', 'yaml', ['question']);
    assert.equal(cases.length, 1);
  });

  it('empty files have no cases and no problems', async () => {
    for (const format of ['jsonl', 'csv', 'yaml'] as const)
      assert.deepEqual(await parseCases('', format, ['question']), { cases: [], problems: [] });
  });

  it('read back every value that is written, and never throw', async () => {
    const value = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .filter((text) => text.trim() !== '' && !text.includes('\r'));
    const rows = fc.array(fc.record({ a: value, b: value }, { noNullPrototype: true }), {
      minLength: 1,
      maxLength: 5,
    });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(rows, async (written) => {
        const jsonl = written.map((row) => JSON.stringify(row)).join('\n');
        const csv = ['a,b', ...written.map(({ a, b }) => `${quoted(a)},${quoted(b)}`)].join('\r\n');
        for (const [format, text] of [
          ['jsonl', jsonl],
          ['csv', csv],
          ['yaml', JSON.stringify(written)],
        ] as const) {
          const { cases, problems } = await parseCases(text, format, ['a', 'b']);
          assert.deepEqual(problems, []);
          assert.deepEqual(
            cases.map(({ inputs }) => inputs),
            written,
            format,
          );
        }
      }),
      { numRuns: 60 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.string({ maxLength: 60 }),
        fc.constantFrom<CaseFormat>('jsonl', 'csv', 'yaml'),
        async (text, format) => {
          const { problems } = await parseCases(text, format, ['a']);
          for (const { line } of problems)
            assert.ok(line >= 1 && line <= text.split(/\r\n|\n|\r/).length + 1);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('are looked for beside the prompt', () => {
    assert.deepEqual(casesPathCandidates('prompts/triage'), [
      'prompts/triage.cases.jsonl',
      'prompts/triage.cases.csv',
      'prompts/triage.cases.yaml',
      'prompts/triage.cases.yml',
    ]);
    const first = (stem: string, symbol?: string) => casesPathCandidates(stem, symbol)[0];
    assert.equal(first('app.py', 'SYSTEM_PROMPT'), 'app.py.SYSTEM_PROMPT.cases.jsonl');
    assert.equal(first('src/a.b.ts', '<module>'), 'src/a.b.ts._module_.cases.jsonl');
  });

  it('are known by their names', () => {
    assert.deepEqual(
      ['a.cases.jsonl', 'a.cases.CSV', 'a.cases.yml', 'a.jsonl', 'cases.csv'].map(caseFormatOf),
      ['jsonl', 'csv', 'yaml', undefined, undefined],
    );
  });
});

describe('checks in cases files', () => {
  const specs = [
    { check: 'contains', parameter: 'a, b' },
    { check: 'length', parameter: { max: 5, unit: 'words' } },
  ];
  const files: Readonly<Record<CaseFormat, string>> = {
    jsonl: '{"q": "x", "checks": [{"contains": "a, b"}, {"length": {"max": 5, "unit": "words"}}]}\n',
    csv: 'q,checks,length\nx,"[{""contains"": ""a, b""}]","{""max"": 5, ""unit"": ""words""}"\n',
    yaml: '- q: x\n  checks:\n    - contains: a, b\n    - length: { max: 5, unit: words }\n',
  };
  for (const format of ['jsonl', 'csv', 'yaml'] as const)
    it(`are read from ${format}`, async () => {
      assert.deepEqual(await parseCases(files[format], format, ['q']), {
        cases: [{ id: '1', inputs: { q: 'x' }, checks: specs }],
        problems: [],
      });
    });

  it('hold for all cases where YAML has them at the top', async () => {
    const text = 'checks: [{ contains: ok }, { contain: x }]\ncases:\n  - q: x\n    proposed: true\n';
    const { cases, checks, problems } = await parseCases(text, 'yaml', ['q']);
    assert.deepEqual(checks, [{ check: 'contains', parameter: 'ok' }]);
    assert.deepEqual(cases, [{ id: '1', inputs: { q: 'x' }, proposed: true }]);
    assert.deepEqual(acceptedCases(cases), []);
    assert.deepEqual(
      problems.map(({ line, phrase }) => [line, /no check “contain”/.test(say(phrase, 'en'))]),
      [[1, true]],
    );
  });

  it('are no checks where the prompt has holes of those names', async () => {
    const { cases, problems } = await parseCases(
      '{"checks": "a", "contains": "b", "proposed": "true"}',
      'jsonl',
      [...['checks', 'contains', 'proposed']],
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(cases, [{ id: '1', inputs: { checks: 'a', contains: 'b', proposed: 'true' } }]);
  });

  it('are problems with their lines where they are wrong; the case stays', async () => {
    const text = 'q,checks,regex\nx,not json,\ny,,(?=a)\nz,"{""contains"": 3}",a\n';
    const { cases, problems } = await parseCases(text, 'csv', ['q']);
    assert.equal(cases.length, 3);
    assert.deepEqual(cases[2]?.checks, [{ check: 'regex', parameter: 'a' }]);
    assert.deepEqual(
      problems.map(({ line }) => line),
      [2, 3, 4],
    );
    for (const { phrase } of problems) assert.doesNotMatch(say(phrase, 'zh-cn'), /\{line\}|undefined/);
  });
});

describe('published schema of cases', () => {
  const schema = JSON.parse(
    readFileSync(new URL('../../../media/schemas/cases.schema.json', import.meta.url), 'utf8'),
  );
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

  it('takes one case, and a list of them', () => {
    const rows = [
      { id: 'a', question: 'x', expected: 'y' },
      { question: 3, flag: true, note: null },
    ];
    const checked = {
      checks: [{ regex: 'a' }],
      cases: [{ q: 'a', checks: [{ length: { max: 3 } }], proposed: true }],
    };
    for (const data of [...rows, rows, { cases: rows }, checked])
      assert.equal(validate(data), true, JSON.stringify(data));
  });

  it('refuses what the reader refuses', () => {
    for (const data of [
      'text',
      [['a']],
      { question: ['a'] },
      [{ question: { a: 1 } }],
      3,
      { q: 'a', checks: [{ contain: 'a' }] },
    ])
      assert.equal(validate(data), false, JSON.stringify(data));
  });
});
