import type { Encoding } from '../../prompt/types.ts';
import { charactersOf, isControl, isLoneSurrogate } from './_characters.ts';
import { isOpenEnded, lineEndAt, splitAtEscapes } from './_escapes.ts';
import { defineCodec, type Piece, type WritePlace, type Written } from './types.ts';

type Params = Encoding['params'];

const escapePattern =
  /\\(?:\r\n|[\n\r\u2028\u2029]|[0-3][0-7]{0,2}|[4-7][0-7]?|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]+\}|[\s\S])/uy;
const simpleEscapes: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Codec parameters of a JavaScript literal: its quote, whether it is `String.raw`, the file's line ending. */
export function ecmascriptParams(quote: string, raw: boolean, eol: string): Params {
  return { quote, raw, eol };
}

/** Decodes the text between two substitutions or delimiters of a JavaScript literal. */
export function decodeEcmascript(
  source: string,
  start: number,
  end: number,
  params: Params,
): readonly Piece[] {
  return splitAtEscapes(source, { start, end }, { codec: 'ecmascript-string', params }, (at) => {
    const char = source[at];
    if (char === '\\' && params['raw'] !== true) {
      const notation = matchEscape(source, at, end);
      return { length: notation.length, text: textOfEscape(notation), openEnded: isOpenEnded(notation) };
    }
    return char === '\r' ? lineEndAt(source, at, end) : undefined;
  });
}

function matchEscape(source: string, at: number, end: number): string {
  escapePattern.lastIndex = at;
  const match = escapePattern.exec(source)?.[0] ?? '\\';
  return match.slice(0, end - at);
}

function textOfEscape(notation: string): string {
  const body = notation.slice(1);
  if (/^[\r\n\u2028\u2029]/.test(body)) return '';
  if (/^[0-7]+$/.test(body)) return String.fromCharCode(Number.parseInt(body, 8));
  if (/^[xu]\{?[0-9a-fA-F]+\}?$/.test(body)) return fromHex(body.replace(/[^0-9a-fA-F]/g, '')) ?? notation;
  return simpleEscapes[body] ?? body;
}

function fromHex(digits: string): string | undefined {
  const code = Number.parseInt(digits, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** JavaScript and TypeScript string and template literals. What `String.raw` cannot hold becomes a `${"…"}` substitution. */
export const ecmascriptString = defineCodec({
  id: 'ecmascript-string',
  write: (text, place) => (place.params['raw'] === true ? writeRaw(text, place) : writeEscaped(text, place)),
  writeHole({ expression, params }, place) {
    // A template's field is one in its own template alone.
    if (params['fixed'] === true || params['field'] !== undefined) return undefined;
    if (place.params['quote'] === '`') return `\${${expression}}`;
    const fits = place.params['joined'] === true && params['operand'] === true;
    return fits ? `${place.params['quote']} + ${expression} + ${place.params['quote']}` : undefined;
  },
});

function writeEscaped(text: string, place: WritePlace): Written {
  const { params, before } = place;
  const quote = String(params['quote']);
  const template = quote === '`';
  const characters = charactersOf(text);
  let source = '';
  for (const [index, char] of characters.entries()) {
    const previous = characters[index - 1] ?? before.at(-1) ?? '';
    const next = characters[index + 1] ?? place.after[0] ?? '';
    if (char === '\\' || char === quote) source += `\\${char}`;
    else if (char === '\n') source += template ? String(params['eol']) : '\\n';
    else if (char === '\r') source += '\\r';
    else if (char === '\t') source += template ? char : '\\t';
    else if (template && char === '$' && next === '{') source += '\\$';
    else if (template && char === '{' && index === 0 && previous === '$') source += '\\{';
    else if (isControl(char) || isLoneSurrogate(char)) source += hexEscape(char);
    else if (index === 0 && params['openEnded'] === true && /[0-9]/.test(char)) source += hexEscape(char);
    else source += char;
  }
  return text === '' ? mend(place, template) : { source: guardHole(source, place, template) };
}

/** A `$` directly before a hole would be fine, but one before text that begins with `{` would open a substitution. */
function guardHole(source: string, { after }: WritePlace, template: boolean): string {
  return template && after.startsWith('{') && /(?<!\\)\$$/.test(source)
    ? `${source.slice(0, -1)}\\$`
    : source;
}

function mend({ params, before, after }: WritePlace, template: boolean): Written {
  if (params['openEnded'] === true && /^[0-9]/.test(after)) return { widenAfter: 1 };
  return template && before.endsWith('$') && after.startsWith('{') ? { widenAfter: 1 } : { source: '' };
}

function hexEscape(char: string): string {
  const code = char.charCodeAt(0);
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

function writeRaw(text: string, place: WritePlace): Written {
  const { params, before, after, atEnd } = place;
  const around = before.slice(-1) + text + after.slice(0, 1);
  const holds =
    !/[`\r]|\$\{/.test(text) &&
    !/\\`|\$\{/.test(around) &&
    !(/\\$/.test(before.slice(-1) + text) && after === '') &&
    !(atEnd && around.endsWith('\\')) &&
    !charactersOf(text).some(
      (char) => char !== '\n' && char !== '\t' && (isControl(char) || isLoneSurrogate(char)),
    );
  if (holds) return { source: text.replaceAll('\n', String(params['eol'])) };
  const slashes = /[\\$]+$/.exec(before)?.[0].length ?? 0;
  if (slashes > 0) return { widenBefore: slashes };
  const inner = writeEscaped(text, {
    ...place,
    before: '',
    after: '',
    params: { quote: '"', raw: false, eol: '\n' },
  });
  return { source: inner !== undefined && 'source' in inner ? `\${"${inner.source}"}` : '' };
}
