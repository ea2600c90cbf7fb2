import type { ModelRef } from '../models/types.ts';
import { sameLineage } from '../prompt/lineage.ts';
import type { Lineage } from '../prompt/types.ts';
import type { Outcome } from '../trials/types.ts';
import type { History, StoredRun } from './types.ts';

/** Runs that are looked through for replies, and how many replies are enough to tell how long they are. */
const mostRuns = 20;
const enoughReplies = 500;

/** Mean tokens of a prompt's replies from a model, else from any model; `undefined` where none are known. */
export type AnswerTokens = (model: ModelRef) => number | undefined;

/** How long the latest replies to a prompt were, as far as the providers told it. */
export async function answerTokens(
  history: Pick<History, 'runs' | 'outcomes'>,
  workspace: string,
  lineage: Lineage,
): Promise<AnswerTokens> {
  const byModel = new Map<string, Sum>();
  const all = { tokens: 0, replies: 0 };
  for (const run of await history.runs({ workspace, lineage, limit: mostRuns })) {
    const models = modelsOf(run, lineage);
    for (const outcome of await history.outcomes(run.id)) {
      const model = models.get(outcome.variant);
      if (model === undefined) continue;
      const own = byModel.get(model) ?? { tokens: 0, replies: 0 };
      byModel.set(model, own);
      for (const sum of [own, all]) add(sum, outcome);
    }
    if (all.replies >= enoughReplies) break;
  }
  return (model) => meanOf(byModel.get(keyOf(model))) ?? meanOf(all);
}

interface Sum {
  tokens: number;
  replies: number;
}

/** Where one request gave several replies only their sum is told, so that means of sums are right and single ones are not. */
function add(sum: Sum, outcome: Outcome): void {
  if (outcome.type !== 'reply' || outcome.usage === undefined) return;
  sum.tokens += outcome.usage.completionTokens;
  sum.replies += 1;
}

function meanOf(sum: Sum | undefined): number | undefined {
  return sum === undefined || sum.tokens === 0 ? undefined : sum.tokens / sum.replies;
}

/** The models of the variants that were of this prompt, by variant. */
function modelsOf({ plan, prompts }: StoredRun, lineage: Lineage): ReadonlyMap<string, string> {
  const own = prompts.filter((prompt) => sameLineage(prompt.lineage, lineage)).map(({ variant }) => variant);
  return new Map(
    plan.variants.filter(({ id }) => own.includes(id)).map(({ id, model }) => [id, keyOf(model)]),
  );
}

function keyOf({ provider, model, origin, baseUrl }: ModelRef): string {
  return JSON.stringify([provider, model, baseUrl ?? origin]);
}
