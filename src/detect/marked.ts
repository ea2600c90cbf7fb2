import { type Span, touches } from '../base/span.ts';
import { similarity, wordPairs } from '../prompt/lineage.ts';
import type { Prompt, SourceFile } from '../prompt/types.ts';
import { assemblePrompt } from './assemble.ts';
import { choiceParams, chosenMarks, type HoleChoice, holeMarks } from './codecs/_holeMarks.ts';
import type { Piece } from './codecs/types.ts';
import { eolOf, holePiece, textPieces, trimmedSpan } from './formats/_body.ts';

/** A selection that a user treats as a prompt, remembered by its words and what stood around it. Line ends are `\n`. */
export interface Mark {
  /** Of the file, relative to the workspace. */
  readonly path: string;
  /** Tells the marks of a file apart. */
  readonly symbol: string;
  readonly role: 'system' | 'user';
  readonly holes: HoleChoice;
  readonly text: string;
  readonly before: string;
  readonly after: string;
}

/** What recognised such a prompt: its user. */
export const selectionOrigin = 'selection';

/** The prompts of a file that marks name, where they are found again and nothing else found them. */
export function markedPrompts(
  file: SourceFile,
  marks: readonly Mark[],
  detected: readonly Prompt[],
): readonly Prompt[] {
  if (marks.length === 0) return [];
  const taken = detected.flatMap(({ messages }) =>
    messages.map(({ source }) => source).flatMap(({ uri, span }) => (uri === file.uri ? [span] : [])),
  );
  const text = unix(file.text);
  return marks.flatMap((mark) => {
    const found = findMark(text.padded, mark);
    const span = found && { start: text.toFile(found.start), end: text.toFile(found.end) };
    if (span === undefined || taken.some((other) => touches(other, span))) return [];
    taken.push(span);
    return [promptOf(file, mark, span)];
  });
}

/** A mark's words and surroundings at a place of a file. */
export function wordsAt(text: string, { start, end }: Span): Pick<Mark, 'text' | 'before' | 'after'> {
  const unixed = (part: string) => part.replaceAll('\r\n', '\n');
  return {
    text: unixed(text.slice(start, end)),
    before: (edge + unixed(text.slice(Math.max(0, start - 2 * surroundings), start))).slice(-surroundings),
    after: (unixed(text.slice(end, end + 2 * surroundings)) + edge).slice(0, surroundings),
  };
}

/** The part of a selection that is a prompt's text: without white space and quotes around it. */
export function selectedSpan(text: string, selection: Span): Span {
  let { start, end } = trimmedSpan(text, selection.start, selection.end);
  start += text.slice(start, end).length - text.slice(start, end).trimStart().length;
  for (let quotes = 0; quotes < 3 && end - start > 2 && isQuoted(text, start, end - 1); quotes++) {
    start++;
    end--;
  }
  return { start, end };
}

/** The distinct marks of a text that may be holes. A tag that is closed again holds text, and is none. */
export function proposedHoles(
  text: string,
): readonly { readonly style: string; readonly notation: string }[] {
  const open = holeMarks(text).filter(({ style, name }) => style !== 'angle' || !text.includes(`</${name}>`));
  return [...new Map(open.map((mark) => [mark.notation, mark])).values()];
}

/** As much of the surroundings is remembered, in characters. */
const surroundings = 40;
/** Stands for the beginning and the end of a file. */
const edge = '\0';
/** Between its surroundings a text may change much; elsewhere it must be alike as in a prompt's lineage. */
const leastInPlace = 0.2;
const leastElsewhere = 0.6;
/** The surroundings are looked for at so many places. */
const mostPlaces = 50;

/** A text with `\n` alone between two edges, and the way from its offsets to those of the file. */
function unix(text: string): { readonly padded: string; toFile(offset: number): number } {
  const breaks: number[] = [];
  for (let at = text.indexOf('\r\n'); at >= 0; at = text.indexOf('\r\n', at + 2))
    breaks.push(at - breaks.length + 1);
  return {
    padded: edge + text.replaceAll('\r\n', '\n') + edge,
    toFile(offset) {
      const inFile = offset - edge.length + breaks.filter((at) => at < offset).length;
      return Math.min(Math.max(inFile, 0), text.length);
    },
  };
}

