import type { Encoding } from '../../prompt/types.ts';
import { charactersOf, isControl, isLoneSurrogate } from './_characters.ts';
import { isOpenEnded, lineEndAt, splitAtEscapes } from './_escapes.ts';
import { namedCharacters } from './_unicodeNames.ts';
import { defineCodec, type Piece, type WritePlace, type Written } from './types.ts';

type Params = Encoding['params'];

const escapePattern =
  /\\(?:\r\n|[\n\r]|[\\'"abfnrtv]|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]+\}|[^\n\r])/y;
const simpleEscapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** What a Python prefix and quote say about a literal, as codec parameters. */
export function pythonParams(opening: string, eol: string): Params {
  const quote = opening.replace(/^[a-zA-Z]*/, '');
  const prefix = opening.slice(0, opening.length - quote.length);
  const raw = /r/i.test(prefix);
  return { quote, prefix, raw, format: /f/i.test(prefix), eol };
}

/** Decodes the text between two interpolations or delimiters of a Python literal. */
export function decodePython(source: string, start: number, end: number, params: Params): readonly Piece[] {
  return splitAtEscapes(source, { start, end }, { codec: 'python-string', params }, (at) => {
    const char = source[at];
    if (char === '\\' && params['raw'] !== true) {
      const notation = matchEscape(source, at, end);
      return { length: notation.length, text: textOfEscape(notation), openEnded: isOpenEnded(notation) };
    }
    if (char === '\r') return lineEndAt(source, at, end);
    const doubled = (char === '{' || char === '}') && source[at + 1] === char;
    return params['format'] === true && doubled ? { length: 2, text: char } : undefined;
  });
}

function matchEscape(source: string, at: number, end: number): string {
  escapePattern.lastIndex = at;
  const match = escapePattern.exec(source)?.[0] ?? '\\';
  return match.slice(0, end - at);
}

function textOfEscape(notation: string): string {
  const body = notation.slice(1);
  if (/^[\r\n]/.test(body)) return '';
  const simple = simpleEscapes[body];
  if (simple !== undefined) return simple;
  if (/^[0-7]+$/.test(body)) return String.fromCodePoint(Number.parseInt(body, 8));
  if (/^[xuU][0-9a-fA-F]+$/.test(body)) return fromHex(body.slice(1)) ?? notation;
  if (/^N\{/.test(body)) return namedCharacters[body.slice(2, -1).toUpperCase()] ?? '\uFFFD';
  return notation;
}

function fromHex(digits: string): string | undefined {
  const code = Number.parseInt(digits, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** Python string literals of every prefix and quote. What a raw literal cannot hold becomes an adjacent ordinary literal. */
export const pythonString = defineCodec({
  id: 'python-string',
  write(text, place) {
    const written = place.params['raw'] === true ? writeRaw(text, place) : writeEscaped(text, place);
    return written !== undefined && 'source' in written && !fitsInside(written.source, place)
      ? undefined
      : written;
  },
  writeHole({ expression, params }, place) {
    // A template's field is one in its own template alone.
    if (params['fixed'] === true || params['field'] !== undefined) return undefined;
    if (place.params['format'] !== true) {
      return place.params['joined'] === true && params['operand'] === true
        ? breakOut(expression, place)
        : undefined;
    }
    const notation =
      params['operand'] === true ? `{${expression}}` : String(params['notation'] ?? `{${expression}}`);
    const quote = String(place.params['quote']);
    return params['quote'] === quote || !(notation.includes(quote) || /[\\\n\r#]/.test(notation))
      ? notation
      : undefined;
  },
});

/** Before Python 3.12 a literal inside an interpolation has no backslash, line break or quote of the literal around. */
function fitsInside(source: string, { params }: WritePlace): boolean {
  const outer = params['nestedIn'];
  return typeof outer !== 'string' || !(/[\\\n\r#]/.test(source) || source.includes(outer[0] ?? ''));
}

function breakOut(expression: string, { params }: WritePlace): string {
  return `${params['quote']} + ${expression} + ${params['prefix']}${params['quote']}`;
}

function writeEscaped(text: string, place: WritePlace): Written {
  const { params, before } = place;
  const quote = String(params['quote']);
  const multiline = quote.length === 3;
  const characters = charactersOf(text);
  let source = '';
  for (const [index, char] of characters.entries()) {
    const previous = characters[index - 1] ?? before.at(-1) ?? '';
    const next = characters[index + 1] ?? (place.after[0] || (place.atEnd ? (quote[0] ?? '') : ''));
    if (char === '\\') source += '\\\\';
    else if (char === quote[0])
      source += !multiline || previous === char || next === char ? `\\${char}` : char;
    else if (char === '\n') source += multiline ? String(params['eol']) : '\\n';
    else if (char === '\r') source += '\\r';
    else if (char === '\t') source += multiline ? char : '\\t';
    else if (params['format'] === true && (char === '{' || char === '}')) source += char + char;
    else if (isControl(char) || isLoneSurrogate(char)) source += hexEscape(char);
    else if (index === 0 && params['openEnded'] === true && /[0-7]/.test(char)) source += hexEscape(char);
    else source += char;
  }
  return text === '' ? mend(place, quote) : { source };
}

/** After a deletion the neighbours meet; writes one of them anew where together they would read differently. */
function mend({ params, before, after, atEnd }: WritePlace, quote: string): Written {
  const meet = (char: string | undefined) => char === quote[0];
  if (params['openEnded'] === true && /^[0-7]/.test(after)) return { widenAfter: 1 };
  if (quote.length === 1) return { source: '' };
  if (meet(before.at(-1)) && meet(after[0])) return { widenAfter: 1 };
  if (meet(before.at(-1)) && after === '' && atEnd) return { widenBefore: 1 };
  return { source: '' };
}

function hexEscape(char: string): string {
  const code = char.charCodeAt(0);
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

function writeRaw(text: string, place: WritePlace): Written {
  const { params, before, after, atEnd } = place;
  const quote = String(params['quote']);
  const eol = String(params['eol']);
  const multiline = quote.length === 3;
  const around = before.slice(-2) + text + (after.slice(0, 2) || (atEnd ? quote : ''));
  const holds =
    !(multiline ? /[\r]/ : /[\r\n]/).test(text) &&
    !charactersOf(text).some(
      (char) => char !== '\n' && char !== '\t' && (isControl(char) || isLoneSurrogate(char)),
    ) &&
    !(multiline ? hasQuoteRun(around, quote, atEnd && after === '') : text.includes(quote)) &&
    !new RegExp(`\\\\${quote[0]}`).test(around) &&
    !(text.endsWith('\\') && after === '' && !atEnd);
  if (holds) {
    const doubled = params['format'] === true ? text.replace(/[{}]/g, '$&$&') : text;
    return { source: doubled.replaceAll('\n', eol) };
  }
  const slashes = /\\+$/.exec(before)?.[0].length ?? 0;
  if (slashes > 0) return { widenBefore: slashes };
  if (multiline && before.endsWith(quote[0] ?? ''))
    return { widenBefore: /["']+$/.exec(before)?.[0].length ?? 1 };
  const plain = writeEscaped(text, { ...place, before: '', after: '', atEnd: true, params: ordinary });
  const inner = plain !== undefined && 'source' in plain ? plain.source : '';
  return { source: `${quote} "${inner}" ${params['prefix']}${quote}` };
}

const ordinary: Params = { quote: '"', prefix: '', raw: false, format: false, eol: '\n' };

function hasQuoteRun(around: string, quote: string, closes: boolean): boolean {
  const body = closes ? around.slice(0, around.length - quote.length) : around;
  return body.includes(quote) || (closes && body.endsWith(quote[0] ?? ''));
}
