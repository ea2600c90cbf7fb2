import { choiceFrom, chosenMarks } from './_holeMarks.ts';
import { defineCodec } from './types.ts';

/** As far from a change as a mark can reach, in characters. */
const reach = 400;

/**
 * A stretch of any file, its characters as they stand. What would read as a hole is refused, and so is what `avoid` lists:
 * characters that would end the quotes the stretch stands in.
 */
export const asWritten = defineCodec({
  id: 'as-written',
  write(text, { params, before, after, holeBefore = '', holeAfter = '' }) {
    const source = text.replace(/\r\n|\n/g, String(params['eol']));
    if ([...String(params['avoid'] ?? '')].some((letter) => source.includes(letter))) return undefined;
    const left = (before === '' ? holeBefore : '') + before.slice(-reach);
    const right = after.slice(0, reach) + (after === '' ? holeAfter : '');
    const choice = choiceFrom(params);
    const holesIn = (part: string, shift = 0) =>
      chosenMarks(part, choice).map(({ start, end }) => `${start + shift} ${end + shift}`);
    // Text around the change has no holes of its own: what reads as one now was less, or more, than a mark before.
    const own = [
      ...(before === '' ? holesIn(left) : []),
      ...(after === '' ? holesIn(right, left.length + source.length) : []),
    ];
    return holesIn(left + source + right).join() === own.join() ? { source } : undefined;
  },
  writeHole: ({ params }) => (typeof params['notation'] === 'string' ? params['notation'] : undefined),
});
