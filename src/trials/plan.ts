import { hashData } from '../base/hash.ts';
import { type Problem, ProblemError } from '../base/problem.ts';
import type { Entry } from '../base/registry.ts';
import { defineTexts, phrase, type Text } from '../base/text.ts';
import type { ChatMessage, ModelRef, ModelRequest, Sampling } from '../models/types.ts';
import { fillHoles, holeMark, holeNames } from '../prompt/holes.ts';
import type { Case, Prompt } from '../prompt/types.ts';
import { acceptedCases } from './cases.ts';
import { checks } from './checks/index.ts';
import { comparers } from './comparers/index.ts';
import { autoExtractor, extractorOf } from './extract.ts';
import { extractors } from './extractors/index.ts';
import { noStopRule } from './stop.ts';
import { stopping } from './stopping/index.ts';
import type { TrialPlan, Variant, VariantMessage } from './types.ts';

/** The input that holds the user's task, for prompts that have no user message of their own. */
export const taskInput = 'task';

/** What a plan is made of; what is left out is usual. */
export type PlanParts = Pick<TrialPlan, 'variants' | 'samples' | 'concurrency'> & Partial<TrialPlan>;

/**
 * A plan with the usual extractor, comparer and stop rule. Without cases there is one, with no inputs; proposed cases are left
 * out.
 */
export function createPlan({ cases = [{ id: '1', inputs: {} }], ...parts }: PlanParts): TrialPlan {
  return {
    cases: acceptedCases(cases),
    extractor: 'auto',
    comparer: 'normalised',
    stop: 'beta',
    useCache: true,
    ...parts,
  };
}

/** A prompt as one of the things compared. Instructions run as the system message and get the task as user message. */
export function variantOf(
  prompt: Pick<Prompt, 'kind' | 'messages'> & Partial<Pick<Prompt, 'settings'>>,
  as: { readonly id: string; readonly title: string; readonly model: ModelRef; readonly sampling: Sampling },
): Variant {
  const messages = prompt.messages.map(({ role, text, holes }): VariantMessage => {
    const kept = holes.map(({ name, span, constant }) => ({
      ...{ name, span },
      ...(constant === undefined ? {} : { constant }),
    }));
    return { role: prompt.kind === 'instructions' ? 'system' : role, text, holes: kept };
  });
  const declared = declaredSampling(prompt.settings);
  return {
    ...as,
    messages: needsTask(prompt) ? [...messages, taskMessage] : messages,
    ...(Object.keys(declared).length === 0 ? {} : { declared }),
  };
}

/** What a prompt's own file says of sampling. */
export function declaredSampling({ temperature, topP, maxTokens }: Prompt['settings'] = {}): Sampling {
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
  };
}

/** Whether a prompt is complete only with a task from the user. */
export function needsTask({ kind, messages }: Pick<Prompt, 'kind' | 'messages'>): boolean {
  return kind === 'instructions' || !messages.some(({ role }) => role === 'user');
}

/** The names of the inputs a prompt needs: its holes, and the task where it has no user message. */
export function inputNames(prompt: Pick<Prompt, 'kind' | 'messages'>): readonly string[] {
  return [...new Set([...holeNames(prompt.messages), ...(needsTask(prompt) ? [taskInput] : [])])];
}

/** What keeps a plan from being run, each with its next step. */
export function planProblems(plan: TrialPlan): readonly Problem[] {
  return [
    ...unknownId(plan.extractor, unknownTexts.extractor, [autoExtractor, ...idsOf(extractors)], extractorOf),
    ...unknownId(plan.comparer, unknownTexts.comparer, idsOf(comparers)),
    ...unknownId(plan.stop, unknownTexts.stop, [noStopRule, ...idsOf(stopping)]),
    ...unknownChecks(plan),
    ...badCount('samples', plan.samples),
    ...badCount('concurrency', plan.concurrency),
    ...(plan.cases.length === 0 ? [{ code: 'no-cases', phrase: phrase(noCasesText) }] : []),
    ...missingInputs(plan),
  ];
}

function unknownId(
  id: string,
  text: Text,
  known: readonly string[],
  find: (id: string) => unknown = () => undefined,
): readonly Problem[] {
  if (known.includes(id) || find(id) !== undefined) return [];
  return [{ code: 'unknown-id', phrase: phrase(text, { id, known }) }];
}

