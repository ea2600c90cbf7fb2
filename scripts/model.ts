import { existsSync } from 'node:fs';
import { inProject } from './project.ts';
import type { SetUpOptions } from './vscode.ts';

/** Makes sure the built-in model and its runtime are in the user's cache. */
export async function ensureModel(options: SetUpOptions): Promise<void> {
  const setup = inProject('src', 'local', 'setup.ts');
  if (!existsSync(setup)) return;
  const { ensureBuiltInModel } = await import(setup);
  await ensureBuiltInModel(options);
}
