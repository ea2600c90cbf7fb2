import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Case } from '../../../src/prompt/types.ts';
import { type CaseFormat, parseCases } from '../../../src/trials/cases.ts';
import {
  acceptCase,
  appendCase,
  appendCases,
  type NewCase,
  rejectCase,
  updateCase,
} from '../../../src/trials/editCases.ts';

const formats = ['jsonl', 'csv', 'yaml'] as const;

const files: Readonly<Record<CaseFormat, readonly string[]>> = {
  jsonl: [
    '',
    '{ "q":"one",  "expected" : "1" }\n\n{"id":"b","q":"two","proposed":true}',
    '\ufeff{"q":"one"}\r\n{"id":"b","proposed":true,"q":"two"}\r\n',
  ],
  csv: [
    '',
    'id,q,expected,proposed\n"a","o""n,e",1,\n,,,\nb,two,,true\n',
    '\ufeffq,id,proposed\r\n"li\r\nne",a,\r\ntwo,b,true',
  ],
  yaml: [
    '',
    '# of the shop\n- q: one # first\n  expected: 1\n\n- id: b\n  proposed: true\n  q: |\n    two\n    lines\n# the end\n',
    'checks:\r\n  - contains: a\r\ncases:\r\n    - q: one\r\n    # between\r\n    - id: b\r\n      q: "two"\r\n      proposed: true',
    'cases: [{ q: one }, { id: b, q: two, proposed: true }] # flow\n',
  ],
};

const added: NewCase = {
  inputs: { q: 'new: "x", # 1\nline' },
  expected: '- 5',
  checks: [{ check: 'length', parameter: { max: 5, unit: 'words' } }],
  proposed: true,
};

const inputs = fc.dictionary(
  fc.constantFrom('q', 'text', 'user name', '问题'),
  fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      'true',
      '1.0',
      '~',
      '- a',
      'a: b',
      '"',
      "'",
      '#',
      ' a ',
      'a\nb',
      '\n',
      'a\r\nb',
      '=x',
      '[]',
      '{}',
    ),
  ),
  { minKeys: 1 },
);

