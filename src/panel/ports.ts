import type { Clock } from '../base/clock.ts';
import type { Problem } from '../base/problem.ts';
import type { Locale } from '../base/text.ts';
import type { Settings } from '../config/settings.ts';
import type { Core } from '../core.ts';
import type { ModelInfo, ModelRef } from '../models/types.ts';
import type { Case, CheckSpec, PlacedEdit, Prompt } from '../prompt/types.ts';
import type { CaseProblem } from '../trials/cases.ts';
import type { CasesChange } from './cases/change.ts';
import type { VariantSource } from './setup/protocol.ts';
import type { TextVariant } from './setup/variants.ts';

/** A prompt that can be tried. `id` is unique over the workspace. */
export interface PanelPrompt {
  readonly id: string;
  readonly uri: string;
  /** The folder lineage paths are relative to, as a URI. */
  readonly workspace: string;
  readonly prompt: Prompt;
}

/** The cases file beside a prompt, as read. */
export interface CasesFile {
  readonly name: string;
  readonly cases: readonly Case[];
  /** What could not be used, each with its line. */
  readonly problems: readonly CaseProblem[];
  /** Checks of all cases, where the file has such. */
  readonly checks?: readonly CheckSpec[];
}

/** A model as offered in the panel. */
export interface OfferedModel {
  readonly info: ModelInfo;
  /** Requests that may be under way at once. */
  readonly concurrency: number;
  /** How a run is paid: by tokens, as requests of a plan, or not at all because it stays on this machine. */
  readonly billing: 'tokens' | 'plan' | 'none';
}

/** Models worth offering though nobody listed them. */
export interface ModelWish {
  /** What the project's file and the prompt's own code call their model, the more important first. */
  readonly names: readonly string[];
  /** Models the user chose, here or for earlier runs, the last first. */
  readonly used: readonly ModelRef[];
}

/** The models that can be offered without asking a server, and what else could be. */
export interface ModelOffer {
  readonly models: readonly OfferedModel[];
  /** A server that was not asked for its models yet, or did not tell them. */
  readonly unlisted?: string;
  /** Why a server that was asked did not tell its models. */
  readonly problem?: Problem;
  readonly canSetUpBuiltIn: boolean;
}

/** What only the editor can do. */
export interface PanelActions {
  browsePrompts(): void | Promise<void>;
  setUpModel(): void | Promise<void>;
  setKey(): void | Promise<void>;
  /** Puts a text on the clipboard. */
  copy(text: string): void | Promise<void>;
  /** Another text of a prompt, chosen or made by the user; `undefined` where there is none, which is said. */
  variant(prompt: PanelPrompt, source: VariantSource): Promise<TextVariant | undefined>;
  /** Asks whether a run is to be deleted for good. */
  confirmDelete(run: string): Promise<boolean>;
  /** Saves a text where the user says. */
  save(name: string, text: string): Promise<void>;
  /** Shows the cases file of a prompt, at a line where one is told. */
  openCases(prompt: PanelPrompt, line?: number): void | Promise<void>;
  /**
   * Writes a change into the cases file of a prompt, which is made where there is none. Resolves to the file as it is then, or
   * to nothing where it could not be written, which is said.
   */
  changeCases(prompt: PanelPrompt, change: CasesChange): Promise<CasesFile | undefined>;
  /** Writes edits of a prompt's text into its files; false where they could not be written, which is said. */
  write(prompt: PanelPrompt, edits: readonly PlacedEdit[]): Promise<boolean>;
}

/** Everything the panel's controller needs of the outside. */
export interface PanelPorts {
  readonly core: Pick<Core, 'runTrial' | 'resumeTrial' | 'checkerFor' | 'history' | 'askOf'>;
  readonly clock: Clock;
  readonly actions: PanelActions;
  locale(): Locale;
  trusted(): boolean;
  settings(): Settings;
  /** Known prompts, those of the active file first. */
  prompts(): readonly PanelPrompt[];
  /** The folder whose last run is offered after a reload, as a URI. */
  workspace(): string | undefined;
  /** Whether there is a file at a path of a folder. */
  exists(folder: string, path: string): Promise<boolean>;
  cases(prompt: PanelPrompt, signal: AbortSignal): Promise<CasesFile | undefined>;
  /** The name of the cases file that would be made for a prompt. */
  newCasesName(prompt: PanelPrompt): string;
  /** `listed` are the servers that are asked for their lists: those the user said so of. */
  models(wish: ModelWish, listed: readonly string[], signal: AbortSignal): Promise<ModelOffer>;
  /** Looks for programs of this machine that have not answered; true where another offer would hold something else. */
  lookForModels(signal: AbortSignal): Promise<boolean>;
  /** The models that `promptquorum.yml` names for a prompt, the one to begin with first. */
  projectModels(prompt: PanelPrompt): readonly string[];
  /** Tokens of a text, for the size of a run. */
  countTokens(text: string): Promise<number>;
}
