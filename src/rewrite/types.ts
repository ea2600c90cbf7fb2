import type { Evidence, Finding } from '../analyze/types.ts';
import type { Phrase, Text } from '../base/text.ts';
import type { Case, PlacedEdit, Prompt } from '../prompt/types.ts';

/** Asks a model for one text; bound by the caller to a chosen model. Rejects with a `ProblemError`. */
export type Ask = (
  question: { readonly system: string; readonly user: string },
  signal: AbortSignal,
) => Promise<string>;

/** What a technique may use besides the prompt. */
export interface RewriteContext {
  readonly findings: readonly Finding[];
  /** Rows of the cases file beside the prompt, if there is one. */
  readonly cases: readonly Case[];
  /** Present where a model was chosen; absent offline. */
  readonly ask?: Ask;
}

/** A proposed rewrite: smallest edits of the prompt's text, or why there is none. */
export type Proposal =
  | {
      readonly techniqueId: string;
      readonly title: Phrase;
      readonly edits: readonly PlacedEdit[];
      readonly withModel: boolean;
    }
  | { readonly techniqueId: string; readonly refused: Phrase };

/** One rewriting technique. Its title states the evidence: what it does, and for which models. */
export interface Technique {
  readonly id: string;
  readonly text: { readonly title: Text; readonly description: Text };
  readonly evidence: readonly Evidence[];
  /** A phrase says why the technique has nothing to offer for this prompt; `undefined` means it applies. */
  unsuited(prompt: Prompt, context: Omit<RewriteContext, 'ask'>): Phrase | undefined;
  /** The smallest edits that make the rewrite. Offline unless `context.ask` is given; rejects with a `ProblemError`. */
  propose(prompt: Prompt, context: RewriteContext, signal: AbortSignal): Promise<readonly PlacedEdit[]>;
}

/** Checks a technique's shape at compile time. */
export function defineTechnique(technique: Technique): Technique {
  return technique;
}
