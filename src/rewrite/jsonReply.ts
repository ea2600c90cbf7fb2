import { type JsonShape, jsonShapes } from '../analyze/text/jsonShapes.ts';
import { keyLists } from '../analyze/text/keyLists.ts';
import { applyEdits, type TextEdit } from '../base/span.ts';
import type { Message, Prompt, PromptLanguage } from '../prompt/types.ts';

const reasoningKey =
  /^(?:(?:step[_ -]?by[_ -]?step[_ -]?)?reasoning|reasons?|rationale|thoughts?|thinking|thought_process|explanation|analysis|steps|chain_of_thought|cot|justification|思考|思考过程|推理|推理过程|理由|分析|解释)$/i;
const asksForReply =
  /\b(?:outputs?|return|respond|response|reply|answer|format|schema|structure|produce|json)\b|输出|返回|回复|格式|结构/i;
const reach = 240;

/** The JSON that a prompt asks for: its objects as the prompt writes them, in the message that does. */
export interface JsonReply {
  readonly turn: number;
  /** Outermost objects; several are examples of replies. */
  readonly shapes: readonly JsonShape[];
  /** The name of a field that already holds reasoning. */
  readonly reasoningField?: string;
}

/** The JSON reply a prompt asks for; `undefined` where the reply is to be prose. */
export function jsonReplyOf(prompt: Prompt): JsonReply | undefined {
  const asked = prompt.messages.flatMap((message, turn) => {
    if (message.role === 'assistant' || !asksForJson(message.text)) return [];
    return [{ turn, shapes: replyShapes(message), keys: keyLists(message.text).flat() }];
  });
  const chosen = asked.find(({ shapes, keys }) => shapes.length > 0 || keys.length > 0) ?? asked[0];
  if (chosen === undefined)
    return prompt.settings.responseFormat === 'json' ? { turn: -1, shapes: [] } : undefined;
  const names = [
    ...chosen.shapes.flatMap(({ members }) => members.map(({ key }) => key)),
    ...chosen.keys.map(({ key }) => key),
  ];
  const reasoningField = names.find((name) => reasoningKey.test(name));
  return {
    turn: chosen.turn,
    shapes: chosen.shapes,
    ...(reasoningField === undefined ? {} : { reasoningField }),
  };
}

function asksForJson(text: string): boolean {
  return [...text.matchAll(/\bjson\b/gi)].some(({ index }) =>
    /\b(?:outputs?|return|respond|reply|answer|format|produce|provide|generate|give|write|valid|as|in|schema|structure|must|should|attributes|keys|fields)\b|输出|返回|回复|格式|生成|给出|以|用/i.test(
      text.slice(Math.max(0, index - 60), index + 40),
    ),
  );
}

function replyShapes({ text, holes }: Message): readonly JsonShape[] {
  const shapes = jsonShapes(
    text,
    holes.map(({ span }) => span),
  );
  return outermost(shapes).filter(({ span }) =>
    asksForReply.test(text.slice(Math.max(0, span.start - reach), span.start)),
  );
}

/** The objects that stand in no other; they come in order of their ends, so an outer one comes after its inner ones. */
function outermost(shapes: readonly JsonShape[]): readonly JsonShape[] {
  const outer: JsonShape[] = [];
  let start = Number.POSITIVE_INFINITY;
  for (const shape of shapes.toReversed()) {
    if (shape.span.end > start) continue;
    outer.unshift(shape);
    start = shape.span.start;
  }
  return outer;
}

/** The key of the field for reasoning, in the language of the keys beside it. */
function reasoningKeyLike(key: string): string {
  return /\p{Script=Han}/u.test(key) ? '推理过程' : 'reasoning';
}

const placeholder: Readonly<Record<PromptLanguage, string>> = {
  en: 'step-by-step reasoning',
  zh: '逐步推理过程',
};

