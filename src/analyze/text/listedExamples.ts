import type { Span } from '../../base/span.ts';
import type { Message } from '../../prompt/types.ts';
import { arrowRuns } from './arrowLines.ts';
import { jsonShapes } from './jsonShapes.ts';

/** An example in a list of others: what goes in, and what is to come out. */
export interface ListedExample {
  readonly input: Span;
  readonly answer: Span;
}

const reach = 200;
const exampleCue = /\bexamples?\b|\bfor instance\b|示例|例子|例如|样例|范例/i;

/** Examples without labels: lines with arrows, elements, objects, rows of a table. Said to be examples, or with a hole next to them. */
export function listedExamples(message: Message): readonly ListedExample[] {
  const { text } = message;
  const lists = [arrows(text), elements(text), objects(message), rows(text)];
  return lists.find((list) => list.length > 1 && areExamples(list, message)) ?? [];
}

function areExamples(list: readonly ListedExample[], { text, holes }: Message): boolean {
  const start = list[0]?.input.start ?? 0;
  const end = list.at(-1)?.answer.end ?? 0;
  const isSlot = ({ span }: { readonly span: Span }) => end <= span.start && span.start - end < reach;
  return exampleCue.test(text.slice(Math.max(0, start - reach), start)) || holes.some(isSlot);
}

function arrows(text: string): readonly ListedExample[] {
  const [longest = []] = arrowRuns(text).toSorted((a, b) => b.length - a.length);
  return longest.map(({ before, after }) => ({ input: before, answer: after }));
}

const elementPair =
  /<(?<outer>[\p{L}_][\p{L}\p{N}_-]{0,30})>(?<input>[^<>]{1,1000})<\/\k<outer>>\s{0,8}<(?<inner>[\p{L}_][\p{L}\p{N}_-]{0,30})>(?<answer>[^<>]{1,1000})<\/\k<inner>>/gu;

/** Two elements side by side, the same two each time. */
function elements(text: string): readonly ListedExample[] {
  if (!text.includes('</')) return [];
  const pairs = [...text.matchAll(elementPair)].map(({ 0: written, index, groups }) => {
    const { outer = '', inner = '', input = '', answer = '' } = groups ?? {};
    const start = index + outer.length + 2;
    const end = index + written.length - inner.length - 3;
    const spans = {
      input: { start, end: start + input.length },
      answer: { start: end - answer.length, end },
    };
    return { names: `${outer} ${inner}`, ...spans };
  });
  return pairs.every(({ names }) => names === pairs[0]?.names) ? pairs : [];
}

/** Objects of the same two members. */
function objects({ text, holes }: Message): readonly ListedExample[] {
  const atoms = holes.map(({ span }) => span);
  const shapes = jsonShapes(text, atoms);
  const keys = (members: (typeof shapes)[number]['members']) => members.map(({ key }) => key).join('\n');
  const [first] = shapes;
  if (first === undefined || shapes.some(({ members }) => keys(members) !== keys(first.members))) return [];
  return shapes.flatMap(({ members: [input, answer, third] }) =>
    input === undefined || answer === undefined || third !== undefined
      ? []
      : [{ input: input.valueSpan, answer: answer.valueSpan }],
  );
}

const row = /^[ \t]*\|[ \t]*(?<input>[^|\n]{1,300}?)[ \t]*\|[ \t]*(?<answer>[^|\n]{1,100}?)[ \t]*\|[ \t]*$/gm;

/** Rows of a table of two columns, below its heading where it has one. */
function rows(text: string): readonly ListedExample[] {
  if (!text.includes('|')) return [];
  const all = [...text.matchAll(row)].map(({ 0: line, index, groups }) => {
    const { input = '', answer = '' } = groups ?? {};
    const from = index + line.indexOf(input, line.indexOf('|') + 1);
    const to = index + line.lastIndexOf(answer);
    return {
      input: { start: from, end: from + input.length },
      answer: { start: to, end: to + answer.length },
      isRule: /^:?-+:?$/.test(input),
    };
  });
  return all.slice(all.findIndex(({ isRule }) => isRule) + 1);
}
