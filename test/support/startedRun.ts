import type { History } from '../../src/history/types.ts';
import type { TrialPlan } from '../../src/trials/types.ts';

/** Begins a run in a history, as the core does before it starts the runner. */
export async function startedRun<T extends Pick<History, 'begin'>>(
  history: T,
  plan: TrialPlan,
  id: string,
): Promise<T> {
  const prompts = plan.variants.map(({ id: variant, messages }) => ({
    variant,
    lineage: { path: `${variant}.prompt.md`, symbol: '', ordinal: 0 },
    contentHash: variant,
    text: messages.map(({ text }) => text).join('\n'),
  }));
  await history.begin({
    id,
    startedAt: 0,
    plan,
    prompts,
    workspace: 'file:///project',
    startedBy: 'terminal',
  });
  return history;
}