/** The very text in its place, a like text there, the very text elsewhere, whatever stands there now, or a like text elsewhere. */
function findMark(text: string, mark: Mark): Span | undefined {
  const whole = text.indexOf(mark.before + mark.text + mark.after);
  if (whole >= 0) return spanAt(whole + mark.before.length, mark.text.length);
  const places = placesBetween(text, mark);
  const alike = places
    .map((span) => ({ span, score: likeness(mark.text, text.slice(span.start, span.end)) }))
    .toSorted((a, b) => b.score - a.score)[0];
  if (alike !== undefined && alike.score >= leastInPlace) return alike.span;
  const elsewhere = text.indexOf(mark.text);
  if (elsewhere >= 0) return spanAt(elsewhere, mark.text.length);
  return places.length === 1 ? places[0] : likestRun(text, mark.text);
}

/** A text that only grew is still the same. */
function likeness(before: string, after: string): number {
  return after.includes(before) ? 1 : similarity(before, after);
}

/** Stretches with text between what stood before the mark and what stood after it. */
function placesBetween(text: string, mark: Mark): readonly Span[] {
  const longest = 4 * mark.text.length + 4000;
  const places: Span[] = [];
  let at = text.indexOf(mark.before);
  for (let count = 0; at >= 0 && count < mostPlaces; count++) {
    const start = at + mark.before.length;
    const end = text.indexOf(mark.after, start);
    const isText = end >= 0 && end - start <= longest && text.slice(start, end).trim() !== '';
    if (isText) places.push({ start, end });
    at = text.indexOf(mark.before, at + 1);
  }
  return places;
}

/** The run of words that has most of the anchor's word pairs and fewest others, with the punctuation the anchor has around it. */
function likestRun(text: string, anchor: string): Span | undefined {
  const wanted = new Set(wordPairs(anchor).map(({ pair }) => pair));
  let best = { gain: 0, start: 0, end: 0 };
  let run = { gain: 0, start: 0 };
  for (const { pair, start, end } of wordPairs(text)) {
    if (run.gain <= 0) run = { gain: 0, start };
    run = { ...run, gain: run.gain + (wanted.has(pair) ? 1 : -0.5) };
    if (run.gain > best.gain) best = { ...run, end };
  }
  if (best.gain === 0) return undefined;
  const [head = ''] = /^[^\p{L}\p{N}_]*/u.exec(anchor) ?? [];
  const [tail = ''] = /[^\p{L}\p{N}_]*$/u.exec(anchor) ?? [];
  const start = best.start - (text.endsWith(head, best.start) ? head.length : 0);
  const end = best.end + (text.startsWith(tail, best.end) ? tail.length : 0);
  return similarity(anchor, text.slice(start, end)) >= leastElsewhere ? { start, end } : undefined;
}

function promptOf(file: SourceFile, { path, symbol, role, holes }: Mark, span: Span): Prompt {
  const words = file.text.slice(span.start, span.end).trim().replace(/\s+/g, ' ');
  const message = { role, pieces: piecesOf(file.text, span, holes), span };
  return assemblePrompt(
    {
      symbol,
      title: [...words].slice(0, 40).join(''),
      origin: selectionOrigin,
      kind: role === 'system' ? 'instructions' : 'template',
      messages: [message],
      settings: {},
      confidence: 1,
    },
    { uri: file.uri, path, ordinal: 0 },
    () => ({}),
  );
}

function piecesOf(text: string, span: Span, choice: HoleChoice): readonly Piece[] {
  const params = { eol: eolOf(text), ...choiceParams(choice), ...avoided(text, span) };
  const pieces: Piece[] = [];
  let offset = span.start;
  let values = 0;
  for (const { name, notation, start, end } of chosenMarks(text.slice(span.start, span.end), choice)) {
    if (name === '') values++;
    const known = name === '' ? { ...params, ordered: true } : params;
    const shown = name || `value${values === 1 ? '' : values}`;
    pieces.push(...textPieces(text, { start: offset, end: span.start + start }, params));
    pieces.push(holePiece(shown, notation, span.start + start, known));
    offset = span.start + end;
  }
  pieces.push(...textPieces(text, { start: offset, end: span.end }, params));
  return pieces.map((piece) => ({ ...piece, encoding: { ...piece.encoding, codec: 'as-written' } }));
}

/** What new text must not hold where the stretch fills a literal: it would end the literal, or read as an escape. */
function avoided(text: string, { start, end }: Span): { readonly avoid?: string } {
  if (!isQuoted(text, start - 1, end)) return {};
  const quote = text[end] ?? '';
  if (quote === '`') return { avoid: '`' };
  return { avoid: text.slice(start, end).includes('\n') ? `${quote}\\` : `${quote}\\\r\n` };
}

/** True where both characters are the same quote. */
function isQuoted(text: string, first: number, last: number): boolean {
  const quote = text[first];
  return quote !== undefined && /["'`]/.test(quote) && text[last] === quote;
}

function spanAt(start: number, length: number): Span {
  return { start, end: start + length };
}
