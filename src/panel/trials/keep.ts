import { sameLineage } from '../../prompt/lineage.ts';
import type { PlacedEdit, Prompt } from '../../prompt/types.ts';
import { editsToTexts } from '../../rewrite/diff.ts';
import type { PanelPrompt } from '../ports.ts';
import type { VariantView } from './protocol.ts';
import type { RunState } from './run.ts';

/** The prompt that a run was about, as it stands in its file now: variants of other files do not count. */
export function targetOf(
  { prompts }: Pick<RunState, 'prompts'>,
  known: readonly PanelPrompt[],
): PanelPrompt | undefined {
  const found = prompts.flatMap(({ lineage }) =>
    known.filter(({ prompt }) => sameLineage(prompt.lineage, lineage)),
  );
  const counts = Map.groupBy(found, ({ id }) => id);
  return [...counts.values()].sort((a, b) => b.length - a.length)[0]?.[0];
}

/** True where one of the run's texts is the prompt's. */
export function isOf(run: Pick<RunState, 'prompts'>, prompt: PanelPrompt): boolean {
  return targetOf(run, [prompt]) !== undefined;
}

/** Whether the file holds a variant's text now, or could take it: where it has as many messages of the same roles. */
export function fileOf(
  target: Prompt | undefined,
  run: RunState,
  variant: string,
): Pick<VariantView, 'file'> {
  const own = run.prompts.find((each) => each.variant === variant);
  if (target === undefined || own === undefined) return {};
  if (own.contentHash === target.contentHash) return run.plan.variants.length > 1 ? { file: 'present' } : {};
  return textsFor(target, run, variant) === undefined ? {} : { file: 'keepable' };
}

/** The edits that write a variant's text into the file. */
export function editsToKeep(
  target: Prompt,
  run: RunState,
  variant: string,
): readonly PlacedEdit[] | undefined {
  const texts = textsFor(target, run, variant);
  return texts && editsToTexts(target, texts);
}

/** True where the prompt reads like none of the run's variants. */
export function hasChanged(target: Prompt | undefined, { prompts }: Pick<RunState, 'prompts'>): boolean {
  return target !== undefined && prompts.every(({ contentHash }) => contentHash !== target.contentHash);
}

/** A variant may have one message more: the task of an instruction file. */
function textsFor(target: Prompt, run: RunState, variant: string): readonly string[] | undefined {
  const messages = run.plan.variants.find(({ id }) => id === variant)?.messages ?? [];
  const isInstructions = target.kind === 'instructions';
  const fits = target.messages.every(
    ({ role }, turn) => messages[turn]?.role === (isInstructions ? 'system' : role),
  );
  const spare = messages.length - target.messages.length;
  return fits && spare >= 0 && spare <= 1
    ? target.messages.map((_, turn) => messages[turn]?.text ?? '')
    : undefined;
}
