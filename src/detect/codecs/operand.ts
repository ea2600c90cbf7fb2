import { escapeForTemplate } from './_templateFields.ts';
import { defineCodec } from './types.ts';

/** An operand of a `+` chain that is no literal: text beside it needs a literal and an operator of its own. */
export const operand = defineCodec({
  id: 'operand',
  write(text, { side, params }) {
    const escaped = escapeForTemplate(text, params['template'], '', '');
    if (escaped === undefined) return undefined;
    const literal = doubleQuoted(escaped);
    if (side === undefined) return { source: literal };
    return { source: side === 'left' ? `${literal} + ` : ` + ${literal}` };
  },
  writeHole: () => undefined,
});

/** A double-quoted literal that Python, JavaScript and TypeScript read alike. */
function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