function unknownChecks({ cases, checks: ofAll = [] }: TrialPlan): readonly Problem[] {
  const named = [...ofAll, ...cases.flatMap(({ checks: own = [] }) => own)].map(({ check }) => check);
  return [...new Set(named)].flatMap((id) => unknownId(id, unknownTexts.check, idsOf(checks)));
}

function idsOf(entries: readonly Entry[]): readonly string[] {
  return entries.map(({ id }) => id);
}

function badCount(name: 'samples' | 'concurrency', value: number): readonly Problem[] {
  if (Number.isInteger(value) && value >= 1) return [];
  return [{ code: 'bad-count', phrase: phrase(countTexts[name], { value }) }];
}

/** One problem per input that a variant needs and a case does not give. */
export function missingInputs({
  variants,
  cases,
}: Pick<TrialPlan, 'variants' | 'cases'>): readonly Problem[] {
  return holeNames(variants.flatMap(({ messages }) => messages)).flatMap((name) => {
    const without = cases.filter(({ inputs }) => !Object.hasOwn(inputs, name));
    const [first] = without;
    if (first === undefined) return [];
    return [{ code: 'missing-input', phrase: phrase(missingText, { name, case: first.id }) }];
  });
}

/** The request of a variant for a case, all holes filled; throws a `ProblemError` where an input is missing. */
export function renderRequest(variant: Variant, testCase: Case): ModelRequest {
  const [problem] = missingInputs({ variants: [variant], cases: [testCase] });
  if (problem !== undefined) throw new ProblemError(problem);
  const messages = variant.messages.map(
    (message): ChatMessage => ({
      role: message.role === 'tool' ? 'user' : message.role,
      content: fillHoles(message, testCase.inputs),
    }),
  );
  return { model: variant.model, messages, sampling: variant.sampling };
}

/**
 * Identifies a request over all runs: provider, model, server, messages and sampling. A slot's own seed is left out, since it
 * follows from the slot; the seed of the whole run is part of it, because another seed asks for other samples.
 */
export function requestHash(
  { model, messages, sampling }: ModelRequest,
  runSeed: number | undefined,
): string {
  const { seed: _, ...asked } = sampling;
  return hashData({ model, messages, sampling: asked, seed: runSeed });
}

const taskMessage: VariantMessage = {
  role: 'user',
  text: holeMark(taskInput),
  holes: [{ name: taskInput, span: { start: 0, end: holeMark(taskInput).length } }],
};

const unknownTexts = defineTexts({
  extractor: {
    en: 'There is no extractor “{id}”: use one of {known}.',
    'zh-cn': '没有名为“{id}”的答案读取方式：请使用 {known} 之一。',
  },
  comparer: {
    en: 'There is no comparer “{id}”: use one of {known}.',
    'zh-cn': '没有名为“{id}”的比较方式：请使用 {known} 之一。',
  },
  check: {
    en: 'There is no check “{id}”: use one of {known}.',
    'zh-cn': '没有名为“{id}”的检查：请使用 {known} 之一。',
  },
  stop: {
    en: 'There is no stop rule “{id}”: use one of {known}.',
    'zh-cn': '没有名为“{id}”的停止规则：请使用 {known} 之一。',
  },
});

const countTexts = defineTexts({
  samples: {
    en: 'The number of samples cannot be {value}: choose a whole number from 1.',
    'zh-cn': '采样数不能为 {value}：请选择不小于 1 的整数。',
  },
  concurrency: {
    en: 'The number of requests at once cannot be {value}: choose a whole number from 1.',
    'zh-cn': '并发请求数不能为 {value}：请选择不小于 1 的整数。',
  },
});

const noCasesText = {
  en: 'The cases file has no usable row: add one, or run without a cases file.',
  'zh-cn': '用例文件没有可用的行：请添加一行，或不使用用例文件运行。',
};

const missingText = {
  en: 'Case {case} has no value for {name}: fill it in, or add a column {name} to the cases file.',
  'zh-cn': '用例 {case} 没有给出 {name} 的值：请填写该值，或在用例文件中添加 {name} 列。',
};
