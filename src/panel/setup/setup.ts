import type { Settings } from '../../config/settings.ts';
import type { LastUsed } from '../../history/lastUsed.ts';
import type { ModelRef } from '../../models/types.ts';
import { holeNames } from '../../prompt/holes.ts';
import type { Case, CheckSpec, Inputs, Prompt } from '../../prompt/types.ts';
import { acceptedCases, type CaseProblem } from '../../trials/cases.ts';
import { createPlan, declaredSampling, needsTask as promptNeedsTask, taskInput } from '../../trials/plan.ts';
import { sampleInputs } from '../../trials/sampleInputs.ts';
import type { TrialPlan } from '../../trials/types.ts';
import type { CasesFile, ModelOffer, OfferedModel, PanelPrompt } from '../ports.ts';
import { type CheckDraft, emptyCheck } from './checks.ts';
import type { SetupField } from './protocol.ts';
import { type Alternative, crossed, textsOf } from './variants.ts';

/** The form as data: what the user chose and typed, good or not. */
export interface Setup {
  readonly prompt?: PanelPrompt;
  /** Other texts of the prompt, run beside it where they are on. */
  readonly alternatives: readonly Alternative[];
  /** The models the user chose, here or for earlier runs, the last first. What stands in for one is not among them. */
  readonly wishes: readonly ModelRef[];
  /** What the project and the prompt's own code call their model, the more important first. */
  readonly modelNames: readonly string[];
  /** What every reply must satisfy, besides what the rows of the cases file say. */
  readonly checks: readonly CheckSpec[];
  readonly typedCheck: CheckDraft;
  /** Further models, run beside the chosen one. */
  readonly moreModels: readonly string[];
  readonly offer: ModelOffer;
  readonly fields: Readonly<Record<SetupField, string>>;
  /** Values the user typed; other holes hold their proposed value. */
  readonly typed: Inputs;
  readonly proposed: Inputs;
  readonly casesFile?: CasesFile;
  readonly useCases: boolean;
}

/** The form of a prompt that was not used yet, or before one is chosen. */
export function newSetup(settings: Settings, prompt?: PanelPrompt): Setup {
  return {
    ...(prompt === undefined ? {} : { prompt }),
    alternatives: [],
    checks: [],
    typedCheck: emptyCheck,
    wishes: [],
    modelNames: [],
    moreModels: [],
    offer: { models: [], canSetUpBuiltIn: false },
    fields: fieldsFor(prompt, settings),
    typed: {},
    proposed: {},
    useCases: false,
  };
}

/** The form with what its prompt was used with last; what was typed meanwhile stands. */
export function withLastUse(setup: Setup, last: LastUsed, settings: Settings): Setup {
  const { prompt, fields, typed, checks, moreModels } = setup;
  const begun = fieldsFor(prompt, settings);
  const usual = fieldsFor(prompt, settings, last);
  return {
    ...setup,
    wishes: wishesWith(last.model, setup.wishes),
    fields: fieldsBy((field) => (fields[field] === begun[field] ? usual[field] : fields[field])),
    typed: { ...last.inputs, ...typed },
    checks: checks.length > 0 ? checks : (last.trial?.checks ?? []),
    moreModels: moreModels.length > 0 ? moreModels : (last.trial?.others ?? []).map(modelKeyOf),
  };
}

/** The form after its prompt was changed in its file: what the file says anew of sampling takes the place of what stood in the form. */
export function afterEdit(setup: Setup, now: PanelPrompt, settings: Settings): Setup {
  const { prompt: before = now, fields } = setup;
  const was = declaredSampling(before.prompt.settings);
  const is = declaredSampling(now.prompt.settings);
  const fresh = fieldsFor(now, settings);
  const isSaid = (field: SetupField) =>
    (field === 'temperature' || field === 'maxTokens') && was[field] !== is[field];
  return {
    ...setup,
    prompt: now,
    proposed: sampleInputs(now.prompt),
    fields: fieldsBy((field) => (isSaid(field) ? fresh[field] : fields[field])),
  };
}

/** True where a prompt, or what its file says of sampling, is not what it was. */
export function isChanged({ prompt: before }: PanelPrompt, { prompt: now }: PanelPrompt): boolean {
  const said = ({ settings }: Prompt) => JSON.stringify(declaredSampling(settings));
  return before.contentHash !== now.contentHash || said(before) !== said(now);
}

