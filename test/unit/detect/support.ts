import { ProblemError } from '../../../src/base/problem.ts';
import { applyEdits } from '../../../src/base/span.ts';
import { encodeEdits } from '../../../src/detect/encode.ts';
import { createInlineDetector } from '../../../src/detect/inline.ts';
import { packageGrammars } from '../../../src/detect/node.ts';
import type { Detected, Message, PlacedEdit, Prompt, SourceFile } from '../../../src/prompt/types.ts';

const languageIds: Readonly<Record<string, string>> = {
  py: 'python',
  ts: 'typescript',
  tsx: 'typescriptreact',
  js: 'javascript',
  md: 'markdown',
};

/** One detector for all tests: grammars are compiled once. */
export const detector = createInlineDetector(packageGrammars());

let opened = 0;

export function fileOf(path: string, text: string): SourceFile {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  return { uri: `file:///${opened++}/${path}`, languageId: languageIds[extension] ?? 'plaintext', text };
}

/** Detects a text as if it stood in a file of that path. */
export async function detect(path: string, text: string): Promise<Detected> {
  const file = fileOf(path, text);
  const detected = await detector.open(file, path);
  await detector.close(file.uri);
  return detected;
}

/** The first prompt of a file; fails where there is none. */
export async function firstPrompt(path: string, text: string): Promise<Prompt> {
  const [prompt] = (await detect(path, text)).prompts;
  if (prompt === undefined) throw new Error(`no prompt found in ${path}: ${text}`);
  return prompt;
}

/** The file's text after edits of its prompt. */
export function edited(text: string, prompt: Prompt, edits: readonly PlacedEdit[]): string {
  return applyEdits(
    text,
    encodeEdits(prompt, edits).flatMap((file) => file.edits),
  );
}

/** The same, or nothing where the notation cannot hold the new text. */
export function editedUnlessRefused(
  text: string,
  prompt: Prompt,
  edits: readonly PlacedEdit[],
): string | undefined {
  try {
    return edited(text, prompt, edits);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'edit-not-writable') return undefined;
    throw error;
  }
}

/** A message's text with every hole as one mark, as the languages' own parsers report them. */
export const holeMark = '\u241f';

export function withMarks({ text, holes }: Pick<Message, 'text' | 'holes'>): string {
  return applyEdits(
    text,
    holes.map(({ span }) => ({ span, newText: holeMark })),
  );
}

/** The message's text after edits, straight from their meaning. */
export function expectedText(message: Message, edits: readonly PlacedEdit[]): string {
  return applyEdits(
    message.text,
    edits.map(({ place, newText }) => ({ span: place.span, newText })),
  );
}
