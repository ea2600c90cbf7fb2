import type { Span } from '../../base/span.ts';
import type { DetectionProblem, ModelSettings, Prompt, Role, SourceFile } from '../../prompt/types.ts';
import type { Piece } from '../codecs/types.ts';

/** One message of a prompt file; offsets count in the file. */
export interface FileMessage {
  readonly role: Role;
  readonly pieces: readonly Piece[];
  /** The body, or the value with its key. */
  readonly span: Span;
}

/** A prompt as a format reads it, before ids and hashes. */
export interface FilePrompt {
  /** The name its front matter gives, if any. */
  readonly name?: string;
  readonly kind: Prompt['kind'];
  readonly messages: readonly FileMessage[];
  readonly settings: ModelSettings;
  readonly declaredInputs?: readonly { readonly name: string; readonly span: Span }[];
  /** Values the file itself proposes for holes, by name, best first. */
  readonly samples?: ReadonlyMap<string, readonly string[]>;
}

/** One prompt-file format. */
export interface Format {
  readonly id: string;
  /** Decides by the path (`/` as separator) and the editor's language id. */
  matches(path: string, languageId: string): boolean;
  /** Total: whatever the text, problems are data. */
  parse(file: SourceFile): Promise<ParsedFile>;
}

/** What a format reads in a file. */
export interface ParsedFile {
  readonly prompts: readonly FilePrompt[];
  readonly problems: readonly DetectionProblem[];
}

/** Checks a format's shape at compile time. */
export function defineFormat(format: Format): Format {
  return format;
}
