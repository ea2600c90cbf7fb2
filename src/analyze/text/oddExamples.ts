import { type Span, slice } from '../../base/span.ts';
import type { Message, Place } from '../../prompt/types.ts';
import type { Fix, RawFinding } from '../types.ts';
import { arrowRuns } from './arrowLines.ts';
import { fewShotOf, type Label, type Shot } from './fewShot.ts';
import { jsonShapes } from './jsonShapes.ts';
import { workedExamplesOf } from './workedExamples.ts';

const otherKey = {
  en: 'This example writes the key “{form}” where the others write “{usual}”: write the same key in all.',
  'zh-cn': '此示例的键是“{form}”，其他示例是“{usual}”：所有示例应使用同一个键。',
};

const proseAmongJson = {
  en: 'The reply of this example is no JSON object, those of the others are: give all replies the same form.',
  'zh-cn': '此示例的回复不是 JSON 对象，而其他示例是：所有示例的回复应采用同样的形式。',
};
const jsonAmongProse = {
  en: 'The reply of this example is a JSON object, those of the others are not: give all replies the same form.',
  'zh-cn': '此示例的回复是 JSON 对象，而其他示例不是：所有示例的回复应采用同样的形式。',
};
const otherArrow = {
  en: 'This example uses “{form}” where the others use “{usual}”: use the same sign in all.',
  'zh-cn': '此示例用的是“{form}”，其他示例用的是“{usual}”：所有示例应使用同样的符号。',
};

/** What sets one worked example apart from the others in form: its labels, its keys, its kind of reply, its arrow. */
export function* oddExamples(messages: readonly Message[]): Iterable<RawFinding> {
  const shots = fewShotOf(messages);
  const announced = shots.length >= 2 && shots[0]?.announced === true;
  for (const side of ['input', 'output'] as const) {
    const labels = shots.map((shot) => shot[side]);
    const usual = leadingForm(labels.map(({ form }) => form)) ?? (announced ? labels[0]?.form : undefined);
    if (usual !== undefined) yield* oddLabels(labels, usual, messages);
  }
  yield* oddKeys(shots, messages);
  yield* oddShapes(shots, messages);
  yield* oddArrows(messages);
}

/** Labels unlike the usual one after its first use: a description of the task may use others before the examples begin. */
function* oddLabels(
  labels: readonly Label[],
  usual: string,
  messages: readonly Message[],
): Iterable<RawFinding> {
  const first = labels.findIndex(({ form }) => form === usual);
  for (const { turn, span, form } of labels.slice(first)) {
    if (form === usual) continue;
    const written = slice(messages[turn]?.text ?? '', span);
    const fixable = !usual.includes('#') && /[:：]/.test(usual) && /[:：]/.test(written);
    const fixes = fixable ? [rewriting(turn, span, usual)] : [];
    yield { place: { turn, span }, values: { form: written, usual }, fixes };
  }
}

/** The form that is used at least twice and more often than any other. */
function leadingForm(forms: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const form of forms) counts.set(form, (counts.get(form) ?? 0) + 1);
  const [lead, second] = [...counts].sort((a, b) => b[1] - a[1]);
  if (lead === undefined || lead[1] < 2 || lead[1] === second?.[1]) return undefined;
  return lead[0];
}

/** Keys of example replies that are spelled unlike the same key elsewhere; other and missing keys may have their reasons. */
function* oddKeys(shots: readonly Shot[], messages: readonly Message[]): Iterable<RawFinding> {
  const keys = shots.flatMap((shot) => {
    const { turn } = shot.output;
    const message = messages[turn];
    const shape = message === undefined ? undefined : soleObject(message, shot.outputText);
    return (shape?.members ?? []).map(({ key, keySpan }) => ({ turn, key, keySpan }));
  });
  for (const [, group] of Map.groupBy(keys, ({ key }) => key.toLowerCase().replace(/[ _-]/g, ''))) {
    const usual = leadingForm(group.map(({ key }) => key));
    if (usual === undefined) continue;
    for (const { turn, key, keySpan } of group) {
      if (key === usual) continue;
      const fixes = [rewriting(turn, keySpan, usual)];
      yield { place: { turn, span: keySpan }, message: otherKey, values: { form: key, usual }, fixes };
    }
  }
}

/** Example replies in prose where most are JSON objects, or the other way round: behind labels, or turns of the assistant. */
function* oddShapes(shots: readonly Shot[], messages: readonly Message[]): Iterable<RawFinding> {
  const replies = shots.length > 0 ? shots.map(labelledReply) : turnsOf(messages);
  const written = replies.flatMap((reply) => {
    const message = messages[reply.place.turn];
    const text = slice(message?.text ?? '', reply.body).trim();
    if (message === undefined || /^$|\{\{|^(?:\[|null|none|n\/a|无)/i.test(text)) return [];
    return [{ ...reply, form: soleObject(message, reply.body) === undefined ? 'text' : 'JSON' }];
  });
  const usual =
    leadingForm(written.map(({ form }) => form)) ?? (shots[0]?.announced ? written[0]?.form : undefined);
  if (usual === undefined || (shots.length === 0 && usual === 'text')) return;
  for (const { place, form } of written) {
    if (form !== usual) yield { place, message: form === 'JSON' ? jsonAmongProse : proseAmongJson };
  }
}

interface Reply {
  /** What is marked. */
  readonly place: Place;
  readonly body: Span;
}

function labelledReply({ output: { turn, span }, outputText }: Shot): Reply {
  return { place: { turn, span }, body: outputText };
}

function turnsOf(messages: readonly Message[]): readonly Reply[] {
  return workedExamplesOf(messages)
    .filter(({ answer }) => messages[answer.turn]?.role === 'assistant')
    .map(({ answer }) => ({ place: answer, body: answer.span }));
}

/** Lines `input -> output` that follow each other, at least three, with another arrow in one of them. */
function* oddArrows(messages: readonly Message[]): Iterable<RawFinding> {
  for (const [turn, { text, role }] of messages.entries()) {
    if (role === 'assistant') continue;
    for (const run of arrowRuns(text)) {
      const usual = leadingForm(run.map(({ arrow }) => arrow));
      if (usual === undefined || run.length < 3) continue;
      for (const { arrow, arrowSpan: span } of run) {
        if (arrow === usual) continue;
        const fixes = [rewriting(turn, span, usual)];
        yield { place: { turn, span }, message: otherArrow, values: { form: arrow, usual }, fixes };
      }
    }
  }
}

function rewriting(turn: number, span: Span, usual: string): Fix {
  const title = { text: { en: 'Write “{usual}”', 'zh-cn': '改为“{usual}”' }, values: { usual } };
  return { title, edits: [{ place: { turn, span }, newText: usual }], safe: true };
}

/** The members of a reply that begins with an object. */
function soleObject({ text, holes }: Message, { start, end }: Span) {
  const output = text.slice(start, end);
  if (!/^\s*(?:`{3}(?:json)?\s*)?\{/.test(output)) return undefined;
  const inside = holes.filter(({ span }) => start <= span.start && span.end <= end);
  const atoms = inside.map(({ span }) => ({ start: span.start - start, end: span.end - start }));
  const shape = jsonShapes(output, atoms).at(-1);
  if (shape === undefined || !/^\s*(?:```(?:json)?\s*)?$/.test(output.slice(0, shape.span.start)))
    return undefined;
  const members = shape.members.map(({ key, keySpan }) => ({
    key,
    keySpan: { start: keySpan.start + start, end: keySpan.end + start },
  }));
  return { members };
}
