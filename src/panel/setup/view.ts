import { decimal, dollars } from '../../base/format.ts';
import { type Locale, say } from '../../base/text.ts';
import type { ModelRef } from '../../models/types.ts';
import { describeSpec } from '../../trials/checking/specs.ts';
import type { AnswerLength, Estimate } from '../../trials/estimate.ts';
import type { Choice } from '../choice.ts';
import type { OfferedModel, PanelPrompt } from '../ports.ts';
import { type Teller, tellerOf } from '../teller.ts';
import { pageTexts } from '../texts.ts';
import { checkChoices, draftView } from './checks.ts';
import type { SetupField, SetupView } from './protocol.ts';
import {
  askedValues,
  asksForTask,
  casesProblems,
  chosenModel,
  holeValues,
  missedModel,
  modelKey,
  readField,
  runModels,
  type Setup,
  triedPrompts,
  usableCases,
} from './setup.ts';
import { lengthTexts, setupTexts } from './texts.ts';
import { othersThan } from './variants.ts';

const shownPrompts = 200;
const shownProblems = 10;

/** What the form's view needs besides the form. */
export interface SetupContext {
  readonly locale: Locale;
  readonly trusted: boolean;
  readonly prompts: readonly PanelPrompt[];
  readonly estimate?: Estimate;
  readonly single?: SingleRun;
}

/** One run of the present text alone, whatever else the form says: what prices of models are told of. */
export interface SingleRun {
  readonly promptTokens: number;
  answer(model: ModelRef): AnswerLength;
}

/** Draws up the form. */
export function setupView(setup: Setup, context: SetupContext): SetupView {
  const { locale } = context;
  const tell = tellerOf(locale);
  const blocked = blockedBy(setup, context, tell);
  const cases = casesView(setup, tell, locale);
  return {
    prompts: promptChoices(setup, context.prompts),
    ...(setup.prompt === undefined ? {} : { prompt: setup.prompt.id }),
    checks: checksView(setup, locale),
    alternatives: othersThan(setup.prompt?.prompt, setup.alternatives).map(({ id, title, on }) => ({
      ...{ id, label: title, on },
    })),
    models: setup.offer.models.map((model) => modelChoice(model, context, tell)),
    ...modelView(setup, tell),
    ...modelsBeside(setup, context, tell),
    ...(setup.offer.unlisted === undefined ? {} : { listModels: setup.offer.unlisted }),
    canSetUpModel: setup.offer.canSetUpBuiltIn,
    fields: setup.fields,
    fieldProblems: fieldProblems(setup, tell),
    needsTask: asksForTask(setup),
    holes: holeValues(setup),
    asked: askedValues(setup),
    ...(cases === undefined ? {} : { cases }),
    estimate: estimateLines(context.estimate, chosenModel(setup), tell, locale),
    ...(blocked === undefined ? {} : { blocked }),
  };
}

function checksView({ checks, typedCheck }: Setup, locale: Locale): SetupView['checks'] {
  return {
    all: checks.map((spec, index) => ({ id: String(index), label: say(describeSpec(spec), locale) })),
    kinds: checkChoices(locale),
    draft: draftView(typedCheck, locale),
  };
}

/** The model that would be run, and which one it stands in for. */
function modelView(setup: Setup, tell: Teller): Pick<SetupView, 'model' | 'missedModel'> {
  const chosen = chosenModel(setup);
  const missed = missedModel(setup);
  return {
    ...(chosen === undefined ? {} : { model: modelKey(chosen) }),
    ...(missed === undefined ? {} : { missedModel: tell(setupTexts.missedModel, { model: missed.model }) }),
  };
}

/** The models run beside the chosen one, and those that could be. */
function modelsBeside(setup: Setup, context: SetupContext, tell: Teller) {
  const [, ...more] = runModels(setup);
  const chosen = chosenModel(setup);
  const others = setup.offer.models.filter((model) => model !== chosen && !more.includes(model));
  const choices = (models: readonly OfferedModel[]) =>
    models.map((model) => modelChoice(model, context, tell));
  return { moreModels: choices(more), otherModels: chosen === undefined ? [] : choices(others) };
}

/** Names a model; the built-in one is called a demonstration model wherever it is offered. */
function modelChoice(model: OfferedModel, context: SetupContext, tell: Teller): Choice {
  const { title, demonstration, ref } = model.info;
  const label = demonstration === true ? tell(pageTexts.demonstration, { model: ref.model }) : title;
  const detail = priceLine(model, context, tell);
  return { id: modelKey(model), label, ...(detail === undefined ? {} : { detail }) };
}

