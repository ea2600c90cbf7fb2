import { formatOf } from './formatPrompts.ts';
import { languageOfFile } from './languageOfFile.ts';

/** True where a format or a programming language is known for the file, so that opening it may find prompts. */
export function mayHoldPrompts(path: string, languageId: string): boolean {
  return formatOf(path, languageId) !== undefined || languageOfFile(path, languageId) !== undefined;
}
