import type { AnalyzeOptions } from '../analyze/analyze.ts';
import { applyEdits } from '../base/span.ts';
import { phrase } from '../base/text.ts';
import type { Core } from '../core.ts';
import { type TextFile, writeTextFile } from './files.ts';
import { type InspectedFile, inspect } from './inspectFiles.ts';
import { type Terminal, tell } from './terminal.ts';
import { texts } from './texts.ts';

/** Fixes of different prompts may touch the same text; one pass more for each, and never endless. */
const mostPasses = 10;

/** Applies every safe fix of a file and writes it once; gives the file as it is then. */
export async function fixFile(
  { file, inspection }: InspectedFile,
  core: Core,
  terminal: Terminal,
  options: AnalyzeOptions,
): Promise<InspectedFile> {
  let current: InspectedFile = { file, inspection };
  for (let pass = 0; pass < mostPasses; pass++) {
    const fixes = await core.fixAll(current.inspection, options);
    const edits = fixes.filter(({ uri }) => uri === file.source.uri).flatMap((file) => file.edits);
    if (edits.length === 0) break;
    const fixed = withText(file, applyEdits(current.file.source.text, edits));
    current = { file: fixed, inspection: await inspect(fixed, core, terminal, options) };
  }
  if (current.file.source.text !== file.source.text) {
    await writeTextFile(file, current.file.source.text, terminal);
    tell(terminal, phrase(texts.fixed, { path: file.path }));
  }
  return current;
}

function withText(file: TextFile, text: string): TextFile {
  return { ...file, source: { ...file.source, text } };
}
