// Runs in the extension host: how long loading and activating the extension takes there.
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';

/** Writes both times, in milliseconds, to the file that `PROMPT_QUORUM_RESULT` names. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension<TestApi>('prompt-quorum.prompt-quorum');
  if (extension === undefined || extension.isActive)
    throw new Error('the extension is missing or active already');
  const begun = performance.now();
  const { activationMillis } = await extension.activate();
  const result = { loaded: performance.now() - begun, activate: activationMillis };
  writeFileSync(process.env['PROMPT_QUORUM_RESULT'] ?? '', JSON.stringify(result));
}
