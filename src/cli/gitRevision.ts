import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { oneLine } from '../base/format.ts';
import { phrase } from '../base/text.ts';
import { matchLineage } from '../prompt/lineage.ts';
import type { Prompt } from '../prompt/types.ts';
import type { ChosenPrompt } from './choosePrompt.ts';
import { mostBytes, slashed, type TextFile } from './files.ts';
import type { Services } from './services.ts';
import { printable } from './table.ts';
import { type Terminal, usageError } from './terminal.ts';
import { trialTexts as texts } from './trialTexts.ts';

/** The revision in `git:REVISION`; `undefined` for other words. Throws a usage `ProblemError` where it can be none. */
export function revisionOf(written: string): string | undefined {
  const revision = /^git:(.*)$/s.exec(written)?.[1];
  if (revision === undefined) return undefined;
  // What begins with a hyphen would be an option of git, and a colon would name another file.
  if (!/^[\w@][\w@./~^{}-]*$/.test(revision)) throw usageError(phrase(texts.badRevision, { written }));
  return revision;
}

/** A chosen prompt as it was in a revision of its file. Throws a usage `ProblemError` where it was not there. */
export async function promptOfRevision(
  chosen: ChosenPrompt,
  revision: string,
  { core }: Services,
  terminal: Terminal,
): Promise<ChosenPrompt> {
  const { file, workspace } = chosen;
  const text = await fileInRevision(file, revision, terminal.signal);
  // Another address than the file's own, so that the two are never taken for one another.
  const source = {
    ...file.source,
    uri: `git-revision:${encodeURIComponent(revision)}/${workspace.path}`,
    text,
  };
  const inspection = await core.inspect(source, workspace.path);
  await core.close(source.uri);
  const prompt = continued(inspection.prompts, chosen.prompt);
  if (prompt === undefined) throw usageError(phrase(texts.noPromptInRevision, { path: file.path, revision }));
  return { prompt, file: { ...file, source }, inspection, workspace, revision };
}

async function fileInRevision(
  { location, path }: TextFile,
  revision: string,
  signal: AbortSignal,
): Promise<string> {
  const folder = dirname(location);
  const name = slashed(location).split('/').at(-1) ?? '';
  try {
    const argv = ['show', '--no-textconv', `${revision}:./${name}`];
    const { stdout } = await promisify(execFile)('git', argv, { cwd: folder, maxBuffer: mostBytes, signal });
    return stdout.replace(/^\ufeff/, '');
  } catch (thrown) {
    signal.throwIfAborted();
    const said = (thrown as { readonly stderr?: unknown } | null)?.stderr;
    const detail = oneLine(
      printable(typeof said === 'string' && said !== '' ? said.trim() : String(thrown)),
      120,
    );
    throw usageError(phrase(texts.notInRevision, { path, revision, detail }));
  }
}

/** The prompt that the chosen one continues. */
function continued(prompts: readonly Prompt[], { id, lineage, contentHash, messages }: Prompt) {
  const textOf = (all: Prompt['messages']) => all.map(({ text }) => text).join('\n\n');
  const stored = prompts.map((prompt, index) => ({
    ...{ key: String(index), lineage: prompt.lineage, contentHash: prompt.contentHash },
    text: textOf(prompt.messages),
  }));
  const matches = matchLineage(stored, [{ id, lineage, contentHash, text: textOf(messages) }]);
  return prompts[Number(matches.get(id) ?? -1)];
}
