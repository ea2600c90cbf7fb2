import type { AnalyzeOptions } from '../analyze/analyze.ts';
import { createLineMap } from '../base/lineMap.ts';
import { type Phrase, phrase, say } from '../base/text.ts';
import { withoutIgnored } from '../config/project.ts';
import type { Inspection } from '../core.ts';
import { languageIdOf, mayHoldPrompts } from '../detect/handles.ts';
import { cannotRead, readTextFile, reasonOf, type TextFile } from './files.ts';
import { projectOf } from './projects.ts';
import { createServices, type Services } from './services.ts';
import { type Terminal, tell } from './terminal.ts';
import { texts } from './texts.ts';
import { walk } from './walk.ts';
import { workspaceOf } from './workspace.ts';

/** A file with what was found in it. */
export interface InspectedFile {
  readonly file: TextFile;
  readonly inspection: Inspection;
}

/**
 * Inspects the files below some paths one after the other, in a stable order. Problems go to the error stream; a named
 * path that cannot be read throws a usage `ProblemError` once the others are done.
 */
export async function* inspectFiles(
  paths: readonly string[],
  { core }: Services,
  terminal: Terminal,
  options: AnalyzeOptions = {},
): AsyncGenerator<InspectedFile> {
  const failed: { readonly path: string; readonly reason: Phrase }[] = [];
  for await (const found of walk(paths, terminal.cwd)) {
    terminal.signal.throwIfAborted();
    if ('error' in found) {
      failed.push({ path: found.path, reason: reasonOf(found.error) });
      continue;
    }
    if (!mayHoldPrompts(found.path, languageIdOf(found.path))) {
      if (found.named) tell(terminal, phrase(texts.noPromptFile, { path: found.path }));
      continue;
    }
    const file = await readTextFile(found.path, terminal);
    if ('source' in file && !found.named && (await projectOf(file, terminal)).isExcluded) continue;
    if ('source' in file) yield { file, inspection: await inspect(file, core, terminal, options) };
    else if (found.named) failed.push({ path: found.path, reason: file });
    else tell(terminal, phrase(texts.skipped, { path: found.path, reason: say(file, terminal.locale) }));
  }
  const [first, ...others] = failed.map(({ path, reason }) => cannotRead(path, reason, terminal));
  for (const { problem } of others) tell(terminal, problem.phrase);
  if (first !== undefined) throw first;
}

/**
 * Inspects one file and tells what could not be read in it. `promptquorum.yml` says which prompts are none and how severe
 * findings are, unless the options do.
 */
export async function inspect(
  file: TextFile,
  core: Services['core'],
  terminal: Terminal,
  options: AnalyzeOptions = {},
): Promise<Inspection> {
  const workspace = await workspaceOf(file, terminal.cwd);
  const project = await projectOf(file, terminal);
  const severities = { ...project.severities, ...options.severities };
  const inspection = withoutIgnored(
    await core.inspect(file.source, workspace.path, { ...options, severities }),
    project,
  );
  await core.close(file.source.uri);
  const lines = createLineMap(file.source.text);
  for (const problem of inspection.problems) {
    const line = lines.positionAt(problem.span.start).line + 1;
    tell(
      terminal,
      phrase(texts.problemAt, { path: file.path, line, message: say(problem.phrase, terminal.locale) }),
    );
  }
  return inspection;
}

/** Runs `work` with services that are disposed of afterwards. */
export async function withServices<T>(
  terminal: Terminal,
  work: (services: Services) => Promise<T>,
  options?: Parameters<typeof createServices>[1],
): Promise<T> {
  const services = createServices(terminal, options);
  try {
    return await work(services);
  } finally {
    await services.dispose();
  }
}
