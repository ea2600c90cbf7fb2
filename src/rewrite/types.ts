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

/** What a technique makes: the smallest edits of the prompt's text, and what the reader should know of them. */
export interface Draft {
  readonly edits: readonly PlacedEdit[];
  /** False where the model's text was not usable and the offline rewrite stands in; a note says so. */
  readonly withModel: boolean;
  /** Cases that now stand in the prompt as examples. Trials of the rewrite leave them out, or they would know the answers. */
  readonly usedCaseIds?: readonly string[];
  /** How the rewrite came about, one sentence each. */
  readonly notes?: readonly Phrase[];
}

/** Why there is no rewrite, with the next step. */
export interface Refusal {
  readonly refused: Phrase;
}

/** A proposed rewrite, or why there is none. Plain data. */
export type Proposal =
  | (Draft & { readonly techniqueId: string; readonly title: Phrase })
  | (Refusal & { readonly techniqueId: string });

/** One rewriting technique. Its name is a word or two, for tabs and columns; its title states the evidence: what it does, and for which models. */
export interface Technique {
  readonly id: string;
  readonly text: { readonly name: Text; readonly title: Text; readonly description: Text };
  readonly evidence: readonly Evidence[];
  /** A phrase says why the technique has nothing to offer for this prompt; `undefined` means it applies. */
  unsuited(prompt: Prompt, context: Omit<RewriteContext, 'ask'>): Phrase | undefined;
  /** The rewrite of a prompt it suits. Offline unless `context.ask` is given; rejects with a `ProblemError` where asking fails. */
  propose(prompt: Prompt, context: RewriteContext, signal: AbortSignal): Promise<Draft | Refusal>;
}

/** Checks a technique's shape at compile time. */
export function defineTechnique(technique: Technique): Technique {
  return technique;
}
