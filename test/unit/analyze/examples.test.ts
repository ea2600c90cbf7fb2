import assert from 'node:assert/strict';
import { analyze } from '../../../src/analyze/analyze.ts';
import { fixAll } from '../../../src/analyze/fixAll.ts';
import { rules } from '../../../src/analyze/rules/index.ts';
import { slice } from '../../../src/base/span.ts';
import { applyPlacedEdits } from '../../../src/prompt/edit.ts';
import { promptOf } from './promptOf.ts';

for (const rule of rules) {
  describe(`rule ${rule.id}`, () => {
    for (const example of rule.examples) {
      const prompt = promptOf(example);
      it(`${example.finds.length > 0 ? 'finds' : 'passes'}: ${example.title}`, () => {
        const marked = analyze(prompt)
          .filter(({ ruleId }) => ruleId === rule.id)
          .map(({ place }) => slice(prompt.messages[place.turn]?.text ?? '', place.span));
        assert.deepEqual(marked, example.finds);
      });
      it(`is of no concern to other rules: ${example.title}`, () => {
        assert.deepEqual(
          analyze(prompt)
            .map(({ ruleId }) => ruleId)
            .filter((id) => id !== rule.id),
          [],
        );
      });
      it(`is rid of each finding by each of its fixes: ${example.title}`, () => {
        for (const { fixes, fingerprint } of analyze(prompt)) {
          for (const { edits } of fixes) {
            const left = analyze(applyPlacedEdits(prompt, edits)).map((finding) => finding.fingerprint);
            assert.ok(!left.includes(fingerprint));
          }
        }
      });
      if (example.offered !== undefined)
        it(`is mended by hand: ${example.title}`, () => {
          const [fix] = analyze(prompt).flatMap(({ fixes }) => fixes);
          const texts = applyPlacedEdits(prompt, fix?.edits ?? []).messages.map(({ text }) => text);
          assert.deepEqual([texts, fix?.safe], [example.offered, false]);
        });
      if (example.fixed === undefined) continue;
      it(`is mended: ${example.title}`, () => {
        const mended = applyPlacedEdits(prompt, fixAll(prompt));
        assert.deepEqual(
          mended.messages.map(({ text }) => text),
          example.fixed,
        );
        assert.deepEqual(analyze(mended), []);
      });
    }
  });
}
