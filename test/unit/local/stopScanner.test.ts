import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createStopScanner } from '../../../src/local/serve/stopScanner.ts';

describe('stop scanner', () => {
  const run = (pieces: readonly string[], stops: readonly string[]) => {
    const scanner = createStopScanner(stops);
    let sent = '';
    for (const piece of pieces) {
      const { text, stopped } = scanner.push(piece);
      sent += text;
      if (stopped) return { sent, stopped };
    }
    return { sent: sent + scanner.end(), stopped: false };
  };

  it('cuts before a stop string that arrives in pieces', () => {
    assert.deepEqual(run(['The answer is 7.\n', '\nQ', 'uestion: next'], ['\n\nQuestion']), {
      sent: 'The answer is 7.',
      stopped: true,
    });
  });

  it('sends what only looked like a stop string', () => {
    assert.deepEqual(run(['a\n', 'b\n'], ['\n\n']), { sent: 'a\nb\n', stopped: false });
  });

  it('never sends a stop string, and loses nothing where there is none', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });
    const stops = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 }), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 6 }), stops, (pieces, list) => {
        const whole = pieces.join('');
        const at = list.map((stop) => whole.indexOf(stop)).filter((index) => index >= 0);
        // A longer stop string that starts earlier may be complete only after a shorter one that starts later.
        const firstComplete = Math.min(...list.map((stop) => endOf(whole, stop)));
        const { sent, stopped } = run(pieces, list);
        assert.equal(stopped, at.length > 0);
        if (!stopped) assert.equal(sent, whole);
        else assert.ok(whole.startsWith(sent) && sent.length <= firstComplete);
        if (stopped) assert.ok(list.every((stop) => !sent.includes(stop)));
      }),
    );
  });
});

function endOf(text: string, stop: string): number {
  const at = text.indexOf(stop);
  return at < 0 ? Number.POSITIVE_INFINITY : at + stop.length;
}
