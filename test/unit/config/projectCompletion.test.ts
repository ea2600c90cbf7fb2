import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { rules } from '../../../src/analyze/rules/index.ts';
import { applyEdits, slice } from '../../../src/base/span.ts';
import { projectCompletions, projectExplanation } from '../../../src/config/projectCompletion.ts';
import { parseProject } from '../../../src/config/projectFile.ts';
import { projectTable } from '../../../src/config/projectTable.ts';

interface Example {
  readonly title: string;
  /** `|` is the cursor. */
  readonly text: string;
  readonly offers?: readonly string[];
  readonly includes?: readonly string[];
  readonly excludes?: readonly string[];
  /** The text after the first one is taken. */
  readonly first?: string;
}

const path = new URL('../../cases/config/completion.json', import.meta.url);
const examples = JSON.parse(readFileSync(path, 'utf8')) as readonly Example[];
const ruleIds = rules.map(({ id }) => id);

function offered(marked: string) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  return { text, completions: projectCompletions(text, offset, rules) };
}

describe('completion in promptquorum.yml', () => {
  for (const { title, text: marked, offers, includes = [], excludes = [], first } of examples)
    it(`offers ${title}`, () => {
      const { text, completions } = offered(marked);
      const labels = completions.map(({ label }) => label);
      if (offers !== undefined) assert.deepEqual(labels, offers);
      for (const label of includes) assert(labels.includes(label), label);
      for (const label of excludes) assert(!labels.includes(label), label);
      const [taken] = completions;
      if (first === undefined || taken === undefined) return;
      const { span, newText } = taken;
      assert.equal(applyEdits(text, [{ span, newText: `${newText}|` }]), first);
    });

  it('writes what the file is read as', () => {
    for (const rule of ruleIds)
      for (const { newText } of offered(`rules:\n  ${rule}: |`).completions) {
        const { values, problems } = parseProject(`rules:\n  ${rule}: ${newText}\n`, ruleIds);
        assert.deepEqual([values, problems], [{ rules: { [rule]: newText } }, []]);
      }
  });

  it('takes any text and replaces only what stands at the cursor', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom('rules:', '  secret: ', 'models: [', '\t', '- ', '{a: '),
    );
    fc.assert(
      fc.property(fc.array(line), fc.nat(), (lines, at) => {
        const text = lines.join('\n');
        const offset = at % (text.length + 1);
        for (const { span } of projectCompletions(text, offset, rules)) {
          assert(span.start <= offset && offset <= span.end);
          assert(!slice(text, span).includes('\n'));
        }
        projectExplanation(text, offset, rules);
      }),
    );
  });
});

describe('explanations in promptquorum.yml', () => {
  const text = 'rules:\n  secret: off\nmodels: secret\n';

  it('tell what a key and a rule mean, where their names stand', () => {
    assert.equal(projectExplanation(text, 2, rules)?.text, projectTable.rules.description);
    const rule = projectExplanation(text, text.indexOf('secret') + 1, rules);
    assert.equal(rule?.text, rules.find(({ id }) => id === 'secret')?.text.title);
    assert.equal(rule && slice(text, rule.span), 'secret');
    assert.equal(projectExplanation(text, text.lastIndexOf('secret') + 1, rules), undefined);
  });
});
