import { type Span, slice } from '../../base/span.ts';
import type { Message } from '../../prompt/types.ts';
import { blankFences } from './blank.ts';

/** A label at the start of a line, such as `Q:` or `**Input 2**：`. */
export interface Label {
  readonly turn: number;
  /** The label with its markup and colon, but without its number. */
  readonly span: Span;
  readonly side: 'input' | 'output';
  /** Label, markup and colon as written, each number as `#`. */
  readonly form: string;
}

/** One worked example, or the slot at the end that the model is to complete: an input label and its output label. */
export interface Shot {
  readonly input: Label;
  readonly output: Label;
  /** What stands between the output label and the next input label. */
  readonly outputText: Span;
  /** True where the text before it calls it an example. */
  readonly announced: boolean;
}

const inputWords =
  'q question input in user human text sentence review tweet comment passage problem statement email message document ' +
  '问 问题 输入 用户 文本 评论 句子 题目 原文';
const outputWords =
  'a answer output out assistant ai bot sentiment label category class classification response result translation ' +
  'summary completion 答 答案 回答 输出 助手 情感 标签 类别 分类 结果 翻译 译文 摘要';
const sides = new Map<string, 'input' | 'output'>([
  ...inputWords.split(' ').map((word) => [word, 'input'] as const),
  ...outputWords.split(' ').map((word) => [word, 'output'] as const),
]);

const labelLine =
  /^[ \t]*([*_]{0,2}([A-Za-z]{1,20}(?: [A-Za-z]{1,20}){0,2}|[\u4e00-\u9fff]{1,6})[ \t]?#?(\d{0,3})[*_]{0,2}(?:[ \t]?[:：][*_]{0,2}|(?= [-–] )))/gm;
const exampleCue = /\bexamples?\b|\bfor instance\b|示例|例子|例如|样例|范例/i;
/** What numbers the examples is no part of them. */
const exampleWord = /^(?:example|sample|shot|case|demo|例|例子|示例|样例|范例)$/;

const knownShots = new WeakMap<readonly Message[], readonly Shot[]>();

/**
 * The worked examples of a prompt in order; none where the labels do not simply alternate between input and output,
 * because then they mean something else. Found once per prompt.
 */
export function fewShotOf(messages: readonly Message[]): readonly Shot[] {
  const found = knownShots.get(messages) ?? findShots(messages);
  knownShots.set(messages, found);
  return found;
}

function findShots(messages: readonly Message[]): readonly Shot[] {
  const labels = messages.flatMap((message, turn) => labelsOf(message, turn));
  const usual = shotsOf(labels, sides, messages);
  if (usual.length > 0) return usual;
  const pair = repeatedPair(labels);
  if (pair === undefined) return [];
  const own = new Map([
    [pair[0], 'input'],
    [pair[1], 'output'],
  ] as const);
  for (const known of [new Map([...sides, ...own]), own]) {
    const shots = shotsOf(labels, known, messages);
    if (shots.length > 1 && areExamples(shots, messages)) return shots;
  }
  return [];
}

/** Pairs of any two labels may be data: that they are examples is said before them, or a last one is to be completed. */
function areExamples(shots: readonly Shot[], messages: readonly Message[]): boolean {
  const last = shots.at(-1);
  if (shots[0]?.announced === true || last === undefined) return true;
  return slice(messages[last.output.turn]?.text ?? '', last.outputText).trim() === '';
}

/** The two labels that follow one another most often, and at least twice. */
function repeatedPair(labels: readonly WrittenLabel[]): readonly [string, string] | undefined {
  const pairs = labels.slice(1).map(({ word }, index) => [labels[index]?.word ?? '', word] as const);
  const own = pairs.filter(
    ([first, second]) => first !== second && !exampleWord.test(first) && !exampleWord.test(second),
  );
  const groups = [...Map.groupBy(own, (pair) => pair.join('\n')).values()];
  const [most] = groups.toSorted((a, b) => b.length - a.length);
  return most === undefined || most.length < 2 ? undefined : most[0];
}

function shotsOf(
  written: readonly WrittenLabel[],
  known: ReadonlyMap<string, Label['side']>,
  messages: readonly Message[],
): readonly Shot[] {
  const labels = written.flatMap(({ word, ...label }): Label[] => {
    const side = known.get(word);
    return side === undefined ? [] : [{ ...label, side }];
  });
  const pairs = labels.flatMap((input, index): Shot[] => {
    const output = labels[index + 1];
    if (input.side !== 'input' || output?.side !== 'output') return [];
    const next = labels[index + 2];
    const end = next?.turn === output.turn ? next.span.start : (messages[output.turn]?.text.length ?? 0);
    const before =
      messages[input.turn]?.text.slice(Math.max(0, input.span.start - 120), input.span.start) ?? '';
    const announced = exampleCue.test(before);
    return [{ input, output, outputText: { start: output.span.end, end }, announced }];
  });
  return labels.length === 2 * pairs.length ? pairs : [];
}

interface WrittenLabel extends Omit<Label, 'side'> {
  readonly word: string;
}

function labelsOf({ text }: Message, turn: number): readonly WrittenLabel[] {
  return [...blankFences(text).matchAll(labelLine)].map((match) => {
    const [line, label = '', word = '', number = ''] = match;
    const end = match.index + line.length;
    const form = label.replace(/\s*#?\d+/, number === '' ? '$&' : ' #');
    return { turn, span: { start: end - label.length, end }, form, word: word.toLowerCase() };
  });
}
