// Runs in the extension host: how long loading and activating the extension takes there.
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';

/**
 * Writes both times, in milliseconds, to the file that `PROMPT_QUORUM_RESULT` names. Where a document that VS Code itself opens
 * was first, the loading is over and only `activate` is known.
 */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension<TestApi>('prompt-quorum.prompt-quorum');
  if (extension === undefined) throw new Error('the extension is missing');
  const wasActive = extension.isActive;
  const begun = performance.now();
  const { activationMillis: activate } = await extension.activate();
  const result = wasActive ? { activate } : { activate, loaded: performance.now() - begun };
  writeFileSync(process.env['PROMPT_QUORUM_RESULT'] ?? '', JSON.stringify(result));
}
