import type { Encoding } from '../../prompt/types.ts';
import { charactersOf, isControl, isLoneSurrogate } from './_characters.ts';
import { splitAtEscapes } from './_escapes.ts';
import { keepsHoles, templateHoles } from './_templates.ts';
import { defineCodec, type Piece } from './types.ts';

type Params = Encoding['params'];

/** A pair of surrogates is one character, so its two escapes are one notation. */
const escapePattern =
  /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|["\\/bfnrt])/y;
const simpleEscapes: Readonly<Record<string, string>> = {
  '\\b': '\b',
  '\\f': '\f',
  '\\n': '\n',
  '\\r': '\r',
  '\\t': '\t',
};
/** As far from a change as a hole can reach, in characters. */
const reach = 200;

/** Decodes what stands between the quotes of a JSON string; `undefined` where JSON forbids it. `{{name}}` is a hole. */
export function decodeJson(source: string, start: number, end: number): readonly Piece[] | undefined {
  let isSound = true;
  const encoding: Encoding = { codec: 'json-string', params: {} };
  const pieces = splitAtEscapes(source, { start, end }, encoding, (at) => {
    if (source[at] !== '\\') {
      isSound &&= source[at] !== '"' && source.charCodeAt(at) >= 0x20;
      return undefined;
    }
    escapePattern.lastIndex = at;
    const notation = escapePattern.exec(source)?.[0];
    isSound &&= notation !== undefined && at + notation.length <= end;
    return notation === undefined ? undefined : { length: notation.length, text: textOfEscape(notation) };
  });
  if (!isSound) return undefined;
  const read = pieces.flatMap((piece) => (piece.kind === 'text' ? withHoles(piece) : [piece]));
  return read.length > 0 ? read : [{ kind: 'text', text: '', start, end, encoding }];
}

function textOfEscape(notation: string): string {
  if (!notation.startsWith('\\u')) return simpleEscapes[notation] ?? notation.slice(1);
  const units = [...notation.matchAll(/[\da-fA-F]{4}/g)].map(([digits]) => Number.parseInt(digits, 16));
  return String.fromCharCode(...units);
}

function withHoles({ text, start, encoding, ...piece }: Piece): readonly Piece[] {
  const pieces: Piece[] = [];
  let offset = 0;
  const add = (kind: 'text' | 'hole', from: number, to: number, own: Partial<Piece>) => {
    if (to > from)
      pieces.push({
        ...piece,
        kind,
        text: text.slice(from, to),
        start: start + from,
        end: start + to,
        encoding,
        ...own,
      });
  };
  for (const hole of templateHoles(text, 'double')) {
    add('text', offset, hole.start, {});
    const params: Params = { ...encoding.params, notation: text.slice(hole.start, hole.end) };
    add('hole', hole.start, hole.end, {
      text: `{{${hole.name}}}`,
      expression: hole.expression,
      encoding: { ...encoding, params },
    });
    offset = hole.end;
  }
  add('text', offset, text.length, {});
  return pieces;
}

/** JSON strings. They hold any text but one that would read as a hole, for which there is no escape. */
export const jsonString = defineCodec({
  id: 'json-string',
  write(text, { before, after, holeBefore = '', holeAfter = '' }) {
    const left = (before === '' ? holeBefore : '') + before.slice(-reach);
    const right = after.slice(0, reach) + (after === '' ? holeAfter : '');
    const source = charactersOf(text).map(written).join('');
    return keepsHoles(left, source, right, 'double') ? { source } : undefined;
  },
  writeHole: ({ params }) => (typeof params['notation'] === 'string' ? params['notation'] : undefined),
});

/** Whatever might not survive an editor is written as an escape. */
function written(char: string): string {
  if (/["\\]/.test(char)) return `\\${char}`;
  if (!isControl(char) && !isLoneSurrogate(char)) return char;
  const short = Object.entries(simpleEscapes).find(([, text]) => text === char)?.[0];
  return short ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
