import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  balancedCases,
  exampleCount,
  type SolvedCase,
  usableCases,
} from '../../../src/rewrite/exampleCases.ts';

const solved = fc
  .array(fc.constantFrom('north', 'south', 'east', 'west', 'up', 'down', 'left'), {
    minLength: 1,
    maxLength: 30,
  })
  .map((answers): readonly SolvedCase[] =>
    answers.map((expected, index) => ({ id: String(index), inputs: { text: `text ${index}` }, expected })),
  );

describe('choosing examples', () => {
  it('shows every answer about equally often', () => {
    fc.assert(
      fc.property(solved, fc.integer({ min: 1, max: 12 }), (cases, count) => {
        const chosen = balancedCases(cases, count);
        assert.equal(chosen.length, Math.min(count, cases.length));
        assert.equal(new Set(chosen.map(({ id }) => id)).size, chosen.length);
        const available = Map.groupBy(cases, ({ expected }) => expected);
        const shown = Map.groupBy(chosen, ({ expected }) => expected);
        const most = Math.max(...[...shown.values()].map(({ length }) => length));
        for (const [answer, rows] of available)
          assert.ok((shown.get(answer)?.length ?? 0) >= Math.min(rows.length, most - 1), answer);
      }),
    );
  });

  it('leaves cases to measure with wherever there are at least two', () => {
    fc.assert(
      fc.property(solved, (cases) => {
        const count = exampleCount(cases);
        assert.ok(count >= 1 && (cases.length === 1 || count < cases.length) && count <= 6);
      }),
    );
  });

  it('leaves out rows that are unsolved, incomplete, too long, doubled or hold placeholders', () => {
    const row = (id: string, text: string | undefined, expected?: string) => ({
      id,
      inputs: text === undefined ? {} : { text },
      ...(expected === undefined ? {} : { expected }),
    });
    const rows = [
      row('unsolved', 'a'),
      row('incomplete', undefined, 'x'),
      row('blank', ' ', 'x'),
      row('long', 'a'.repeat(1501), 'x'),
      row('placeholder', 'a {{b}}', 'x'),
      row('good', 'a', 'x'),
      row('doubled', 'a', 'y'),
    ];
    assert.deepEqual(
      usableCases(rows, ['text']).map(({ id }) => id),
      ['good'],
    );
  });
});
