import type { Span } from '../../base/span.ts';

/** A member of a JSON-like object as a prompt writes it: quotes, comments and placeholders need not be right. */
export interface JsonMember {
  readonly key: string;
  /** The key without its quotes. */
  readonly keySpan: Span;
  /** The member from its key to its value's end, without separators. */
  readonly span: Span;
  readonly valueSpan: Span;
}

export interface JsonShape {
  readonly members: readonly JsonMember[];
  readonly span: Span;
}

interface OpenObject {
  readonly start: number;
  readonly closes: '}' | ']';
  readonly marks: number[];
}

const longestObject = 20_000;
const deepest = 64;

/** The objects of a text, in order of their ends; `atoms` are spans (holes) that are skipped whole. Linear in the text. */
export function jsonShapes(text: string, atoms: readonly Span[]): readonly JsonShape[] {
  const atomEnds = new Map(atoms.map(({ start, end }) => [start, end]));
  const shapes: JsonShape[] = [];
  const open: OpenObject[] = [];
  // Prose between the marks is passed over by the expression, at a fraction of what a loop costs.
  const mark = /["{}[\],]/g;
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    const at = found.index;
    const [char] = found;
    const atomEnd = char === '{' ? atomEnds.get(at) : undefined;
    if (atomEnd !== undefined) {
      mark.lastIndex = atomEnd;
      continue;
    }
    const top = open.at(-1);
    if (char === '"' && top !== undefined) mark.lastIndex = stringEnd(text, at) + 1;
    else if (char === '{' || char === '[') {
      open.push({ start: at, closes: char === '{' ? '}' : ']', marks: [at] });
      if (open.length > deepest) open.shift();
    } else if (char === ',' && top !== undefined) top.marks.push(at);
    else if (top !== undefined && char === top.closes) {
      open.pop();
      const span = { start: top.start, end: at + 1 };
      if (char === '}' && span.end - span.start <= longestObject) {
        const members = membersOf(text, [...top.marks, at]);
        if (members.length > 0) shapes.push({ members, span });
      }
    }
  }
  return shapes;
}

/** The offset of a string's closing quote; of its opening quote where the line ends before one. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length && at - start < 2000; at++) {
    if (text[at] === '\n') return start;
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return start;
}

const memberHead = /^\s*(["'`]?)([\p{L}_][\p{L}\p{N}_ -]{0,40})\1\s*[:：]\s*/u;

/** Reads one member between each two marks; parts that begin with no key are left out. */
function membersOf(text: string, marks: readonly number[]): readonly JsonMember[] {
  return marks.slice(1).flatMap((end, index): JsonMember[] => {
    const from = (marks[index] ?? 0) + 1;
    const part = text.slice(from, end);
    const head = memberHead.exec(part);
    if (head === null) return [];
    const [lead, quote = '', key = ''] = head;
    const start = from + part.search(/\S/);
    const keyStart = start + quote.length;
    const span = { start, end: from + part.trimEnd().length };
    return [
      {
        key: key.trim(),
        keySpan: { start: keyStart, end: keyStart + key.trimEnd().length },
        span,
        valueSpan: { start: from + lead.length, end: Math.max(span.end, from + lead.length) },
      },
    ];
  });
}
