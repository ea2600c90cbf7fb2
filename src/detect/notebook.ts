import type { Node } from 'jsonc-parser';
import type { Prompt, Segment, SourceRange } from '../prompt/types.ts';
import { memberOf, parseJson } from './formats/_json.ts';

/** The code of a notebook's cells as one text, and where each of its characters stands in the JSON. */
export interface Notebook {
  /** VS Code's language id of its cells. */
  readonly languageId: string;
  readonly code: string;
  readonly characters: readonly Place[];
}

/** A character of the code; `joint` stands between two lines of its cell, empty where the cell is one string. */
interface Place {
  readonly start: number;
  readonly end: number;
  readonly joint: string;
}

/** Reads the code cells; names of one are known in those behind it, as in the kernel. `undefined` where the JSON is broken. */
export async function readNotebook(text: string): Promise<Notebook | undefined> {
  const { root, mistake } = await parseJson(text);
  if (root === undefined || mistake !== undefined) return undefined;
  const metadata = memberOf(root, 'metadata');
  const named =
    memberOf(memberOf(metadata, 'language_info'), 'name') ??
    memberOf(memberOf(metadata, 'kernelspec'), 'language');
  let code = '';
  const characters: Place[] = [];
  for (const cell of memberOf(root, 'cells')?.children ?? []) {
    if (memberOf(cell, 'cell_type')?.value !== 'code') continue;
    const source = memberOf(cell, 'source');
    if (source === undefined) continue;
    const own = readCell(source, text);
    code += withoutMagics(own.code);
    characters.push(...own.characters);
    const end = source.offset + source.length;
    for (const char of '\n\n') {
      code += char;
      characters.push({ start: end, end, joint: '' });
    }
  }
  return { languageId: typeof named?.value === 'string' ? named.value : 'python', code, characters };
}

/** Cells that begin so are code of the notebook's language all the same. */
const aroundCode = /^\s*%%(?:time|timeit|capture|prun|memit|mprun|skip)\b/;

/** A string or a comment, whose lines are no commands; or the sign that makes a line one. */
const commandOrQuote =
  /("{3}|'{3})[\s\S]*?(?:\1|(?![\s\S]))|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*|(?<=^[ \t]*)[%!]/gm;

/** Commands to the kernel are comments to the language. */
function withoutMagics(code: string): string {
  if (/^\s*%%/.test(code) && !aroundCode.test(code)) return code.replace(/[^\n]/g, '#');
  return code.replace(commandOrQuote, (found) => (found === '%' || found === '!' ? '#' : found));
}

function readCell(source: Node, text: string): Pick<Notebook, 'code' | 'characters'> {
  const lines = (source.type === 'array' ? (source.children ?? []) : [source]).filter(
    ({ type }) => type === 'string',
  );
  const joint = source.type === 'array' ? jointOf(source, lines, text) : '';
  let code = '';
  const starts: number[] = [];
  let end = source.offset;
  for (const { offset, length } of lines) {
    const pattern = /\\u[\da-fA-F]{4}|\\.|[^\\]/gs;
    const inner = text.slice(offset + 1, offset + length - 1);
    for (const { 0: notation, index } of inner.matchAll(pattern)) {
      code += notation.length === 1 ? notation : String(JSON.parse(`"${notation}"`));
      starts.push(offset + 1 + index);
      end = offset + 1 + index + notation.length;
    }
  }
  return {
    code,
    characters: starts.map((start, index) => ({ start, end: starts[index + 1] ?? end, joint })),
  };
}

/** What the file writes between two lines of a cell. */
function jointOf(source: Node, [first, second]: readonly Node[], text: string): string {
  if (first === undefined) return ', ';
  if (second !== undefined) return text.slice(first.offset + first.length, second.offset);
  return `,${text.slice(source.offset + 1, first.offset)}`;
}

/** A prompt found in a notebook's code, with its places in the JSON. */
export function placedInNotebook(prompt: Prompt, uri: string, { code, characters }: Notebook): Prompt {
  const place = (range: SourceRange): SourceRange => {
    if (range.uri !== uri) return range;
    const start = characters[range.span.start]?.start ?? 0;
    return { uri, span: { start, end: characters[range.span.end - 1]?.end ?? start } };
  };
  const pieces = (segment: Segment): readonly Segment[] => {
    const { start, end } = segment.source.span;
    if (segment.source.uri !== uri) return [segment];
    const cuts = segment.kind === 'text' ? lettersIn(code, characters, start, end) : [{ start, end }];
    return cuts.map((cut) => {
      const joint = characters[cut.start]?.joint ?? '';
      const within = { start: cut.start, end: cut.end, joint };
      const isLetter = segment.kind !== 'text' || isPlain(characters, cut.start, cut.end);
      return {
        ...segment,
        ...(segment.kind === 'text' ? { text: code.slice(cut.start, cut.end) } : {}),
        ...(isLetter ? {} : { kind: 'escape' as const }),
        source: emptyOr(place, cut, uri, characters),
        encoding: { ...segment.encoding, within: isLetter ? within : { ...within, letter: true } },
      };
    });
  };
  const { site, settingSources, messages } = prompt;
  const modelId = settingSources?.modelId;
  return {
    ...prompt,
    messages: messages.map((message) => ({
      ...message,
      source: place(message.source),
      segments: message.segments.flatMap(pieces),
    })),
    ...(site && { site: place(site) }),
    ...(modelId && { settingSources: { modelId: place(modelId) } }),
  };
}

/** An empty literal still has a place: between its quotes. */
function emptyOr(
  place: (range: SourceRange) => SourceRange,
  span: { readonly start: number; readonly end: number },
  uri: string,
  characters: readonly Place[],
): SourceRange {
  if (span.start < span.end) return place({ uri, span });
  const start = characters[span.start]?.start ?? 0;
  return { uri, span: { start, end: start } };
}

/** Stretches of text that JSON writes letter by letter, and single characters that it writes otherwise. */
function lettersIn(code: string, characters: readonly Place[], start: number, end: number) {
  const cuts: { start: number; end: number }[] = [];
  let from = start;
  for (let at = start; at < end; at++) {
    if (isPlain(characters, at, at + 1)) continue;
    if (at > from) cuts.push({ start: from, end: at });
    // Two escapes may be one character.
    const next = (code.codePointAt(at) ?? 0) > 0xffff && at + 1 < end ? at + 2 : at + 1;
    cuts.push({ start: at, end: next });
    from = next;
    at = next - 1;
  }
  if (end > from || cuts.length === 0) cuts.push({ start: from, end });
  return cuts;
}

function isPlain(characters: readonly Place[], start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const char = characters[at];
    if (char === undefined || char.end - char.start !== 1) return false;
  }
  return true;
}