/** What a thousand runs of this very prompt would cost, where that is known. */
function priceLine(
  { info: { price, ref }, billing }: OfferedModel,
  { single, locale }: SetupContext,
  tell: Teller,
): string | undefined {
  if (billing !== 'tokens' || price === undefined || single === undefined) return undefined;
  const { tokens, known } = single.answer(ref);
  const cost = (single.promptTokens * price.prompt + tokens * price.completion) / 1000;
  return tell(lengthTexts.perThousand[known], { cost: dollars(cost, locale) });
}

function promptChoices(setup: Setup, prompts: readonly PanelPrompt[]): readonly Choice[] {
  const known = prompts.slice(0, shownPrompts);
  const chosen = setup.prompt;
  const all = chosen === undefined || known.some(({ id }) => id === chosen.id) ? known : [chosen, ...known];
  return all.map(({ id, prompt }) => ({ id, label: prompt.title, detail: prompt.lineage.path }));
}

function fieldProblems(setup: Setup, tell: Teller): Partial<Record<SetupField, string>> {
  const texts = {
    samples: setupTexts.badSamples,
    temperature: setupTexts.badTemperature,
    maxTokens: setupTexts.badMaxTokens,
  };
  const problems: Partial<Record<SetupField, string>> = {};
  for (const field of ['samples', 'temperature', 'maxTokens'] as const) {
    if (readField(field, setup.fields[field]) === undefined) problems[field] = tell(texts[field]);
  }
  return problems;
}

/** Why a run of this form cannot start now. */
export function blockedBy(
  setup: Setup,
  { trusted, prompts }: SetupContext,
  tell: Teller,
): string | undefined {
  if (!trusted) return tell(setupTexts.untrusted);
  if (triedPrompts(setup).length === 0)
    return tell(prompts.length === 0 ? setupTexts.openFirst : setupTexts.chooseFirst);
  if (chosenModel(setup) === undefined) return tell(...modelFirst(setup));
  if (Object.keys(fieldProblems(setup, tell)).length > 0) return tell(setupTexts.fieldsFirst);
  if (asksForTask(setup) && setup.fields.task.trim() === '') return tell(setupTexts.taskFirst);
  if (setup.useCases && usableCases(setup).length === 0) return tell(setupTexts.noCases);
  const empty = askedValues(setup).filter(({ value }) => value === '');
  if (empty.length === 0) return undefined;
  return tell(setupTexts.holesFirst, { names: empty.map(({ name }) => name) });
}

function modelFirst({ offer }: Setup): Parameters<Teller> {
  if (offer.models.length > 0) return [setupTexts.modelFirst];
  return offer.unlisted === undefined
    ? [setupTexts.setUpFirst]
    : [setupTexts.listFirst, { server: offer.unlisted }];
}

function casesView(setup: Setup, tell: Teller, locale: Locale): SetupView['cases'] {
  const file = setup.casesFile;
  if (file === undefined) return undefined;
  return {
    label: tell(setupTexts.casesLabel, { file: file.name, count: usableCases(setup).length }),
    on: setup.useCases,
    problems: casesProblems(setup)
      .slice(0, shownProblems)
      .map((problem) => say(problem.phrase, locale)),
  };
}

/** Size and estimated cost of a run, a line each. */
export function estimateLines(
  estimate: Estimate | undefined,
  model: OfferedModel | undefined,
  tell: Teller,
  locale: Locale,
): readonly string[] {
  if (estimate === undefined || model === undefined) return [];
  const count = decimal(estimate.samples, locale);
  const prompt = decimal(estimate.promptTokens, locale);
  const reply = decimal(estimate.completionTokens, locale);
  const requests = tell(model.billing === 'plan' ? setupTexts.requestsOfPlan : setupTexts.requests, {
    count,
  });
  const lines = [
    ...(estimate.samples === 1 && model.billing !== 'plan' ? [] : [requests]),
    tell(lengthTexts.tokens[estimate.answers], { prompt, reply }),
  ];
  const cost = costLine(estimate, model, tell, locale);
  return cost === undefined ? lines : [...lines, cost];
}

function costLine(estimate: Estimate, model: OfferedModel, tell: Teller, locale: Locale): string | undefined {
  if (model.billing === 'none') return tell(setupTexts.free);
  if (model.billing === 'plan') return undefined;
  if (estimate.cost === undefined) return tell(setupTexts.costUnknown);
  const date = model.info.price?.asOf ?? '';
  return tell(lengthTexts.cost[estimate.answers], { cost: dollars(estimate.cost, locale), date });
}
