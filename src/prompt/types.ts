import type { Json } from '../base/json.ts';
import type { Problem } from '../base/problem.ts';
import type { Span } from '../base/span.ts';

/** A text file as an editor or the terminal sees it. `languageId` is VS Code's; `uri` is a `file:` or editor URI. */
export interface SourceFile {
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
}

/** A range of one file, in UTF-16 offsets. */
export interface SourceRange {
  readonly uri: string;
  readonly span: Span;
}

/** How new text must be written at one place of a file: the id of a codec and what it needs to know of the place. */
export interface Encoding {
  readonly codec: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
  /**
   * Present where the code itself is written in strings of JSON, as in a notebook: the place in that code, what stands between
   * two of its lines, and whether the code has a letter here that JSON writes otherwise.
   */
  readonly within?: {
    readonly start: number;
    readonly end: number;
    readonly joint: string;
    readonly letter?: true;
  };
}

/**
 * A piece of a message and what it stands for in the file. A `text` segment is written in the file letter by letter;
 * an `escape` is one indivisible notation (`\n`, `{{`, a line joint); a `hole` is an interpolation; a `control` is a
 * template block or comment that never reaches the model (its `text` is empty).
 */
export interface Segment {
  readonly kind: 'text' | 'escape' | 'hole' | 'control';
  readonly text: string;
  readonly source: SourceRange;
  readonly encoding: Encoding;
}

/** An interpolation. In the message's text it stands as `{{name}}` at `span`, however its language writes it. */
export interface Hole {
  readonly name: string;
  /** The source expression, such as `user.name` or `len(items)`. */
  readonly expression: string;
  readonly span: Span;
  /** True where the value can come from outside the program (request, file, user input); absent where unknown. */
  readonly fromOutside?: boolean;
  /** What it always reads as: the text of a constant. Nobody is asked for its value. */
  readonly constant?: string;
  /** Values worth trying, best first. */
  readonly samples?: readonly string[];
}

export type Role = 'system' | 'user' | 'assistant' | 'tool';

/** One message of a prompt. `text` is the decoded text of all segments; `source` is the literal with its quotes, or the body. */
export interface Message {
  readonly role: Role;
  readonly text: string;
  readonly segments: readonly Segment[];
  readonly holes: readonly Hole[];
  readonly source: SourceRange;
  /** It comes from another file, where it is found as a prompt by itself: what is to be said of it is said there. */
  readonly foundElsewhere?: true;
}

/** What the code around a prompt tells: the SDK whose call takes it, and what reads the reply. */
export interface CallSite {
  readonly sdk: string;
  readonly parsedBy?: string;
}

/** Settings found in the call or the front matter. */
export interface ModelSettings {
  readonly modelId?: string;
  readonly temperature?: number;
  readonly topP?: number;
  readonly maxTokens?: number;
  readonly responseFormat?: 'text' | 'json';
  /** Whether the call turns the model's own reasoning on or off, as far as it says. */
  readonly reasoning?: boolean;
  /** The call goes to Azure or to a server whose address the code gives: its models may be called anything. */
  readonly otherServer?: true;
  /** Names of the tools the model may call. */
  readonly tools?: readonly string[];
}

/** What identifies a prompt while its text changes: path relative to the workspace, symbol or front-matter name, ordinal among equals. */
export interface Lineage {
  readonly path: string;
  readonly symbol: string;
  readonly ordinal: number;
}

/** The language a prompt is written in, as far as rules and rewrites distinguish. */
export type PromptLanguage = 'en' | 'zh';

/** One prompt: messages that go to a model together. */
export interface Prompt {
  /** Unique in its file and stable while the file is edited elsewhere. */
  readonly id: string;
  readonly lineage: Lineage;
  /** SHA-256 of roles and texts: changes exactly when what the model sees changes. */
  readonly contentHash: string;
  readonly title: string;
  /** The format (`skill-md`, `dotprompt` …) or sink (`openai-chat`, `named-variable` …) that recognised it. */
  readonly origin: string;
  /** `instructions` run as system message and need a task from the user; a `template` is complete once its holes are filled. */
  readonly kind: 'template' | 'instructions';
  readonly language: PromptLanguage;
  readonly messages: readonly Message[];
  /** Names that a front matter or schema declares as inputs, with their place in the file. */
  readonly declaredInputs?: readonly { readonly name: string; readonly source: SourceRange }[];
  /** Names for which the file itself gives values, in samples or tests; others may get theirs from elsewhere. */
  readonly valuedNames?: readonly string[];
  readonly settings: ModelSettings;
  /** Where the file writes a setting, for those a finding can be about. */
  readonly settingSources?: { readonly modelId?: SourceRange };
  readonly call?: CallSite;
  /** The code that puts the messages together; present where some of them stand in other files. */
  readonly site?: SourceRange;
  /** How sure the detection is, 0 to 1; below 0.5 nothing is shown. */
  readonly confidence: number;
}

/** What a file holds, and what could not be read in it. */
export interface Detected {
  readonly prompts: readonly Prompt[];
  readonly problems: readonly DetectionProblem[];
  /** Other files that texts come from: a change of theirs may change the prompts. */
  readonly imports?: readonly string[];
}

export interface DetectionProblem extends Problem {
  readonly span: Span;
}

/** A range of one message's text: `turn` is the index into `Prompt.messages`, `span` counts in `Message.text`. */
export interface Place {
  readonly turn: number;
  readonly span: Span;
}

/**
 * Replaces the text at a place; an empty span inserts. `holes` says which parts of `newText` (each reading `{{name}}`) are
 * existing holes that move here rather than literal text; their original notation is kept.
 */
export interface PlacedEdit {
  readonly place: Place;
  readonly newText: string;
  readonly holes?: readonly { readonly name: string; readonly span: Span }[];
}

/** Edits of one file. */
export interface FileEdits {
  readonly uri: string;
  readonly edits: readonly { readonly span: Span; readonly newText: string }[];
}

/** Values for a prompt's holes, by hole name. */
export type Inputs = Readonly<Record<string, string>>;

/** What a reply must satisfy: the id of a check and its parameter, written `{ "contains": "…" }` in a cases file. */
export interface CheckSpec {
  readonly check: string;
  readonly parameter: Json;
}

/** One row of the cases file: values of the holes, the right answer where it is known, and what every reply must satisfy. */
export interface Case {
  readonly id: string;
  readonly inputs: Inputs;
  readonly expected?: string;
  readonly checks?: readonly CheckSpec[];
  /** Proposed by a model and not accepted yet: runs leave it out. */
  readonly proposed?: true;
}
