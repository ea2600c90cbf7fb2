import type { Encoding } from '../../prompt/types.ts';
import { type TemplateHole, templateHoles } from './_templates.ts';
import type { Piece } from './types.ts';

type Params = Encoding['params'];

/** A decoded scalar: its text with holes as the file writes them, and its pieces from the first indicator to the end. */
export interface YamlText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** Decodes the source of one scalar; `undefined` where it is malformed. Offsets count from the source's start. */
export function decodeYaml(source: string, params: Params): YamlText | undefined {
  const first = source[0] ?? '';
  if (first === '|' || first === '>') return decodeBlock(source, first === '>', params);
  if (first === '"' || first === "'") return decodeQuoted(source, first, params);
  return source === '' ? undefined : decodeFlow(source, 0, source.length, 'plain', params);
}

class PieceWriter {
  readonly pieces: Piece[] = [];
  text = '';
  readonly #source: string;
  readonly #params: Params;

  constructor(source: string, params: Params) {
    this.#source = source;
    this.#params = params;
  }

  /** Running text; what the value's template says are holes and blocks, `{{name}}` where it says nothing. */
  plain(start: number, end: number): void {
    const own = this.#source.slice(start, end);
    let offset = 0;
    for (const hole of templateHoles(own, String(this.#params['template'] ?? 'double'))) {
      this.#text(own.slice(offset, hole.start), start + offset);
      const notation = own.slice(hole.start, hole.end);
      this.#tag(hole, notation, start + hole.start);
      this.text += notation;
      offset = hole.end;
    }
    this.#text(own.slice(offset), start + offset);
  }

  /** A hole, or a block of the template: to YAML both are text. */
  #tag({ kind, name }: TemplateHole, notation: string, start: number): void {
    const params = { ...this.#params, notation, tag: true };
    const piece = { start, end: start + notation.length, encoding: { codec: 'yaml-scalar', params } };
    if (kind === 'hole') this.pieces.push({ kind, text: `{{${name}}}`, expression: name, ...piece });
    else this.pieces.push({ kind, text: '', ...piece });
  }

  escape(start: number, end: number, text: string): void {
    this.#notation(start, end, text, text === '' ? 'control' : 'escape');
  }

  #notation(start: number, end: number, text: string, kind: 'control' | 'escape'): void {
    if (start === end) return;
    const encoding = {
      codec: 'yaml-scalar',
      params: { ...this.#params, notation: this.#source.slice(start, end) },
    };
    this.pieces.push({ kind, text, start, end, encoding });
    this.text += text;
  }

  #text(text: string, start: number): void {
    if (text === '') return;
    this.pieces.push({
      kind: 'text',
      text,
      start,
      end: start + text.length,
      encoding: { codec: 'yaml-scalar', params: this.#params },
    });
    this.text += text;
  }
}

function decodeBlock(source: string, folded: boolean, params: Params): YamlText | undefined {
  const header = /^[|>]([-+]?)(\d?)([-+]?)[ \t]*(?:#[^\r\n]*)?(\r\n|\n|$)/.exec(source);
  if (header === null) return undefined;
  const chomp = header[1] || header[3] || '';
  const indent = Number(params['indent']);
  const writer = new PieceWriter(source, { ...params, header: header[0].replace(/[\r\n]+$/, '') });
  const lines = blockLines(source, header[0].length, indent);
  if (lines === undefined) return undefined;
  const firstFull = lines.find(({ start, end }) => end > start);
  // Without an indicator the first line with text tells the indentation, so that line cannot begin with white space.
  if (header[2] === '' && firstFull !== undefined && /[ \t]/.test(source[firstFull.start] ?? ''))
    return undefined;
  const lastFull = lines.findLastIndex(({ start, end }) => end > start);
  let offset = header[0].length;
  let breaks = 0;
  let before: string | undefined;
  for (const [index, line] of lines.entries()) {
    const text = source.slice(line.start, line.end);
    if (index <= lastFull) {
      if (text === '' && folded) {
        breaks++;
      } else {
        if (index === 0) writer.escape(0, line.start, '');
        else if (folded && before === undefined) {
          writer.escape(0, offset, '');
          writer.escape(offset, line.start, '\n'.repeat(breaks));
        } else writer.escape(offset, line.start, folded ? foldedBreak(before, text, breaks) : '\n');
        writer.plain(line.start, line.end);
        before = text;
        breaks = 0;
        offset = line.end;
      }
      if (!folded && text === '') offset = line.end;
      continue;
    }
    break;
  }
  const rest = source.slice(offset);
  const kept =
    chomp === '-'
      ? 0
      : chomp === '+'
        ? (rest.match(/\n/g)?.length ?? 0)
        : Math.min(1, rest.match(/\n/g)?.length ?? 0);
  let at = offset;
  for (let count = 0; count < kept; count++) {
    const end = source.indexOf('\n', at) + 1;
    writer.escape(at, end, '\n');
    at = end;
  }
  return { text: writer.text, pieces: writer.pieces };
}

/** Line folding: one break between two lines at the block's indentation is a space; more-indented lines keep theirs. */
function foldedBreak(before: string | undefined, after: string, blank: number): string {
  if (before === undefined) return '\n'.repeat(blank);
  const keeps = /^[ \t]/.test(before) || /^[ \t]/.test(after);
  return keeps ? '\n'.repeat(blank + 1) : blank === 0 ? ' ' : '\n'.repeat(blank);
}

/** Lines of a block with their indentation taken off; blank lines may have less of it. */
function blockLines(source: string, from: number, indent: number) {
  const lines: { readonly start: number; readonly end: number }[] = [];
  for (let at = from; at < source.length; ) {
    const newline = source.indexOf('\n', at);
    const lineEnd = newline < 0 ? source.length : newline;
    const end = lineEnd > at && source[lineEnd - 1] === '\r' && newline >= 0 ? lineEnd - 1 : lineEnd;
    const spaces = /^ */.exec(source.slice(at, end))?.[0].length ?? 0;
    if (spaces < indent && at + spaces < end) return undefined;
    lines.push({ start: Math.min(end, at + indent), end });
    at = newline < 0 ? source.length : newline + 1;
  }
  return lines;
}

function decodeQuoted(source: string, quote: '"' | "'", params: Params): YamlText | undefined {
  if (source.length < 2 || source.at(-1) !== quote) return undefined;
  return decodeFlow(source, 1, source.length - 1, quote === '"' ? 'double' : 'single', params);
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const notation =
  /\\(?:\r\n|\n)[ \t]*|\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|.)|''|'|"|[ \t]*(?:\r\n|\n)[\s]*/gu;

function decodeFlow(
  source: string,
  start: number,
  end: number,
  style: 'plain' | 'single' | 'double',
  params: Params,
): YamlText | undefined {
  const writer = new PieceWriter(source, params);
  writer.escape(0, start, '');
  const body = source.slice(0, end);
  let offset = start;
  notation.lastIndex = start;
  for (let match = notation.exec(body); match !== null; match = notation.exec(body)) {
    const text = textOfNotation(match[0], style);
    if (text === undefined) {
      notation.lastIndex = match.index + 1;
      continue;
    }
    if (text === null) return undefined;
    writer.plain(offset, match.index);
    const to = match.index + match[0].length;
    writer.escape(match.index, to, text);
    offset = to;
  }
  writer.plain(offset, end);
  writer.escape(end, source.length, '');
  return { text: writer.text, pieces: writer.pieces };
}

/** `undefined`: plain text after all. `null`: the value is malformed. */
function textOfNotation(found: string, style: 'plain' | 'single' | 'double'): string | undefined | null {
  if (found.startsWith('\\')) {
    if (style !== 'double') return undefined;
    const body = found.slice(1);
    if (/^\r?\n/.test(body)) return '';
    if (/^[xuU]./.test(body)) {
      const code = Number.parseInt(body.slice(1), 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : null;
    }
    return escapes[body] ?? null;
  }
  if (found === "''") return style === 'single' ? "'" : undefined;
  if (found === "'") return style === 'single' ? null : undefined;
  if (found === '"') return style === 'double' ? null : undefined;
  const breaks = found.match(/\n/g)?.length ?? 0;
  return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
}
