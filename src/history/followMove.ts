import { workspaceKey } from './fileKey.ts';
import type { History, SoughtPrompt } from './types.ts';

/**
 * Lets the history follow a file that was renamed outside of the editor: a prompt without runs is found again by its text, and
 * the file it stood in `exists` no more. True where its runs are now known under the prompt's place.
 */
export async function followMove(
  history: Pick<History, 'run' | 'runs' | 'series' | 'rename'>,
  workspace: string,
  prompt: SoughtPrompt,
  exists: (path: string) => Promise<boolean>,
): Promise<boolean> {
  const { lineage } = prompt;
  if ((await history.runs({ workspace, lineage, limit: 1 })).length > 0) return false;
  const last = (await history.series(workspace, prompt)).at(-1);
  const run = last && (await history.run(last.runId));
  const before = run?.prompts.find(({ contentHash }) => contentHash === last?.contentHash)?.lineage.path;
  const isHere = run !== undefined && workspaceKey(run.workspace) === workspaceKey(workspace);
  if (before === undefined || !isHere || before === lineage.path || (await exists(before))) return false;
  await history.rename(workspace, before, lineage.path);
  return true;
}
