import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { analyze } from '../../../src/analyze/analyze.ts';
import { rules } from '../../../src/analyze/rules/index.ts';
import { locales } from '../../../src/base/text.ts';
import { promptFromText } from '../../../src/prompt/fromText.ts';
import { holeNames } from '../../../src/prompt/holes.ts';
import type { Prompt } from '../../../src/prompt/types.ts';
import { titleWithSource } from '../../../src/rewrite/summary.ts';
import { techniques } from '../../../src/rewrite/techniques/index.ts';
import { casesOf, outcomeOf, promptOf, propose, rewriteCases, textsOf } from './support.ts';

describe('rewriting offline', () => {
  for (const { id } of techniques) {
    describe(id, () => {
      for (const example of rewriteCases(id)) {
        it(example.title, async () => {
          const prompt = promptOf(example);
          const proposal = await propose(id, prompt, casesOf(example));
          const outcome = outcomeOf(prompt, proposal);
          if (example.refused !== undefined) {
            assert.match(textsOf(outcome).join('\n'), new RegExp(example.refused));
            assert.equal(typeof outcome, 'string');
            return;
          }
          assert.deepEqual(textsOf(outcome), example.rewritten);
          assert.ok(!('refused' in proposal));
          assert.equal(proposal.withModel, false);
          assert.deepEqual(proposal.usedCaseIds, example.used);
          assert.deepEqual(structuredClone(proposal), proposal);
          if (example.because !== undefined)
            assert.deepEqual(
              proposal.notes?.[0]?.values?.['words'],
              example.because.map((word) => `“${word}”`),
            );
        });
      }
    });
  }

  it('keeps holes and creates no finding on the examples of every rule, and does nothing twice', async () => {
    let rewritten = 0;
    for (const { examples } of rules) {
      for (const { messages, settings, kind } of examples) {
        const prompt = promptFromText(messages, {
          ...(settings === undefined ? {} : { settings }),
          ...(kind === undefined ? {} : { kind }),
        });
        for (const { id } of techniques) rewritten += await checkRewrite(id, prompt);
      }
    }
    assert.ok(rewritten > 100, `only ${rewritten} rewrites were made`);
  });

  it('has something to say in every language, with evidence and no unfilled marks', () => {
    for (const { text, evidence } of techniques) {
      assert.ok(evidence.length > 0);
      const all = [
        text.title,
        text.description,
        ...evidence.flatMap(({ models, finding }) => [models, finding]),
      ];
      for (const each of all) for (const locale of locales) assert.match(each[locale], /\S{4}/);
      for (const { url } of evidence) assert.match(url ?? '', /^https:\/\/\S+$/);
    }
  });

  it('says in one line of a picker what each does and on what evidence', () => {
    for (const technique of techniques) {
      const { en, 'zh-cn': chinese } = titleWithSource(technique);
      assert.match(en, /^[A-Z][^[\]]{20,} \[[^[\]]+ \d{4}(?: and others)?\]$/);
      assert.match(chinese, /^.{10,}［[^［］]+ \d{4}(?: 等)?］$/u);
      assert.ok(en.length <= 200 && chinese.length <= 100, technique.id);
    }
  });

  it('has a short name of its own, as tabs and columns are narrow', () => {
    for (const { id, text } of techniques) {
      assert.ok(text.name.en.length <= 18 && text.name['zh-cn'].length <= 6, id);
      assert.doesNotMatch(text.name.en, /\w-\w/, id);
    }
    for (const locale of locales)
      assert.equal(new Set(techniques.map(({ text }) => text.name[locale])).size, techniques.length);
  });

  it('states the limits of the evidence in its titles', () => {
    const title = (id: string) => techniques.find((technique) => technique.id === id)?.text.title.en ?? '';
    assert.match(title('persona'), /adds no factual accuracy/);
    assert.match(title('ask-for-quality'), /adds no accuracy/);
    assert.match(title('self-check'), /not for right or wrong/);
    assert.match(title('step-by-step'), /for models that do not reason by themselves/);
  });

  it('has titles that a picker finds by their words, typed with spaces', () => {
    for (const { id, text } of techniques) assert.doesNotMatch(text.title.en, /\w-\w/, id);
  });

  it('rejects an unknown technique with the known ones', async () => {
    await assert.rejects(
      propose('rhyme', promptFromText([{ role: 'user', text: 'Hi' }])),
      /few-shot, output-contract, persona/,
    );
  });

  it('is covered by an example file for every technique', () => {
    for (const { id } of techniques)
      assert.ok(readFileSync(new URL(`../../cases/rewrite/${id}.json`, import.meta.url), 'utf8').length > 0);
  });
});

/** Returns 1 where a rewrite was made. */
async function checkRewrite(id: string, prompt: Prompt): Promise<number> {
  const names = holeNames(prompt.messages);
  const cases = ['north', 'south', 'north', 'south'].map((expected, index) => ({
    id: String(index),
    inputs: Object.fromEntries(names.map((name) => [name, `${name} number ${index}`])),
    expected,
  }));
  const outcome = outcomeOf(prompt, await propose(id, prompt, cases));
  if (typeof outcome === 'string') return 0;
  const where = `${id} on ${JSON.stringify(prompt.messages.map(({ text }) => text))}`;
  assert.deepEqual(holesPerMessage(outcome), holesPerMessage(prompt), where);
  for (const { id: ruleId } of rules)
    assert.ok(findingsOf(outcome, ruleId) <= findingsOf(prompt, ruleId), `${where} creates ${ruleId}`);
  assert.equal(
    typeof outcomeOf(outcome, await propose(id, outcome, cases)),
    'string',
    `${where} applies twice`,
  );
  return 1;
}

function holesPerMessage({ messages }: Prompt): readonly (readonly string[])[] {
  return messages.map(({ holes }) => holes.map(({ name }) => name).sort());
}

function findingsOf(prompt: Prompt, ruleId: string): number {
  return analyze(prompt).filter((finding) => finding.ruleId === ruleId).length;
}
