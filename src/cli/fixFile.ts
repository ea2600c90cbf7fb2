import type { AnalyzeOptions } from '../analyze/analyze.ts';
import { safeEdits } from '../analyze/fixAll.ts';
import { ProblemError } from '../base/problem.ts';
import { applyEdits, type TextEdit, touches } from '../base/span.ts';
import { phrase } from '../base/text.ts';
import type { Core, Inspection } from '../core.ts';
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
    const edits = fixesOf(current.inspection, core, file.source.uri);
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

/**
 * The safe fixes of all prompts that can be applied together. They come from the findings that are shown, so that what a
 * comment silences stays as it is.
 */
function fixesOf({ prompts, findings }: Inspection, core: Core, uri: string): readonly TextEdit[] {
  const accepted: TextEdit[] = [];
  for (const prompt of prompts) {
    const own = findings.map(({ finding }) => finding).filter(({ promptId }) => promptId === prompt.id);
    const edits = writableFixes(() => core.encode(prompt, safeEdits(own)), uri);
    if (!edits.some((edit) => accepted.some(({ span }) => touches(span, edit.span)))) accepted.push(...edits);
  }
  return accepted;
}

/** A fix that cannot be written where the prompt stands is left to the author. */
function writableFixes(encode: () => ReturnType<Core['encode']>, uri: string): readonly TextEdit[] {
  try {
    const files = encode();
    return files.every((file) => file.uri === uri) ? files.flatMap(({ edits }) => edits) : [];
  } catch (thrown) {
    if (thrown instanceof ProblemError) return [];
    throw thrown;
  }
}

function withText(file: TextFile, text: string): TextFile {
  return { ...file, source: { ...file.source, text } };
}