describe('cases from work', () => {
  for (const format of formats)
    for (const [index, text] of files[format].entries()) {
      it(`are added to ${format} file ${index}, all else byte for byte`, async () => {
        const before = await parseCases(text, format, ['q']);
        const { text: after, id } = await appendCase(text, format, added);
        const read = await parseCases(after, format, ['q']);
        assert.deepEqual(read.problems, before.problems);
        assert.deepEqual(read.cases, [...before.cases, { id, ...added }]);
        if (format !== 'csv' && !text.includes('[{'))
          assert.ok(after.startsWith(text.replace(/# the end\n$/, '')));
        if (text.includes('\r\n') && format !== 'csv') assert.doesNotMatch(after, /[^\r]\n/);
        if (text.includes('#'))
          for (const [comment] of text.matchAll(/#.*/g)) assert.ok(after.includes(comment));
      });

      if (text !== '' && !text.includes('[{'))
        it(`are accepted and rejected in ${format} file ${index}`, async () => {
          const { cases } = await parseCases(text, format, ['q']);
          const accepted = await parseCases(await acceptCase(text, format, ['q'], 'b'), format, ['q']);
          assert.deepEqual(
            accepted.cases,
            cases.map(({ proposed: _, ...one }) => one),
          );
          const rejected = await rejectCase(text, format, ['q'], 'b');
          assert.deepEqual((await parseCases(rejected, format, ['q'])).cases, cases.slice(0, -1));
          assert.ok(text.startsWith(rejected.slice(0, 20)));
        });

      if (text !== '')
        it(`get another answer and checks in ${format} file ${index}`, async () => {
          const { cases } = await parseCases(text, format, ['q']);
          const id = cases[0]?.id ?? '';
          const checks = [{ check: 'contains', parameter: 'a, "b"' }];
          const updated = await updateCase(text, format, ['q'], id, { expected: '- 5', checks });
          const [first, ...others] = (await parseCases(updated, format, ['q'])).cases;
          assert.deepEqual({ ...first }, { ...cases[0], expected: '- 5', checks });
          assert.deepEqual(others, cases.slice(1));
          const bare = await updateCase(updated, format, ['q'], id, { expected: '', checks: [] });
          const { expected: _, ...without } = cases[0] ?? {};
          assert.deepEqual((await parseCases(bare, format, ['q'])).cases[0], without);
        });
    }

  for (const format of formats)
    it(`are read back from ${format} as they were written, however many`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ inputs, expected: fc.constantFrom('yes', '1.0', 'a\nb') }), {
            minLength: 1,
            maxLength: 4,
          }),
          fc.constantFrom('', '\n', '\r\n'),
          async (rows, start) => {
            let text: string = start;
            const expected: Case[] = [];
            const names = Object.keys(rows[0]?.inputs ?? {});
            for (const row of rows) {
              const values = Object.fromEntries(names.map((name) => [name, row.inputs[name] ?? 'x']));
              const appended = await appendCase(text, format, { ...row, inputs: values });
              text = appended.text;
              expected.push({ id: appended.id, inputs: values, expected: row.expected });
            }
            const { cases } = await parseCases(text, format, names);
            assert.deepEqual(cases, expected);
          },
        ),
        { numRuns: 60 },
      );
    });

  for (const [format, text] of Object.entries({
    jsonl: '{"language":"de","contains":"x"}\n',
    csv: 'language,contains\nde,x\n',
    yaml: '- language: de\n  contains: x\n  checks:\n    - regex: y\n# end\n',
  }) as [CaseFormat, string][])
    it(`have their checks in one column of ${format}, and no hole is taken for one`, async () => {
      const checks = [{ check: 'length', parameter: { max: 5 } }];
      const updated = await updateCase(text, format, ['language'], '1', { checks });
      const { cases, problems } = await parseCases(updated, format, ['language']);
      assert.deepEqual(problems, []);
      assert.deepEqual(cases, [{ id: '1', inputs: { language: 'de' }, checks }]);
    });

  it('are added several at once, each with an id', async () => {
    const several = [
      { inputs: { q: 'a' } },
      { id: 'x', inputs: { q: 'b' } },
      { id: 'x', inputs: { q: 'c' } },
    ];
    for (const format of formats) {
      const { text, ids } = await appendCases('', format, several);
      assert.deepEqual(ids, ['1', 'x', '3']);
      assert.equal((await parseCases(text, format, ['q'])).cases.length, 3);
    }
  });

  it('keep ids apart', async () => {
    const text = '{"id":"2","q":"a"}\n{"q":"b","id":"x"}\n';
    assert.equal((await appendCase(text, 'jsonl', { inputs: { q: 'c' } })).id, '3');
    assert.equal((await appendCase(text, 'jsonl', { id: 'x', inputs: { q: 'c' } })).id, '3');
    assert.equal((await appendCase(text, 'jsonl', { id: 'late', inputs: { q: 'c' } })).id, 'late');
  });

  for (const [what, format, text, id, after] of [
    [
      'a row that lacks a value',
      'yaml',
      '- id: a\n  mial: x\n- id: b\n  q: y\n',
      'b',
      /- id: b\n {2}q: y\n {2}expected: no\n$/,
    ],
    [
      'a row that lacks a value',
      'jsonl',
      '{"id":"a","mial":"x"}\n{"id":"b","q":"y"}\n',
      'b',
      /\n\{"id":"b","q":"y","expected":"no"\}\n$/,
    ],
    ['a row of another length', 'csv', 'id,q,expected\na,x\nb,y,yes\n', 'b', /\na,x\nb,y,no\n$/],
    ['an id that is taken', 'csv', 'id,q,expected\na,x,1\na,y,2\nb,z,\n', 'b', /\na,y,2\nb,z,no\n$/],
    [
      'an id that only a bad row has before',
      'jsonl',
      '{"id":"b"}\n{"id":"b","q":"y"}\n',
      'b',
      /^\{"id":"b"\}\n\{"id":"b","q":"y","expected":"no"\}/,
    ],
  ] as const)
    it(`are changed in ${format} after ${what}`, async () => {
      const updated = await updateCase(text, format, ['q'], id, { expected: 'no' });
      assert.match(updated, after);
      const rejected = await rejectCase(text, format, ['q'], id);
      const left = (await parseCases(text, format, ['q'])).cases.filter((one) => one.id !== id);
      assert.deepEqual((await parseCases(rejected, format, ['q'])).cases, left);
      const proposed = await updateCase(text, format, ['q'], id, {
        checks: [{ check: 'contains', parameter: 'a' }],
      });
      assert.notEqual(proposed, text);
    });

  it('are removed though that lets a row in that had the same id', async () => {
    const text = '{"id":"x","q":"a"}\n{"id":"x","q":"b"}\n';
    assert.equal(await rejectCase(text, 'jsonl', ['q'], 'x'), '{"id":"x","q":"b"}\n');
  });

  for (const expected of ['normal, but soon', 'a]', '{b', 'x: y', '[', '- c', "it's", 'two\nlines', '# d'])
    it(`have ${JSON.stringify(expected)} in a YAML row in braces`, async () => {
      const text = "- {id: fine, q: 'All good!', expected: normal}\n- {id: other, q: b}\n";
      for (const id of ['fine', 'other']) {
        const updated = await updateCase(text, 'yaml', ['q'], id, { expected });
        const { cases } = await parseCases(updated, 'yaml', ['q']);
        assert.equal(cases.find((one) => one.id === id)?.expected, expected);
      }
    });

  it('change no file that cannot be read', async () => {
    for (const [format, text] of [
      ['yaml', 'a: [\n'],
      ['yaml', 'text\n'],
    ] as const)
      await assert.rejects(appendCase(text, format, added), { name: 'ProblemError' });
    await assert.rejects(acceptCase('{"q":"a"}', 'jsonl', ['q'], 'none'), /no case none/);
  });
});
