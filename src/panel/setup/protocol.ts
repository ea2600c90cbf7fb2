import type { Choice } from '../choice.ts';
import { oneOf, type Raw } from '../parsing.ts';

/** The form above the results. */
export interface SetupView {
  readonly prompts: readonly Choice[];
  readonly prompt?: string;
  /** What every reply must satisfy, the kinds there are, and the one being typed. */
  readonly checks: {
    readonly all: readonly Choice[];
    readonly kinds: readonly Choice[];
    readonly draft: CheckDraftView;
  };
  /** Other texts of the prompt to run on the same cases. */
  readonly alternatives: readonly { readonly id: string; readonly label: string; readonly on: boolean }[];
  readonly models: readonly Choice[];
  readonly model?: string;
  /** Said where the model the user chose is not on offer, so that another stands in. */
  readonly missedModel?: string;
  /** Models run beside the chosen one, and those that could be. */
  readonly moreModels: readonly Choice[];
  readonly otherModels: readonly Choice[];
  /** Offered where the server has not been asked for its models yet, with the server's name. */
  readonly listModels?: string;
  readonly canSetUpModel: boolean;
  /** Fields hold what the user typed, good or not. */
  readonly fields: Readonly<Record<SetupField, string>>;
  /** What is wrong with a field, by field. */
  readonly fieldProblems: Readonly<Partial<Record<SetupField, string>>>;
  /** The task of an instruction file is asked for. */
  readonly needsTask: boolean;
  readonly holes: readonly HoleValue[];
  /** Those that a run of trials asks for: rows of the cases file give the others. */
  readonly asked: readonly HoleValue[];
  readonly cases?: { readonly label: string; readonly on: boolean; readonly problems: readonly string[] };
  /** Size and estimated cost of the run, a line each. */
  readonly estimate: readonly string[];
  /** Why a run cannot start now. */
  readonly blocked?: string;
}

/** The value of a hole, and whether it is only proposed. */
export interface HoleValue {
  readonly name: string;
  readonly value: string;
  readonly proposed: boolean;
}

/** The fields of a check as typed, and what is wrong with them. */
export interface CheckDraftView {
  readonly check: string;
  readonly text: string;
  readonly problem?: string;
}

export type SetupField = 'samples' | 'temperature' | 'maxTokens' | 'task';

/** What the user did in the form. */
export type SetupMessage =
  | { readonly type: 'choosePrompt'; readonly id: string }
  | { readonly type: 'chooseModel'; readonly id: string }
  | { readonly type: 'field'; readonly field: SetupField; readonly value: string }
  | { readonly type: 'hole'; readonly name: string; readonly value: string }
  | { readonly type: 'useCases'; readonly on: boolean }
  | { readonly type: 'typeCheck' | 'addCheck'; readonly check: string; readonly text: string }
  | { readonly type: 'removeCheck'; readonly id: string }
  | { readonly type: 'addVariant'; readonly source: VariantSource }
  | { readonly type: 'useVariant'; readonly id: string; readonly on: boolean }
  | { readonly type: 'removeVariant' | 'addModel' | 'removeModel'; readonly id: string }
  | { readonly type: (typeof plainTypes)[number] };

/** Where another text of a prompt comes from. */
export const variantSources = ['rewrite', 'head', 'prompt'] as const;

export type VariantSource = (typeof variantSources)[number];

const plainTypes = ['browsePrompts', 'listModels', 'setUpModel', 'setKey'] as const;
const setupFields = ['samples', 'temperature', 'maxTokens', 'task'] as const;

/** Reads a message of the form; `undefined` for anything that is none. */
export function parseSetupMessage({
  type,
  id,
  field,
  value,
  name,
  on,
  source,
  check,
  text,
}: Raw): SetupMessage | undefined {
  const plain = oneOf(plainTypes, type);
  if (plain !== undefined) return { type: plain };
  switch (type) {
    case 'choosePrompt':
    case 'chooseModel':
    case 'removeVariant':
    case 'addModel':
    case 'removeModel':
    case 'removeCheck':
      return typeof id === 'string' ? { type, id } : undefined;
    case 'field': {
      const known = oneOf(setupFields, field);
      return known !== undefined && typeof value === 'string' ? { type, field: known, value } : undefined;
    }
    case 'hole':
      return typeof name === 'string' && typeof value === 'string' ? { type, name, value } : undefined;
    case 'useCases':
      return typeof on === 'boolean' ? { type, on } : undefined;
    case 'useVariant':
      return typeof id === 'string' && typeof on === 'boolean' ? { type, id, on } : undefined;
    case 'typeCheck':
    case 'addCheck':
      return typeof check === 'string' && typeof text === 'string' ? { type, check, text } : undefined;
    case 'addVariant': {
      const known = oneOf(variantSources, source);
      return known && { type, source: known };
    }
    default:
      return undefined;
  }
}
