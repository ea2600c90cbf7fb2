import type { ModelRef, Sampling } from '../models/types.ts';
import type { Inputs, Lineage } from '../prompt/types.ts';
import type { TrialPlan, Variant } from '../trials/types.ts';
import type { History, StoredRun } from './types.ts';

/** What a prompt was last used with. */
export interface LastUsed {
  readonly model: ModelRef;
  readonly sampling: Sampling;
  /** What the prompt's own file asked for then. */
  readonly declared: Sampling;
  /** The values it was given when it was last used with one case. */
  readonly inputs: Inputs;
  /** Its last trial: one reply alone says nothing of how many are wanted, nor of what they are to be compared with and checked by. */
  readonly trial?: Pick<TrialPlan, 'samples' | 'checks'> & {
    /** The models beside the first one, each once. */
    readonly others: readonly ModelRef[];
  };
}

/** Runs looked through for the last trial. */
const lookedThrough = 50;

/** Model and settings of the last runs of a prompt; `undefined` where it has none. Kept nowhere but in the runs. */
export async function lastUsed(
  history: Pick<History, 'runs'>,
  workspace: string,
  lineage: Lineage,
): Promise<LastUsed | undefined> {
  const runs = await history.runs({ workspace, lineage, limit: lookedThrough });
  const [variant] = runs[0] === undefined ? [] : variantsOf(runs[0], lineage);
  if (variant === undefined) return undefined;
  const { model, sampling, declared = {} } = variant;
  const given = runs.find(({ plan }) => plan.cases.length === 1);
  const inputs = given?.plan.cases[0]?.inputs ?? {};
  const trial = runs.find(({ plan }) => !isSingle(plan));
  return { model, sampling, declared, inputs, ...(trial && { trial: trialOf(trial, lineage) }) };
}

/** Whether a plan asks for one reply and judges it by nothing, as Run once does. */
export function isSingle({ variants, cases, checks = [], samples }: TrialPlan): boolean {
  return samples === 1 && variants.length === 1 && cases.length === 1 && checks.length === 0;
}

function trialOf(run: StoredRun, lineage: Lineage): NonNullable<LastUsed['trial']> {
  const { samples, checks = [] } = run.plan;
  const models = new Map(variantsOf(run, lineage).map(({ model }) => [JSON.stringify(model), model]));
  return { samples, checks, others: [...models.values()].slice(1) };
}

function variantsOf({ prompts, plan }: StoredRun, lineage: Lineage): readonly Variant[] {
  const own = prompts.filter((prompt) => isSame(prompt.lineage, lineage)).map(({ variant }) => variant);
  return plan.variants.filter(({ id }) => own.includes(id));
}

function isSame(a: Lineage, b: Lineage): boolean {
  return a.path === b.path && a.symbol === b.symbol && a.ordinal === b.ordinal;
}