/** The message's text with a reasoning field before the first field of the object, written like its neighbours. */
export function withReasoningField(message: Message, shape: JsonShape, language: PromptLanguage): string {
  const { text } = message;
  const properties = shape.members.find(({ key }) => key === 'properties');
  if (properties !== undefined) return withReasoningProperty(message, shape, properties.valueSpan.start);
  const edit = fieldEdit(text, shape, (value) => valueLike(value, placeholder[language]));
  return edit === undefined ? text : applyEdits(text, [edit]);
}

function withReasoningProperty({ text, holes }: Message, schema: JsonShape, start: number): string {
  const inner = jsonShapes(
    text,
    holes.map(({ span }) => span),
  ).find(({ span }) => span.start === start);
  const edit = inner === undefined ? undefined : fieldEdit(text, inner, () => '{"type": "string"}');
  if (edit === undefined) return text;
  const required = schema.members.find(({ key }) => key === 'required');
  const opening =
    required === undefined
      ? null
      : /^\[\s*/.exec(text.slice(required.valueSpan.start, required.valueSpan.end));
  if (required === undefined || opening === null) return applyEdits(text, [edit]);
  const at = required.valueSpan.start + opening[0].length;
  return applyEdits(text, [
    edit,
    { span: { start: at, end: at }, newText: `"${reasoningKeyLike(inner?.members[0]?.key ?? '')}", ` },
  ]);
}

function fieldEdit(
  text: string,
  { members, span }: JsonShape,
  writeLike: (value: string) => string,
): TextEdit | undefined {
  const [first, second] = members;
  if (first === undefined) return undefined;
  const quote = /["'`]/.exec(text[first.span.start] ?? '')?.[0] ?? '';
  const colon = text.slice(first.keySpan.end + quote.length, first.valueSpan.start);
  const value = text.slice(first.valueSpan.start, first.valueSpan.end);
  const gap = text.slice(span.start + 1, first.span.start);
  const mark = /;\s*[\p{L}_]\w*\??\s*:/u.test(value) ? ';' : ',';
  const separator =
    second === undefined
      ? mark + (gap.includes('\n') ? gap : ' ')
      : text.slice(first.span.end, second.span.start);
  const newText = `${quote}${reasoningKeyLike(first.key)}${quote}${colon}${writeLike(value)}${separator}`;
  return { span: { start: first.span.start, end: first.span.start }, newText };
}

/** A placeholder written like the value of the field that follows: quoted, in angle brackets, or a type name. */
function valueLike(value: string, words: string): string {
  const angled = /^(["']?)<[^>]*>/.exec(value);
  if (angled !== null) return `${angled[1]}<${words}>${angled[1]}`;
  const type = /^(?:string|str|number|int|float|boolean|bool)\b/i.exec(value);
  if (type !== null) return /^str\b|^int\b|^float\b|^bool\b/.test(type[0]) ? 'str' : 'string';
  const quote = value.startsWith("'") ? "'" : '"';
  return `${quote}${words}${quote}`;
}

/** The message's text with `reasoning` before the keys it lists, named in their language; `undefined` where it lists none. */
export function withReasoningKey(message: Message, language: PromptLanguage): string | undefined {
  const [list] = keyLists(message.text);
  const first = list?.[0];
  if (first === undefined) return undefined;
  const { text } = message;
  const { start } = first.span;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const marker = /^[ \t]*(?:[-*•]|(\d+)[.)、])[ \t]*$/.exec(text.slice(lineStart, start));
  const quote = text.slice(first.span.start, first.keySpan.start);
  if (marker !== null && marker[1] !== undefined) return undefined;
  const key = reasoningKeyLike(first.key);
  const newText =
    marker === null
      ? `${quote}${key}${quote}${language === 'zh' ? '、' : ', '}`
      : `${quote}${key}${quote}${language === 'zh' ? '：先在此逐步推理' : ': think step by step here first'}\n${marker[0]}`;
  return applyEdits(text, [{ span: { start, end: start }, newText }]);
}
