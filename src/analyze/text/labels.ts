import { type Span, slice } from '../../base/span.ts';
import type { Message, Place } from '../../prompt/types.ts';
import type { WorkedExample } from './workedExamples.ts';

/** An answer that is a label rather than a text: how it is compared, how it is written, where it stands. */
export interface Label {
  readonly name: string;
  readonly written: string;
  readonly place: Place;
}

/** The labels that examples answer with; none where one of them answers with a sentence or a number. */
export function labelsShown(
  examples: readonly WorkedExample[],
  messages: readonly Message[],
): readonly Label[] {
  const labels = examples.flatMap(({ answer }) => labelAt(answer, messages) ?? []);
  return labels.length === examples.length ? labels : [];
}

/** The labels of a list in the text around the examples that names all of the given ones. */
export function labelsDeclared(
  shown: ReadonlySet<string>,
  examples: readonly WorkedExample[],
  messages: readonly Message[],
): readonly Label[] {
  for (const [turn, message] of messages.entries()) {
    if (message.role === 'assistant') continue;
    const text = withoutExamples(message.text, turn, examples);
    for (const spans of [...inlineLists(text, shown), ...itemLists(text)]) {
      const labels = spans.flatMap((span) => labelAt({ turn, span }, messages) ?? []);
      const names = new Set(labels.map(({ name }) => name));
      if (names.size > 1 && [...shown].every((name) => names.has(name))) return labels;
    }
  }
  return [];
}

const marks = '["\'`“”‘’「」『』*_.。!！\\s]';
const edges = new RegExp(`^${marks}+|${marks}+$`, 'g');
const longest = 40;

function labelAt({ turn, span }: Place, messages: readonly Message[]): Label | undefined {
  const raw = slice(messages[turn]?.text ?? '', span);
  if (raw.length > 2 * longest) return undefined;
  const written = raw.replace(edges, '');
  const isName = /^\p{L}[^\n{}]*$/u.test(written) && written.length <= longest;
  if (!isName || written.split(/\s+/).length > 3) return undefined;
  const start = span.start + raw.indexOf(written);
  const place = { turn, span: { start, end: start + written.length } };
  return { name: written.toLowerCase(), written, place };
}

/** The text with its examples, as far as they stand in it, turned to line breaks, so that offsets stay. */
function withoutExamples(text: string, turn: number, examples: readonly WorkedExample[]): string {
  let rest = '';
  for (const { input, answer } of examples) {
    if (input.turn !== turn) continue;
    const end = answer.turn === turn ? answer.span.end : input.span.end;
    rest +=
      text.slice(rest.length, input.span.start) + '\n'.repeat(end - Math.max(rest.length, input.span.start));
  }
  return rest + text.slice(rest.length);
}

const stretch = /[^\n.!?:;()[\]{}<>。！？：；（）【】]+/g;
const joint =
  /\s*[,，、|]\s*(?:(?:and|or)\s+|或者?|和|以及)?|\s*\/(?!A\b)\s*|\s+(?:or|and)\s+|\s*(?:或者?|还是|和|以及)\s*/g;
const conjunction = /\b(?:and|or)\b|或|还是|和|以及/;

/** Lists within a sentence: `positive, negative or neutral`. */
function inlineLists(text: string, shown: ReadonlySet<string>): readonly (readonly Span[])[] {
  return [...text.matchAll(stretch)].flatMap(({ 0: part, index }) => {
    const lower = part.toLowerCase();
    if (part.length > 400 || ![...shown].every((name) => lower.includes(name))) return [];
    const items = itemsOf(part).map(({ start, end }) => ({ start: index + start, end: index + end }));
    const [head, ...rest] = items;
    return head === undefined ? [] : [[withoutLead(text, head, shown), ...rest]];
  });
}

/** The parts between joints; after `or` comes the last one. */
function itemsOf(part: string): readonly Span[] {
  const items: Span[] = [];
  let start = 0;
  let closing: string | undefined;
  for (const { 0: mark, index } of part.matchAll(joint)) {
    items.push({ start, end: index });
    start = index + mark.length;
    if (closing !== undefined && mark !== closing) return items;
    if (conjunction.test(mark)) closing = mark;
  }
  return [...items, { start, end: part.length }];
}

const lead =
  /.*(?:\b(?:as|into|of|either|is|be|with|answer|reply|say)\s+(?:an?\s+|the\s+)?|["'“‘「`*]|[为成是选答])/i;

/** The first entry of a list without the words that lead to it. */
function withoutLead(text: string, { start, end }: Span, shown: ReadonlySet<string>): Span {
  const head = text.slice(start, end).replace(/["'”’」`*\s]+$/, '');
  const known = [...shown].find((name) => head.toLowerCase().endsWith(name));
  const length = known === undefined ? head.length - (lead.exec(head)?.[0].length ?? 0) : known.length;
  return { start: start + head.length - length, end: start + head.length };
}

const item = /^[ \t]*(?:[-*•]|\d{1,2}[.)、])[ \t]*([^\n:：(（–]{1,60}?)[ \t]*(?:$|[:：(（–]| - )/gm;

/** Lists of one label per line, each with a remark or none. */
function itemLists(text: string): readonly (readonly Span[])[] {
  const lists: Span[][] = [];
  let end = -1;
  for (const match of text.matchAll(item)) {
    const start = match.index + match[0].indexOf(match[1] ?? '');
    const span = { start, end: start + (match[1] ?? '').length };
    if (match.index === end + 1) lists.at(-1)?.push(span);
    else lists.push([span]);
    const lineEnd = text.indexOf('\n', match.index);
    end = lineEnd < 0 ? text.length : lineEnd;
  }
  return lists.filter(({ length }) => length > 1);
}
