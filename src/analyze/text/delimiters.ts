import type { Span } from '../../base/span.ts';
import type { Message } from '../../prompt/types.ts';
import { blankQuoted } from './blank.ts';
import { nearestName } from './nearestName.ts';

/** A mark that opens a stretch of text, and nothing closes it. */
export interface Unclosed {
  readonly span: Span;
  /** The mark as written, such as `<context>` or three backticks. */
  readonly mark: string;
  /** The mark that is missing. */
  readonly closing: string;
  /** What unmistakably mends it: the closing mark put in, or in place of one that is misspelled. */
  readonly mend?: { readonly span: Span; readonly newText: string };
}

const known = new WeakMap<Message, readonly Unclosed[]>();

/** The tags and code fences of a message that open and never close, in order; found once per message. */
export function unclosedIn(message: Message): readonly Unclosed[] {
  const found = known.get(message) ?? [...unclosedTags(message), ...unclosedFence(message)];
  known.set(message, found);
  return found;
}

const fence = /^[ \t]*((`{3,}|~{3,})[\w+-]*)[ \t]*$/;
const anyFence = /`{3}|~{3}/;

/** Only the last fence can be open: any later line with a fence closes the one before. One with nothing after it is for the reply to fill. */
function* unclosedFence(message: Message): Iterable<Unclosed> {
  const { text } = message;
  if (!anyFence.test(text)) return;
  let open: { readonly line: string; readonly start: number } | undefined;
  let start = 0;
  for (const line of text.split('\n')) {
    if (open !== undefined && anyFence.test(line)) open = undefined;
    else if (fence.test(line.trimEnd())) open = { line: line.trimEnd(), start };
    else if (anyFence.test(line) && (line.match(/`{3}|~{3}/g)?.length ?? 0) % 2 === 1) return;
    start += line.length + 1;
  }
  const [, mark = '', closing = ''] = fence.exec(open?.line ?? '') ?? [];
  if (open === undefined) return;
  const end = open.start + open.line.length;
  if (leftForTheReply(text.slice(end))) return;
  yield { span: { start: end - mark.length, end }, mark, closing, ...afterHole(message, end, closing) };
}

/** True where a text breaks off for the reply to go on: no words but those of holes and tags, or a label comes last. */
function leftForTheReply(rest: string): boolean {
  const own = rest.replace(/\{\{[^{}\n]*\}\}|<[^<>\n]*>/g, '').trim();
  return own.length < 8 || /[:：]$/.test(own);
}

/** A tag alone on its line, or before a hole that ends its line. Generics, comparisons and doubled brackets are none. */
const opened =
  /^([ \t]*)<([A-Za-z_][\w-]{1,40}|[\p{Script=Han}]{1,12})>(?=[ \t]*(?:\r?\n|\{\{[^}\n]{1,60}\}\}[ \t]*(?:\r?\n|$)))/gmu;
const closed = /<\/([A-Za-z_][\w-]{1,40}|[\p{Script=Han}]{1,12})>/gu;
/** Elements that need no end in HTML or are its structure, and marks of chat templates. */
const otherTags =
  /^(?:p|li|br|hr|img|input|meta|link|area|base|col|embed|param|source|track|wbr|dt|dd|option|tr|td|th|thead|tbody|tfoot|table|ul|ol|div|span|html|head|body|script|style|h[1-6]|a|b|i|bos|eos|sep|cls|pad|mask|unk|image|images|audio|video|user|assistant|human|bot|system|sys|end|start|inst|think|thinking|scratchpad)$/i;

/** A text with more closing tags that nothing opened is no prompt of delimited parts. */
const mostAstray = 20;

/**
 * Tags that open without closing and are surely no placeholder such as `<name>`: what closes them is misspelled, or a hole
 * stands alone behind them.
 */
function* unclosedTags(message: Message): Iterable<Unclosed> {
  if (!message.text.includes('<')) return;
  const text = blankQuoted(message.text);
  const closings = [...text.matchAll(closed)].map(({ 0: mark, 1: name = '', index }) => ({
    name,
    span: { start: index, end: index + mark.length },
  }));
  const openings = [...text.matchAll(opened)]
    .map(({ 1: indent = '', 2: name = '', index }) => {
      const start = index + indent.length;
      return { name, span: { start, end: start + name.length + 2 } };
    })
    .filter(({ name }) => !otherTags.test(name));
  const names = new Set(closings.map(({ name }) => name));
  const openNames = new Set([...text.matchAll(/<([\w\p{Script=Han}-]{1,40})[ >]/gu)].map(([, name]) => name));
  const astray = closings.filter(({ name }) => !openNames.has(name)).slice(0, mostAstray);
  for (const [name, group] of Map.groupBy(openings, (each) => each.name)) {
    const [first, second, third] = group;
    if (first === undefined || third !== undefined || names.has(name)) continue;
    const unclosed = { span: first.span, mark: `<${name}>`, closing: `</${name}>` };
    if (second !== undefined) {
      yield* asSecond(message, unclosed, second.span);
      continue;
    }
    const misspelled = astray.find(
      (each) => each.span.start > first.span.end && nearestName(each.name, [name]) !== undefined,
    );
    if (misspelled === undefined) yield* withHole(message, unclosed);
    else yield { ...unclosed, mend: { span: misspelled.span, newText: unclosed.closing } };
  }
}

/** `<context>` above a hole and once more below it: the second was meant to close. */
function* asSecond({ text, holes }: Message, unclosed: Unclosed, second: Span): Iterable<Unclosed> {
  const between = text.slice(unclosed.span.end, second.start).trim();
  if (holes.some(({ span }) => between === text.slice(span.start, span.end)))
    yield { ...unclosed, mend: { span: second, newText: unclosed.closing } };
}

function* withHole(message: Message, unclosed: Unclosed): Iterable<Unclosed> {
  const mended = afterHole(message, unclosed.span.end, unclosed.closing);
  if (mended.mend !== undefined) yield { ...unclosed, ...mended };
}

/** The closing mark behind a hole that stands alone between the opening mark and more text. */
function afterHole({ text, holes }: Message, end: number, closing: string): Pick<Unclosed, 'mend'> {
  const gap = /^[ \t]*(?:\r?\n[ \t]*)?/.exec(text.slice(end, end + 200))?.[0] ?? '';
  const hole = holes.find(({ span }) => span.start === end + gap.length);
  if (hole === undefined) return {};
  const after = text.slice(hole.span.end, hole.span.end + 200);
  if (!/^[ \t]*\r?\n/.test(after) || text.slice(hole.span.end).trim() === '') return {};
  const newline = gap.includes('\n') ? gap.slice(gap.indexOf('\n')) : '';
  const at = hole.span.end;
  return { mend: { span: { start: at, end: at }, newText: `${newline}${closing}` } };
}
