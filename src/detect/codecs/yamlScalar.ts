import type { Encoding } from '../../prompt/types.ts';
import { charactersOf, isLoneSurrogate } from './_characters.ts';
import { keepsTags } from './_templates.ts';
import { decodeYaml } from './_yamlText.ts';
import { defineCodec, type ValuePart } from './types.ts';

type Params = Encoding['params'];

/**
 * YAML scalars of all five styles. A value is written as a whole: in its own style where that reads back as the same
 * text, else as a literal block, else double-quoted, which holds any text.
 */
export const yamlScalar = defineCodec({
  id: 'yaml-scalar',
  write: () => undefined,
  writeHole: () => undefined,
  writeAll(parts, params) {
    const expected = parts.map(plainTextOf).join('');
    const read = parts.map((part) => ({
      text: plainTextOf(part),
      isTag: part.hole === true,
      isNew: part.notation === undefined,
    }));
    if (!keepsTags(read, String(params['template']))) return undefined;
    for (const written of attempts(parts, expected, params)) {
      const own = written === undefined ? undefined : insideQuotes(written, params);
      if (own !== undefined && readsAs(own, expected, params)) return own;
    }
    return undefined;
  },
});

/** A value within a single-quoted one, as JSON in YAML is, cannot hold the quote itself. */
function insideQuotes(written: string, params: Params): string {
  return params['within'] === "'" ? written.replaceAll("'", '\\u0027') : written;
}

/** What a part reads as in the file: holes as they are written there. */
function plainTextOf({ text, notation, hole }: ValuePart): string {
  return hole === true ? (notation ?? text) : text;
}

function* attempts(
  parts: readonly ValuePart[],
  expected: string,
  params: Params,
): Generator<string | undefined> {
  const style = String(params['style']);
  yield inStyle(parts, style, params);
  if (style === 'literal' || style === 'folded') yield asLiteral(parts, expected, params, false);
  yield doubleQuoted(expected) + (params['endsLine'] === true ? params['eol'] : '');
}

function readsAs(written: string, expected: string, params: Params): boolean {
  const isBlock = /^[|>]/.test(written);
  const inPlace = isBlock ? written + String(params['following'] ?? '') : written.replace(/\r?\n$/, '');
  const endsLine = params['endsLine'] !== true || written.endsWith('\n');
  return endsLine && decodeYaml(inPlace, params)?.text === expected;
}

function inStyle(parts: readonly ValuePart[], style: string, params: Params): string | undefined {
  switch (style) {
    case 'literal':
      return asLiteral(parts, parts.map(plainTextOf).join(''), params, true);
    case 'folded':
      return parts.every(({ text, notation }) => notation !== undefined || !/[\n\r]/.test(text))
        ? kept(parts, (text) => text)
        : undefined;
    case 'single':
      return kept(parts, (text) => text.replaceAll("'", "''"));
    case 'double':
      return kept(parts, (text) => doubleQuoted(text).slice(1, -1));
    default: {
      if (parts.some(({ text, notation }) => notation === undefined && /[\n\r]/.test(text))) return undefined;
      const written = kept(parts, (text) => text);
      return isPlain(written, params['flow'] === true) ? written : undefined;
    }
  }
}

function kept(parts: readonly ValuePart[], write: (text: string) => string): string {
  return parts.map(({ text, notation }) => notation ?? write(text)).join('');
}

/** Plain scalars must not look like anything else: indicators, comments, other types. */
function isPlain(text: string, flow: boolean): boolean {
  return (
    /^[\p{L}\p{N}(/+=<;$^\\.…“”‘’—–]/u.test(text) &&
    !/:(?:\s|$)|\s#|[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\u2028\u2029]|\s$|^(?:\.{3}|---)/.test(text) &&
    !/^(?:true|false|null|yes|no|on|off|~|[-+]?(?:\d[\d_.,:]*(?:e[-+]?\d+)?|0x[\da-f]+|0o[0-7]+)|[-+]?\.(?:inf|nan)|\d{4}-\d\d?-\d\d?.*)$/i.test(
      text,
    ) &&
    !(flow && /[,[\]{}]/.test(text)) &&
    !charactersOf(text).some(isLoneSurrogate)
  );
}

/** A literal block; `keepNotation` keeps line ends and the header as they stand in the file. */
function asLiteral(
  parts: readonly ValuePart[],
  expected: string,
  params: Params,
  keepNotation: boolean,
): string | undefined {
  const indent = Number(params['indent']);
  const firstLine = expected.split('\n').find((line) => line !== '') ?? '';
  if (indent <= 0 || firstLine === '' || /^[ \t]/.test(firstLine) || unprintable.test(expected))
    return undefined;
  if (/\n[ \t]+\n*$/.test(expected) || charactersOf(expected).some(isLoneSurrogate)) return undefined;
  const trailing = /\n*$/.exec(expected)?.[0].length ?? 0;
  const chomp = trailing === 0 ? '-' : trailing === 1 ? '' : '+';
  const header = String(params['header'] ?? '|').replace(/^[|>][-+\d]*/, `|${chomp}`);
  const eol = String(params['eol']);
  const lines = literalLines(parts, indent, eol, keepNotation).replace(/(?:\r?\n *)*$/, '');
  const outside = String(params['following'] ?? '').match(/\n/g)?.length ?? 0;
  const wanted = trailing >= 2 || outside === 0 ? trailing - outside : 0;
  return header + eol + lines + eol.repeat(Math.max(wanted, params['endsLine'] === true ? 1 : 0));
}

const unprintable = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/;

function literalLines(
  parts: readonly ValuePart[],
  indent: number,
  eol: string,
  keepNotation: boolean,
): string {
  let written = '';
  let spaces = 0;
  let atLineStart = true;
  const put = (char: string) => {
    if (atLineStart) written += ' '.repeat(Math.max(0, indent - spaces));
    written += char;
    atLineStart = false;
  };
  for (const part of parts) {
    if (part.text === '\n' && part.notation !== undefined && keepNotation) {
      const keptEnd = /^(?:\r\n|\n)( *)$/.exec(part.notation);
      written += keptEnd === null ? eol : part.notation;
      spaces = keptEnd?.[1]?.length ?? 0;
      atLineStart = true;
      continue;
    }
    for (const char of plainTextOf(part)) {
      if (char !== '\n') put(char);
      else {
        written += eol;
        spaces = 0;
        atLineStart = true;
      }
    }
  }
  return written;
}

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function doubleQuoted(text: string): string {
  return `"${charactersOf(text).map(escaped).join('')}"`;
}

function escaped(char: string): string {
  const short = shortEscapes[char];
  if (short !== undefined) return short;
  const code = char.charCodeAt(0);
  return unprintable.test(char) || isLoneSurrogate(char) ? `\\u${code.toString(16).padStart(4, '0')}` : char;
}