/** The fields a prompt starts with: what its last use had, unless its own call or front matter says otherwise since; else the settings. */
function fieldsFor(prompt: PanelPrompt | undefined, settings: Settings, last?: LastUsed): Setup['fields'] {
  const own = declaredSampling(prompt?.prompt.settings);
  const usual = { temperature: settings['trials.temperature'], maxTokens: settings['trials.maxTokens'] };
  const written = (name: 'temperature' | 'maxTokens') => {
    const isSame = last !== undefined && last.declared[name] === own[name];
    return String((isSame ? last.sampling[name] : (own[name] ?? usual[name])) ?? '');
  };
  return {
    samples: String(last?.trial?.samples ?? settings['trials.samples']),
    temperature: written('temperature'),
    maxTokens: written('maxTokens'),
    task: last?.inputs[taskInput] ?? '',
  };
}

function fieldsBy(value: (field: SetupField) => string): Setup['fields'] {
  return {
    samples: value('samples'),
    temperature: value('temperature'),
    maxTokens: value('maxTokens'),
    task: value('task'),
  };
}

/** Names a model among those offered. */
export function modelKey({ info: { ref } }: Pick<OfferedModel, 'info'>): string {
  return modelKeyOf(ref);
}

/** The same for a model that is perhaps not offered. */
export function modelKeyOf(ref: ModelRef): string {
  return JSON.stringify([ref.provider, ref.model, ref.baseUrl ?? ref.origin ?? null]);
}

/** The model of a run: of those on offer the one chosen last, else the one the prompt's code names, else the first. */
export function chosenModel({ wishes, modelNames, offer: { models } }: Setup): OfferedModel | undefined {
  const wanted = wishes.flatMap((ref) => models.find((model) => modelKey(model) === modelKeyOf(ref)) ?? []);
  const named = modelNames.flatMap((name) => models.find(({ info }) => info.ref.model === name) ?? []);
  return [...wanted, ...named, ...models][0];
}

/** The model the user chose, where it is not on offer and another stands in. */
export function missedModel(setup: Setup): ModelRef | undefined {
  const [wish] = setup.wishes;
  const chosen = chosenModel(setup);
  return wish && chosen && modelKeyOf(wish) !== modelKey(chosen) ? wish : undefined;
}

/** Models wanted after one more was: it is the first, and stands there once. */
export function wishesWith(ref: ModelRef, wishes: readonly ModelRef[]): readonly ModelRef[] {
  return [ref, ...wishes.filter((wish) => modelKeyOf(wish) !== modelKeyOf(ref))];
}

/** The models of a run: the chosen one and those beside it, as far as they are offered. */
export function runModels(setup: Setup): readonly OfferedModel[] {
  const first = chosenModel(setup);
  const more = setup.offer.models.filter(
    (model) => model !== first && setup.moreModels.includes(modelKey(model)),
  );
  return first === undefined ? [] : [first, ...more];
}

/** The prompts a run would try. */
export function triedPrompts(setup: Setup): readonly Prompt[] {
  return textsOf(setup.prompt?.prompt, setup.alternatives, '').map(({ prompt }) => prompt);
}

/** Values of the holes as they would be sent, in order of the prompt. */
export function holeValues(setup: Setup): readonly { name: string; value: string; proposed: boolean }[] {
  return setupHoles(setup).map((name) => {
    const typed = Object.hasOwn(setup.typed, name) ? setup.typed[name] : undefined;
    const proposed = Object.hasOwn(setup.proposed, name) ? setup.proposed[name] : undefined;
    return { name, value: typed ?? proposed ?? '', proposed: typed === undefined };
  });
}

/** The values a run asks for: all of them, or those that rows of the cases file in use do not give. */
export function askedValues(setup: Setup): ReturnType<typeof holeValues> {
  const values = holeValues(setup);
  if (!setup.useCases) return values;
  const cases = usableCases(setup);
  return values.filter(({ name }) => cases.some(({ inputs }) => !Object.hasOwn(inputs, name)));
}

function setupHoles(setup: Setup): readonly string[] {
  return holeNames(triedPrompts(setup).flatMap(({ messages }) => messages));
}

/** Rows of the cases file a run may use: those that the texts do not show, and that somebody accepted. */
export function usableCases(setup: Setup): readonly Case[] {
  const tried = new Set(triedPrompts(setup).map(({ contentHash }) => contentHash));
  const used = setup.alternatives
    .filter(({ prompt }) => tried.has(prompt.contentHash))
    .flatMap(({ usedCaseIds }) => usedCaseIds);
  return acceptedCases(setup.casesFile?.cases ?? []).filter(({ id }) => !used.includes(id));
}

