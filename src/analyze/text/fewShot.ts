import type { Span } from '../../base/span.ts';
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
}

const sides: Readonly<Record<string, 'input' | 'output'>> = {
  q: 'input',
  question: 'input',
  input: 'input',
  user: 'input',
  human: 'input',
  问: 'input',
  问题: 'input',
  输入: 'input',
  用户: 'input',
  a: 'output',
  answer: 'output',
  output: 'output',
  assistant: 'output',
  ai: 'output',
  答: 'output',
  答案: 'output',
  回答: 'output',
  输出: 'output',
  助手: 'output',
};

const labelLine = new RegExp(
  `^[ \\t]*([*_]{0,2}(${Object.keys(sides).join('|')})[ \\t]?#?(\\d{0,3})[*_]{0,2}[ \\t]?[:：][*_]{0,2})`,
  'gim',
);

/**
 * The worked examples of a prompt in order; none where the labels do not simply alternate between input and output,
 * because then they mean something else.
 */
export function fewShotOf(messages: readonly Message[]): readonly Shot[] {
  const labels = messages.flatMap((message, turn) => labelsOf(message, turn));
  const pairs = labels.flatMap((input, index): Shot[] => {
    const output = labels[index + 1];
    if (input.side !== 'input' || output?.side !== 'output') return [];
    const next = labels[index + 2];
    const end = next?.turn === output.turn ? next.span.start : (messages[output.turn]?.text.length ?? 0);
    return [{ input, output, outputText: { start: output.span.end, end } }];
  });
  return labels.length === 2 * pairs.length ? pairs : [];
}

function labelsOf({ text }: Message, turn: number): readonly Label[] {
  return [...blankFences(text).matchAll(labelLine)].flatMap((match): Label[] => {
    const [line, label = '', word = '', number = ''] = match;
    const side = sides[word.toLowerCase()];
    if (side === undefined) return [];
    const end = match.index + line.length;
    const form = label.replace(/\s*#?\d+/, number === '' ? '$&' : ' #');
    return [{ turn, span: { start: end - label.length, end }, side, form }];
  });
}
