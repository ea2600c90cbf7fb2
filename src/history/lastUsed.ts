import type { ModelRef, Sampling } from '../models/types.ts';
import type { CheckSpec, Inputs, Lineage } from '../prompt/types.ts';
import type { TrialPlan } from '../trials/types.ts';
import type { History } from './types.ts';

/** What a prompt was last tried with. */
export interface LastUsed extends Pick<TrialPlan, 'samples' | 'extractor' | 'comparer' | 'stop'> {
  /** The models of its variants, in their order, each once. */
  readonly models: readonly [ModelRef, ...ModelRef[]];
  readonly sampling: Sampling;
  readonly checks: readonly CheckSpec[];
  /** The values it was given, where there was one case. */
  readonly inputs: Inputs;
}

/** The model and settings of the last run of a prompt; `undefined` where it has none. Kept nowhere but in the runs. */
export async function lastUsed(
  history: Pick<History, 'runs'>,
  workspace: string,
  lineage: Lineage,
): Promise<LastUsed | undefined> {
  const [run] = await history.runs({ workspace, lineage, limit: 1 });
  if (run === undefined) return undefined;
  const own = run.prompts.filter((prompt) => isSame(prompt.lineage, lineage)).map(({ variant }) => variant);
  const variants = run.plan.variants.filter(({ id }) => own.includes(id));
  const [first] = variants;
  if (first === undefined) return undefined;
  const models = new Map(variants.map(({ model }) => [JSON.stringify(model), model]));
  const { samples, extractor, comparer, stop, checks = [] } = run.plan;
  const [only, ...cases] = run.plan.cases;
  const inputs = cases.length === 0 ? (only?.inputs ?? {}) : {};
  const [model = first.model, ...others] = models.values();
  const { sampling } = first;
  return { models: [model, ...others], sampling, samples, extractor, comparer, stop, checks, inputs };
}

function isSame(a: Lineage, b: Lineage): boolean {
  return a.path === b.path && a.symbol === b.symbol && a.ordinal === b.ordinal;
}
