import { escapeForTemplate } from './_templateFields.ts';
import { ecmascriptString } from './ecmascriptString.ts';
import { pythonString } from './pythonString.ts';
import { type Codec, defineCodec, type WritePlace, type Written } from './types.ts';

/**
 * A literal that is filled in later: by `str.format`, by `%`, or by a template engine. `template` names that notation,
 * `literal` the codec of the literal, whose own parameters stand beside them.
 */
export const formatted = defineCodec({
  id: 'formatted',
  write(text, place): Written {
    const { before, after, holeBefore = '', holeAfter = '' } = place;
    const left = (before === '' ? holeBefore : '') + before;
    const right = after + (after === '' ? holeAfter : '');
    const escaped = escapeForTemplate(text, place.params['template'], left, right);
    return escaped === undefined ? undefined : literalOf(place).write(escaped, place);
  },
  writeHole(hole, place) {
    const { field, fixed } = hole.params;
    if (typeof field !== 'string') return literalOf(place).writeHole(hole, place);
    // Fields without a name take the values in order: moved past another they would take the wrong one.
    if (fixed === true) return undefined;
    const written = literalOf(place).write(field, place);
    return written !== undefined && 'source' in written ? written.source : undefined;
  },
});

function literalOf({ params }: WritePlace): Codec {
  return params['literal'] === ecmascriptString.id ? ecmascriptString : pythonString;
}
