import type { Span } from '../../base/span.ts';
import type { DetectionProblem, ModelSettings, Prompt, Role, SourceFile } from '../../prompt/types.ts';
import type { Piece } from '../codecs/types.ts';
import type { filePattern } from '../filePatterns.ts';

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
  /** Where the file writes the model. */
  readonly modelSpan?: Span;
  readonly declaredInputs?: readonly { readonly name: string; readonly span: Span }[];
  /** Values the file itself proposes for holes, by name, best first; none where they are no plain text. */
  readonly samples?: ReadonlyMap<string, readonly string[]>;
}

/** One prompt-file format. */
export interface Format {
  readonly id: string;
  /** Which files it takes, as globs that {@link filePattern} reads. Nothing else says so. */
  readonly files: readonly string[];
  /** VS Code's language ids of such files, the one for its comments first; opening one activates the extension. */
  readonly languageIds: readonly string[];
  /** A file can hold several prompts: each has a lens, and cases of its own name. */
  readonly several?: boolean;
  /**
   * Most files of these names hold something else, so prompts are found by shape alone, and after every other format. Tells
   * cheaply, and only where there is none, that a text has not the shape.
   */
  byShape?(text: string): boolean;
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
