import assert from 'node:assert/strict';
import { createLineWriter } from '../../../src/cli/trialLines.ts';
import { reportOf } from '../../../src/trials/report.ts';
import { plan, reply } from '../history/examples.ts';
import { assertLines } from './schema.ts';

type Line = Readonly<Record<string, unknown>>;

describe('lines of a trial', () => {
  const write = (texts: readonly string[], extractor = 'auto') => {
    const lines: Line[] = [];
    const output = { isTerminal: false, color: false, columns: () => 80 };
    const out = { ...output, write: (text: string) => void lines.push(JSON.parse(text) as Line) };
    const terminal = {
      ...{ out, err: out, env: {}, cwd: '/', locale: 'en' as const },
      signal: new AbortController().signal,
    };
    const whole = { ...plan, extractor, cases: [{ id: '1', inputs: {} }] };
    const replies = texts.map((text, slot) => reply(slot, { text }));
    const writer = createLineWriter('run', whole, terminal);
    for (const one of replies) writer.outcome(one);
    writer.finish(reportOf(whole, replies));
    return lines;
  };

  /** The last word on each slot. */
  const countsOf = (lines: readonly Line[]) => {
    const answers = new Map(
      lines.filter(({ slot }) => slot !== undefined).map((line) => [line['slot'], line['answer']]),
    );
    const counts: Record<string, number> = {};
    for (const answer of answers.values()) {
      if (answer !== null) counts[String(answer)] = (counts[String(answer)] ?? 0) + 1;
    }
    return counts;
  };
  const tallied = (lines: readonly Line[]) => {
    const cases = lines.at(-1)?.['cases'];
    return Array.isArray(cases) ? (cases[0] as Line)['counts'] : undefined;
  };

  it('read a reply again where the choice of extractor changed, so that they add up to the tally', () => {
    const lines = write(['There are 3 reasons: yes', 'yes', 'no', 'yes', 'yes', 'yes', 'no', 'no']);
    assertLines(lines, 'reply', 'reread', 'tally');
    const [first] = lines;
    const reread = lines.filter(({ type }) => type === 'reread');
    assert.deepEqual(
      reread.map(({ slot }) => slot),
      [0],
    );
    assert.notEqual(reread[0]?.['answer'], first?.['answer']);

    assert.deepEqual(countsOf(lines), tallied(lines));
  });

  it('have nothing to read again where the extractor was named', () => {
    const lines = write(['There are 3 reasons: yes', 'yes', 'no'], 'whole-text');
    assert.deepEqual(
      lines.map(({ type }) => type),
      ['reply', 'reply', 'reply', 'tally'],
    );
    assert.deepEqual(countsOf(lines), tallied(lines));
  });
});
