import type { Span } from '../../base/span.ts';
import type { Message, PlacedEdit } from '../../prompt/types.ts';
import { moveBefore } from './reorder.ts';
import { type ReplyField, replyFieldsOf } from './replyFields.ts';

/** A reply that gives its answer before the reasoning. */
export interface WrongOrder {
  readonly turn: number;
  readonly span: Span;
  readonly answer: string;
  readonly reasoning: string;
  readonly requested: boolean;
  readonly isJson: boolean;
  /** Absent where the fields cannot be moved without harm. */
  readonly edit: PlacedEdit | undefined;
}

const answerKey =
  /^(?:(?:final|correct|predicted|your)?_?(?:answer|verdict|decision|prediction|conclusion|judge?ment|result|outcome|choice|winner)|(?:[a-z]{2,20}_)?(?:score|rating|grade|level)|severity|priority|urgency|toxicity|relevance|correctness|faithfulness|groundedness|label|category|class|classification|sentiment|intent|pass|passe[sd]|relevant|correct|valid|grounded|consistent|supported|faithful|accurate|approved?|accepted?|eligible|(?:is|has)_?[a-z_]{2,30}|[\p{Script=Han}]{0,6}(?:答案|结论|判断|判定|评分|得分|分数|等级|级别|类别|类型|分类|分类结果|标签|优先级|情感|结果)|是否[\p{Script=Han}]{1,10})$/iu;
const reasoning =
  'reasoning|reasons?|rationale|explanation|justification|thoughts?|thinking|analysis|evidence|why|thought_process|chain_?of_?thought';
const reasoningKey = new RegExp(
  `^(?:(?:your|brief|short|detailed|step_by_step)?_?(?:${reasoning})(?:_steps)?|推理|推理过程|理由|原因|解释|分析|分析过程|思考|思考过程|思路|依据)$`,
  'i',
);
/** Reasons for something that is named: `score_reason`, but also `cancellation_reason`, which is read off a text. */
const namedReason =
  /^(?<about>[a-z_]{2,30})_(?:reasoning|reasons?|rationale|explanation|justification)$|^(?<chinese>\p{Script=Han}{2,6})(?:理由|原因|依据|说明|解释)$/iu;
const aboutAnswer =
  /^(?:score|scoring|rating|grade|grading|decision|verdict|answer|label|category|classification|judge?ment|评分|打分|判断|判定|分类|评级|结论)$/i;
/** What the fields after it speak of: whoever writes a question knows its answer. */
const subjectKey =
  /^(?:questions?|input|text|title|passage|prompt|options|choices|quote|题目|问题|题干|选项|原文|文本|标题)$/i;
const questionKey = /^(?:questions?|题目|问题|题干)$/i;
const closedValue =
  /^[\s"'“<[({:：-]*(?:(?:true|false|yes|no|bool(?:ean)?)\b|[是否真假](?![\p{Script=Han}])|\d+(?:\.\d+)? ?(?:-|–|to|~|到|至) ?\d|(?:an? )?(?:integer|number)\b|[\p{L}\d_-]{1,20}["']?(?:(?: ?[|/、] ?|, ?|，| or |或)["']?[\p{L}\d_-]{1,20}["']?){1,8}["'”>\])}.。]*$)/iu;
const reachOfRequest = 400;

/** The places of a message where a reply has its answer before the reasoning; `asked` are words of a request before it. */
export function wrongOrders(message: Message, turn: number, asked: RegExp): readonly WrongOrder[] {
  const { text, role } = message;
  return replyFieldsOf(message).flatMap(({ fields, start, isForm, isOpen, isJson }) => {
    const pair = answerFirst(fields);
    if (pair === undefined) return [];
    const before = text.slice(Math.max(0, start - reachOfRequest), start);
    const requested = role !== 'assistant' && isForm && asked.test(before);
    const edit = isOpen && !isForm ? undefined : reordered(message, turn, fields, pair);
    const { answer, reason } = pair;
    return [
      { turn, span: answer.keySpan, answer: answer.key, reasoning: reason.key, requested, isJson, edit },
    ];
  });
}

interface Pair {
  readonly answer: ReplyField;
  readonly reason: ReplyField;
}

function answerFirst(fields: readonly ReplyField[]): Pair | undefined {
  const from = fields.findIndex((field, index) => isReason(field, fields.slice(0, index)));
  const reason = fields[from];
  if (reason === undefined) return undefined;
  const subject = fields.slice(0, from).findLastIndex(({ key }) => subjectKey.test(folded(key)));
  if (fields.slice(0, from).some(({ key }) => questionKey.test(folded(key)))) return undefined;
  const before = fields.slice(subject + 1, from);
  const answer = before.find(({ key }) => answerKey.test(folded(key))) ?? closedBefore(before);
  return answer === undefined ? undefined : { answer, reason };
}

/** True for the first field with a general name for reasons, or one that names what an earlier field decides. */
function isReason({ key }: ReplyField, before: readonly ReplyField[]): boolean {
  if (reasoningKey.test(folded(key))) return true;
  const { about, chinese } = namedReason.exec(folded(key))?.groups ?? {};
  const named = about ?? chinese;
  if (named === undefined) return false;
  const words = chinese === undefined ? named.split('_') : [named];
  return aboutAnswer.test(named) || before.some((field) => words.some((word) => names(field, word)));
}

function names({ key }: ReplyField, word: string): boolean {
  return /\p{Script=Han}/u.test(word) ? key.includes(word) : folded(key).split('_').includes(word);
}

/** The first of the fields right before the reasoning whose value is one of a few. */
function closedBefore(fields: readonly ReplyField[]): ReplyField | undefined {
  const open = fields.findLastIndex(({ value }) => !closedValue.test(value));
  return fields[open + 1];
}

function folded(key: string): string {
  return key
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[ -]/g, '_')
    .toLowerCase();
}

function reordered(
  message: Message,
  turn: number,
  fields: readonly ReplyField[],
  { answer, reason }: Pair,
): PlacedEdit | undefined {
  const spans = fields.map(({ span }) => span);
  const [to, from] = [fields.indexOf(answer), fields.indexOf(reason)];
  return separatedPlainly(message.text, spans.slice(to, from + 1))
    ? moveBefore(message, turn, spans, from, to)
    : undefined;
}

/** False where comments or other words stand between the fields: they would be torn from the field they speak of. */
function separatedPlainly(text: string, spans: readonly Span[]): boolean {
  return spans.slice(1).every(({ start }, index) => {
    const between = text.slice(spans[index]?.end ?? 0, start);
    return /^\s*(?:[,，、]?\s*(?:and|和|与|以及)?)\s*(?:[-*•]\s+|\d{1,2}[.)、]\s*)?$/.test(between);
  });
}
