import type { Span } from '../base/span.ts';
import { holeMark } from '../prompt/holes.ts';
import type { Hole, Message, Prompt } from '../prompt/types.ts';
import type { SolvedCase } from './exampleCases.ts';
import { jsonReplyOf } from './jsonReply.ts';
import { indentOf, lineBreakOf } from './layout.ts';

/** How a prompt lays out its input, and so how an example of it reads. */
export interface ExampleLayout {
  /** The message the examples go into, and where in its text. */
  readonly turn: number;
  readonly at: number;
  /** True where the examples end the text rather than precede more of it. */
  readonly last: boolean;
  /** One example's input, `{{name}}` marks in it. */
  readonly input: string;
  /** The holes that an example fills. */
  readonly names: readonly string[];
  /** What stands before an example's answer. */
  readonly answerLabel: string;
  /** The JSON field whose value the answers are, where replies are JSON objects and answers are not. */
  readonly field?: AnswerField;
}

/** A field of a JSON reply. */
export interface AnswerField {
  readonly key: string;
  /** True where the reply has no other. */
  readonly alone: boolean;
  /** True where the prompt writes its value without quotes: a number, a truth value. */
  readonly bare: boolean;
}

/** Lines of a message that hold its input: offsets in its text. */
interface Block extends Span {
  readonly text: string;
}

/** The layout of a prompt's examples; `undefined` where no message has a hole. */
export function exampleLayoutOf(prompt: Prompt, cases: readonly SolvedCase[]): ExampleLayout | undefined {
  const turn = inputTurn(prompt);
  const message = prompt.messages[turn];
  if (message === undefined) return undefined;
  const block = inputBlock(message);
  const names = [
    ...new Set(block === undefined ? message.holes.map(({ name }) => name) : namesIn(block.text, message)),
  ];
  const place = placeOf(prompt, turn, block);
  const field = fieldOf(prompt, cases);
  return {
    ...place,
    names,
    input: block === undefined || isBare(block) ? generalInput(names, prompt) : dedented(block.text),
    answerLabel: answerLabelOf(prompt),
    ...(field === undefined ? {} : { field }),
  };
}

/** The examples as they stand in the prompt, without the text around them. */
export function examplesText(prompt: Prompt, layout: ExampleLayout, cases: readonly SolvedCase[]): string {
  const zh = prompt.language === 'zh';
  const colon = zh ? '：' : ': ';
  const examples = cases.map(({ inputs, expected }) => {
    const input = filled(layout, inputs);
    if (layout.field !== undefined && !layout.field.alone)
      return `${input}\n${memberOf(layout.field, expected)}`;
    const written = layout.field === undefined ? expected.trim() : `{${memberOf(layout.field, expected)}}`;
    const answer = written.includes('\n') ? `\n${written}` : written;
    return `${input}\n${layout.answerLabel}${answer.startsWith('\n') ? colon.trimEnd() : colon}${answer}`;
  });
  return [introduction(layout, zh), ...examples].join('\n\n');
}

/** The message's text with the examples in their place, indented like the text around them. */
export function withExamples(message: Message, { at, last }: ExampleLayout, examples: string): string {
  const { text } = message;
  const lineBreak = lineBreakOf(text);
  const indent = text.includes('\n') ? indentOf(text) : '';
  const lines = examples
    .split('\n')
    .map((line, index) => (line === '' || index === 0 ? line : indent + line));
  const body = lines.join(lineBreak);
  if (!last) return `${text.slice(0, at) + body + lineBreak + lineBreak + indent}${text.slice(at)}`;
  const before = text.slice(0, at).trimEnd();
  return `${before + lineBreak + lineBreak + indent + body}${text.slice(before.length)}`;
}

/** The field as JSON has it, such as `"team": "billing"`. */
function memberOf({ key, bare }: AnswerField, expected: string): string {
  const value = expected.trim();
  const isLiteral = /^(?:-?\d+(?:\.\d+)?|true|false|null|\[.*\])$/s.test(value);
  return `${JSON.stringify(key)}: ${bare && isLiteral ? value : JSON.stringify(value)}`;
}