/** What could not be used of the cases file; a column that only another text of the run needs is no problem. */
export function casesProblems(setup: Setup): readonly CaseProblem[] {
  const holes = setupHoles(setup);
  return (setup.casesFile?.problems ?? []).filter(
    ({ code, phrase: { values } }) =>
      code !== 'unknown-column' || !holes.includes(String(values?.['column'])),
  );
}

/** Checks of the form without those that the cases file has for all of its cases. */
export function ownChecks(checks: readonly CheckSpec[], file: CasesFile | undefined): readonly CheckSpec[] {
  const ofFile = new Set((file?.checks ?? []).map((spec) => JSON.stringify(spec)));
  return checks.filter((spec) => !ofFile.has(JSON.stringify(spec)));
}

/** True where a user's task must be typed: the prompt has no user message, and no cases file gives one. */
export function asksForTask(setup: Setup): boolean {
  if (!triedPrompts(setup).some(promptNeedsTask)) return false;
  return !setup.useCases || usableCases(setup).some(({ inputs }) => !Object.hasOwn(inputs, taskInput));
}

/** What a field holds: a number, `null` for empty, or `undefined` for what cannot be used. */
export function readField(field: Exclude<SetupField, 'task'>, value: string): number | null | undefined {
  const text = value.trim();
  if (text === '') return field === 'samples' ? undefined : null;
  const number = Number(text);
  const isGood = {
    samples: Number.isInteger(number) && number >= 1 && number <= 1000,
    temperature: number >= 0 && number <= 2,
    maxTokens: Number.isInteger(number) && number >= 1 && number <= 1_000_000,
  };
  return isGood[field] ? number : undefined;
}

/** What a run would be, with the prompt behind each variant. */
export interface Planned {
  readonly plan: TrialPlan;
  readonly prompts: readonly { readonly variant: string; readonly prompt: Prompt }[];
}

/** The run a form describes; `undefined` where the form is not complete. `presentTitle` names the file's text among several. */
export function planOf(setup: Setup, settings: Settings, presentTitle: string): Planned | undefined {
  const models = runModels(setup);
  const samples = readField('samples', setup.fields.samples);
  const temperature = readField('temperature', setup.fields.temperature);
  const maxTokens = readField('maxTokens', setup.fields.maxTokens);
  if (models.length === 0 || typeof samples !== 'number') return undefined;
  if (temperature === undefined || maxTokens === undefined) return undefined;
  const sampling = {
    ...(temperature === null ? {} : { temperature }),
    ...(maxTokens === null ? {} : { maxTokens }),
  };
  const isAlone = triedPrompts(setup).length < 2;
  const title = isAlone ? (setup.prompt?.prompt.title ?? '') : presentTitle;
  const variants = crossed(textsOf(setup.prompt?.prompt, setup.alternatives, title), models, sampling);
  const checks = [...((setup.useCases && setup.casesFile?.checks) || []), ...setup.checks];
  const plan = createPlan({
    variants: variants.map(({ variant }) => variant),
    cases: casesOf(setup),
    ...(checks.length === 0 ? {} : { checks }),
    samples,
    stop: settings['trials.stop'],
    concurrency: settings['trials.concurrency'] ?? Math.min(...models.map(({ concurrency }) => concurrency)),
  });
  return { plan, prompts: variants.map(({ variant: { id: variant }, prompt }) => ({ variant, prompt })) };
}

/** The form without what the price of one run does not depend on: the present text alone, once per case. */
export function singleRunOf(setup: Setup): Setup {
  const { maxTokens } = setup.fields;
  const limit = readField('maxTokens', maxTokens) === undefined ? '' : maxTokens;
  const fields = { ...setup.fields, samples: '1', temperature: '', maxTokens: limit };
  return { ...setup, alternatives: [], moreModels: [], fields };
}

function casesOf(setup: Setup): readonly Case[] {
  const task = asksForTask(setup) ? { [taskInput]: setup.fields.task } : {};
  const values = Object.fromEntries(askedValues(setup).map(({ name, value }) => [name, value]));
  const typed = { ...values, ...task };
  return setup.useCases
    ? usableCases(setup).map((each) => ({ ...each, inputs: { ...typed, ...each.inputs } }))
    : [{ id: '1', inputs: typed }];
}
