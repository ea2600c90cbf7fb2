import type { Settings } from '../../config/settings.ts';
import type { StoredRun } from '../../history/types.ts';
import type { ModelRef, Sampling } from '../../models/types.ts';
import { holeNames } from '../../prompt/holes.ts';
import type { Case, Inputs, Prompt } from '../../prompt/types.ts';
import { createPlan, needsTask as promptNeedsTask, taskInput, variantOf } from '../../trials/plan.ts';
import type { TrialPlan, Variant } from '../../trials/types.ts';
import type { CasesFile, ModelOffer, OfferedModel, PanelPrompt } from '../ports.ts';
import type { SetupField } from './protocol.ts';

/** The rewrite of a prompt, to be compared with what it was. */
export interface RewritePair {
  readonly original: Prompt;
  readonly rewritten: Prompt;
  /** The technique's title. */
  readonly title: string;
  /** Rows of the cases file that stand in the rewrite as examples and would tell it the answer. */
  readonly usedCaseIds: readonly string[];
}

/** The case of values typed in the form. */
const typedCase = '1';

/** The form as data: what the user chose and typed, good or not. */
export interface Setup {
  readonly prompt?: PanelPrompt;
  readonly pair?: RewritePair;
  readonly comparing: boolean;
  readonly model?: string;
  readonly offer: ModelOffer;
  readonly fields: Readonly<Record<SetupField, string>>;
  /** Values the user typed; other holes hold their proposed value. */
  readonly typed: Inputs;
  readonly proposed: Inputs;
  readonly casesFile?: CasesFile;
  readonly useCases: boolean;
}

/** The form before anything is chosen. */
export function newSetup(settings: Settings): Setup {
  return {
    comparing: false,
    offer: { models: [], canSetUpBuiltIn: false },
    fields: fieldsFor(undefined, settings),
    typed: {},
    proposed: {},
    useCases: false,
  };
}

/** How a prompt was run last: its model, sampling and values. */
export interface LastUse {
  readonly model: ModelRef;
  readonly sampling: Sampling;
  readonly inputs: Inputs;
}

/** The last use of a prompt as its latest run tells it; values count where they were typed rather than taken from a file. */
export function lastUseOf({ plan: { variants, cases } }: Pick<StoredRun, 'plan'>): LastUse | undefined {
  const [variant] = variants;
  const [only, ...others] = cases;
  if (variant === undefined) return undefined;
  const inputs = others.length === 0 && only?.id === typedCase ? only.inputs : {};
  return { model: variant.model, sampling: variant.sampling, inputs };
}

/** The fields a prompt starts with: what its own call or front matter says, else those of its last use, else the settings. */
export function fieldsFor(
  prompt: PanelPrompt | undefined,
  settings: Settings,
  last?: LastUse,
): Setup['fields'] {
  const own = prompt?.prompt.settings;
  const { temperature: usual, maxTokens: usualMost } = last?.sampling ?? {
    temperature: settings['trials.temperature'],
    maxTokens: settings['trials.maxTokens'],
  };
  const temperature = own?.temperature ?? usual ?? null;
  const maxTokens = own?.maxTokens ?? usualMost ?? null;
  return {
    samples: String(settings['trials.samples']),
    temperature: temperature === null ? '' : String(temperature),
    maxTokens: maxTokens === null ? '' : String(maxTokens),
    task: last?.inputs[taskInput] ?? '',
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

/** The chosen model, if it is still offered. */
export function chosenModel(setup: Setup): OfferedModel | undefined {
  return setup.offer.models.find((model) => modelKey(model) === setup.model);
}

/** The prompts a run would try: one, or the original and its rewrite. */
export function triedPrompts(setup: Setup): readonly Prompt[] {
  if (setup.comparing && setup.pair !== undefined) return [setup.pair.original, setup.pair.rewritten];
  return setup.prompt === undefined ? [] : [setup.prompt.prompt];
}

/** Values of the holes as they would be sent, in order of the prompt. */
export function holeValues(setup: Setup): readonly { name: string; value: string; proposed: boolean }[] {
  return setupHoles(setup).map((name) => {
    const typed = Object.hasOwn(setup.typed, name) ? setup.typed[name] : undefined;
    const proposed = Object.hasOwn(setup.proposed, name) ? setup.proposed[name] : undefined;
    return { name, value: typed ?? proposed ?? '', proposed: typed === undefined };
  });
}

function setupHoles(setup: Setup): readonly string[] {
  return holeNames(triedPrompts(setup).flatMap(({ messages }) => messages));
}

/** Rows of the cases file a run may use. */
export function usableCases(setup: Setup): readonly Case[] {
  const used = setup.comparing ? (setup.pair?.usedCaseIds ?? []) : [];
  return (setup.casesFile?.cases ?? []).filter(({ id }) => !used.includes(id));
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

/** The titles of the variants, in the reader's language. */
export interface VariantTitles {
  readonly original: string;
  readonly rewrite: string;
}

/** The plan of a run; `undefined` where the form is not complete. */
export function planOf(setup: Setup, settings: Settings, titles: VariantTitles): TrialPlan | undefined {
  const model = chosenModel(setup);
  const samples = readField('samples', setup.fields.samples);
  const temperature = readField('temperature', setup.fields.temperature);
  const maxTokens = readField('maxTokens', setup.fields.maxTokens);
  if (model === undefined || typeof samples !== 'number') return undefined;
  if (temperature === undefined || maxTokens === undefined) return undefined;
  const sampling = {
    ...(temperature === null ? {} : { temperature }),
    ...(maxTokens === null ? {} : { maxTokens }),
  };
  const base = { model: model.info.ref, sampling };
  const pair = setup.comparing ? setup.pair : undefined;
  const variants: readonly Variant[] =
    pair !== undefined
      ? [
          variantOf(pair.original, { ...base, id: 'original', title: titles.original }),
          variantOf(pair.rewritten, { ...base, id: 'rewrite', title: titles.rewrite }),
        ]
      : triedPrompts(setup).map((prompt) =>
          variantOf(prompt, { ...base, id: 'original', title: prompt.title }),
        );
  return createPlan({
    variants,
    cases: casesOf(setup),
    samples,
    stop: settings['trials.stop'],
    concurrency: settings['trials.concurrency'] ?? model.concurrency,
  });
}

function casesOf(setup: Setup): readonly Case[] {
  const task = asksForTask(setup) ? { [taskInput]: setup.fields.task } : {};
  if (setup.useCases)
    return usableCases(setup).map((each) => ({ ...each, inputs: { ...task, ...each.inputs } }));
  const values = Object.fromEntries(holeValues(setup).map(({ name, value }) => [name, value]));
  return [{ id: typedCase, inputs: { ...values, ...task } }];
}