function introduction({ field }: ExampleLayout, zh: boolean): string {
  if (field !== undefined && !field.alone)
    return zh
      ? `示例（输入与回复中 ${field.key} 字段的正确值，其他字段从略）：`
      : `Examples of inputs and the right value of ${field.key} in the reply, its other fields left out:`;
  return zh ? '示例（输入与正确答案）：' : 'Examples of inputs and their right answers:';
}

function filled({ input, names }: ExampleLayout, inputs: SolvedCase['inputs']): string {
  const given = (name: string) => (Object.hasOwn(inputs, name) ? inputs[name] : undefined) ?? '';
  return names.reduce((text, name) => text.replaceAll(holeMark(name), () => given(name).trim()), input);
}

/** The last message of the user that has a hole, else the last other one. */
function inputTurn({ messages }: Prompt): number {
  const withHoles = (role: Message['role']) =>
    messages.findLastIndex((message) => message.role === role && message.holes.length > 0);
  return withHoles('user') >= 0 ? withHoles('user') : withHoles('system');
}

const label = /^[ \t]*(?:[#*>-]+[ \t]*)?(?:[^\s:：]{1,40}[ \t]+){0,5}[^\s:：]{1,40}[:：](?:\*\*)?[ \t]*$/;
const opening = /^[ \t]*(?:<[\p{L}_][^<>\n]*>|```\w*|"""|'''|~~~\w*|---+|===+|###+)[ \t]*$/u;
const closing = /^[ \t]*(?:<\/[\p{L}_][^<>\n]*>|```|"""|'''|~~~|---+|===+|###+)[ \t]*$/u;

interface Line extends Span {
  readonly text: string;
  readonly holes: readonly Hole[];
}

/** The lines that hold the input with their labels and delimiters; `undefined` where holes stand within sentences. */
function inputBlock(message: Message): Block | undefined {
  const lines = linesOf(message);
  const data = lines.map(isDataLine);
  const lastHole = lines.findLastIndex(({ holes }) => holes.length > 0);
  if (lastHole < 0 || !data[lastHole]) return undefined;
  let first = lastHole;
  let end = lastHole;
  const wrapped = (index: number) => opening.test(lines[index]?.text ?? '');
  for (let index = lastHole - 1; index >= 0; index--) {
    const { text, holes } = lines[index] ?? { text: '', holes: [] };
    if (holes.length > 0 ? data[index] : wrapped(index) || closing.test(text) || label.test(text))
      first = index;
    else if (
      text.trim() !== '' ||
      !lines.slice(0, index).some((line, at) => line.holes.length > 0 && data[at])
    )
      break;
  }
  for (; end + 1 < lines.length && closing.test(lines[end + 1]?.text ?? ''); end++);
  const span = { start: lines[first]?.start ?? 0, end: lines[end]?.end ?? 0 };
  return { ...span, text: message.text.slice(span.start, span.end) };
}

function linesOf({ text, holes }: Message): readonly Line[] {
  let offset = 0;
  return text.split('\n').map((line) => {
    const start = offset;
    const end = start + line.length;
    offset = end + 1;
    return {
      start,
      end,
      text: line,
      holes: holes.filter(({ span }) => span.start >= start && span.end <= end),
    };
  });
}

/** True for a line with a hole that is input rather than a sentence: no other words than a short label or tags. */
function isDataLine({ text, start, holes }: Line): boolean {
  if (holes.length === 0) return false;
  let rest = text;
  for (const { span } of [...holes].reverse())
    rest = `${rest.slice(0, span.start - start)} ${rest.slice(span.end - start)}`;
  const bare = rest.replace(/<[^<>\n]{1,60}>/g, ' ');
  if (!/[\p{L}\p{N}]/u.test(bare)) return true;
  const first = holes[0]?.span.start ?? 0;
  const head = text.slice(0, first - start);
  const tail = text.slice((holes.at(-1)?.span.end ?? 0) - start);
  const words = head.match(/\p{Script=Han}{1,2}|[\p{Script=Latin}\p{N}_]+/gu) ?? [];
  return (
    words.length <= 4 &&
    /[:：][\s"'`“「<*]*(?:<[^<>]*>)?["'“]*$/.test(head) &&
    !/[\p{L}\p{N}]/u.test(tail.replace(/<[^<>]*>/g, ''))
  );
}

function namesIn(text: string, { holes }: Message): readonly string[] {
  return holes.map(({ name }) => name).filter((name) => text.includes(holeMark(name)));
}

/** True for holes with nothing around them: an example of them would not show where input ends and answer begins. */
function isBare({ text }: Block): boolean {
  return text.replace(/\{\{[^{}\n]*\}\}/g, '').trim() === '';
}

function dedented(text: string): string {
  const lines = text.replaceAll('\r', '').split('\n');
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const shared = indents.reduce((least, indent) => Math.min(least, indent), Number.POSITIVE_INFINITY);
  return lines.map((line) => line.slice(Math.min(shared, line.length))).join('\n');
}

/** An input line per hole, labelled with the hole's name, for prompts that name their input within a sentence. */
function generalInput(names: readonly string[], { language }: Prompt): string {
  const title = (name: string) => {
    const words = name
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replace(/[_.\-[\]()]+/g, ' ')
      .trim()
      .toLowerCase();
    if (language === 'zh') return /\p{Script=Han}/u.test(name) || names.length > 1 ? words : '输入';
    return words === '' ? 'Input' : words[0]?.toUpperCase() + words.slice(1);
  };
  return names.map((name) => `${title(name)}${language === 'zh' ? '：' : ': '}${holeMark(name)}`).join('\n');
}

/** Before the input where text stands before it in its message, else at the end of the system message, else before everything. */
function placeOf(
  prompt: Prompt,
  turn: number,
  block: Block | undefined,
): Pick<ExampleLayout, 'turn' | 'at' | 'last'> {
  const { text = '', holes = [] } = prompt.messages[turn] ?? {};
  const start = block?.start ?? text.lastIndexOf('\n', holes.at(-1)?.span.start) + 1;
  const system = prompt.messages.findLastIndex(({ role }, index) => role === 'system' && index < turn);
  if (text.slice(0, start).trim() === '' && system >= 0)
    return { turn: system, at: prompt.messages[system]?.text.length ?? 0, last: true };
  return { turn, at: start + (text.slice(start).length - text.slice(start).trimStart().length), last: false };
}

const cue = /^[ \t]*(?:\*\*)?([\p{L}][\p{L} ]{0,24})(?:\*\*)?[:：](?:\*\*)?$/u;
const namedLabel = /["“'`]((?:final )?answer|答案|最终答案)[:：]/i;

/** The label the prompt itself gives answers: the cue at its end, or the one it asks for. */
function answerLabelOf({ messages, language }: Prompt): string {
  const last = messages.findLast(({ role }) => role !== 'assistant')?.text ?? '';
  const named = messages.map(({ text }) => namedLabel.exec(text)?.[1]).find((found) => found !== undefined);
  const lastLine = last.trimEnd().slice(last.trimEnd().lastIndexOf('\n') + 1);
  return cue.exec(lastLine)?.[1]?.trim() ?? named ?? (language === 'zh' ? '答案' : 'Answer');
}

const answerField =
  /answer|label|category|class|result|sentiment|verdict|decision|intent|priority|答案|类别|标签|结果|情感/i;
const reasoningField = /reason|rationale|thought|thinking|explanation|analysis|steps|推理|思考|理由|分析/i;

/** The field the expected answers are values of; `undefined` where replies are not JSON or the answers are whole objects. */
function fieldOf(prompt: Prompt, cases: readonly SolvedCase[]): AnswerField | undefined {
  const reply = jsonReplyOf(prompt);
  if (reply === undefined || cases.some(({ expected }) => expected.trim().startsWith('{'))) return undefined;
  const members = reply.shapes[0]?.members ?? [];
  const answers = members.filter(({ key }) => !reasoningField.test(key));
  const member = answers.length === 1 ? answers[0] : answers.find(({ key }) => answerField.test(key));
  if (member === undefined) return undefined;
  const value = prompt.messages[reply.turn]?.text.slice(member.valueSpan.start, member.valueSpan.end) ?? '';
  return { key: member.key, alone: members.length === 1, bare: !/^["'`]/.test(value) };
}
