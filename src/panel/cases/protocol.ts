import type { Choice } from '../choice.ts';
import { isIndex, oneOf, type Raw } from '../parsing.ts';
import type { CheckDraftView } from '../setup/protocol.ts';

/** The cases file beside a prompt, a page of its rows at a time. */
export interface CasesView {
  readonly hasPrompt: boolean;
  /** Whether there is a file; without one `file` names the one that would be made. */
  readonly exists: boolean;
  readonly file: string;
  /** What the file holds, or that it will be made. */
  readonly summary: string;
  /** What could not be used of the file, each with its line. */
  readonly problems: readonly { readonly line: number; readonly text: string }[];
  readonly moreProblems: number;
  readonly rows: readonly CaseRow[];
  readonly page: number;
  readonly pages: number;
  /** Rows of the whole file that a model proposed and nobody accepted. */
  readonly proposed: number;
  readonly checkKinds: readonly Choice[];
  readonly draft: CaseDraft;
  readonly paste: PasteView;
  readonly proposal: ProposalView;
}

/** One row, ready to show. */
export interface CaseRow {
  readonly id: string;
  /** The inputs on one line. */
  readonly summary: string;
  readonly inputs: readonly InputValue[];
  readonly expected: string;
  /** What the reply must satisfy, in words. */
  readonly checks: readonly Choice[];
  /** The check being typed. */
  readonly typedCheck: CheckDraftView;
  readonly proposed: boolean;
}

export interface InputValue {
  readonly name: string;
  readonly value: string;
}

/** The row being typed. */
export interface CaseDraft {
  readonly inputs: readonly InputValue[];
  readonly expected: string;
  /** Every input has a value. */
  readonly complete: boolean;
}

/** Pasted rows, before they are added. */
export interface PasteView {
  readonly text: string;
  /** Which columns there must be; or how the rows were taken, and how many can be added. */
  readonly summary: string;
  /** Whether the first row names the columns; absent where nothing is pasted. */
  readonly header?: boolean;
  readonly problems: readonly string[];
  readonly moreProblems: number;
  readonly count: number;
}

/** Inputs that a model would propose. */
export interface ProposalView {
  readonly models: readonly Choice[];
  readonly model?: string;
  /** Offered where the server has not been asked for its models yet, with the server's name. */
  readonly listModels?: string;
  readonly size: readonly string[];
  readonly blocked?: string;
  readonly running: boolean;
}

/** What the user did in this room. */
export type CasesMessage =
  | { readonly type: (typeof plainTypes)[number] }
  | { readonly type: 'open'; readonly line?: number }
  | { readonly type: 'page'; readonly page: number }
  | { readonly type: (typeof rowTypes)[number]; readonly id: string }
  | { readonly type: 'expected'; readonly id: string; readonly text: string }
  | {
      readonly type: 'typeCheck' | 'addCheck';
      readonly id: string;
      readonly check: string;
      readonly text: string;
    }
  | { readonly type: 'removeCheck'; readonly id: string; readonly index: number }
  | { readonly type: 'draftInput'; readonly name: string; readonly text: string }
  | { readonly type: 'draftExpected' | 'paste'; readonly text: string }
  | { readonly type: 'pasteHeader'; readonly on: boolean }
  | { readonly type: 'proposalModel'; readonly id: string };

const plainTypes = ['add', 'addPasted', 'propose', 'stopProposing', 'acceptAll', 'rejectAll'] as const;
const rowTypes = ['delete', 'accept', 'reject'] as const;

/** Reads a message of this room; `undefined` for anything that is none. */
export function parseCasesMessage({
  type,
  id,
  text,
  name,
  check,
  index,
  page,
  line,
  on,
}: Raw): CasesMessage | undefined {
  const plain = oneOf(plainTypes, type);
  if (plain !== undefined) return { type: plain };
  const ofRow = oneOf(rowTypes, type);
  if (ofRow !== undefined) return typeof id === 'string' ? { type: ofRow, id } : undefined;
  switch (type) {
    case 'open':
      return isIndex(line) ? { type, line } : { type };
    case 'page':
      return isIndex(page) ? { type, page } : undefined;
    case 'expected':
      return typeof id === 'string' && typeof text === 'string' ? { type, id, text } : undefined;
    case 'typeCheck':
    case 'addCheck':
      return typeof id === 'string' && typeof check === 'string' && typeof text === 'string'
        ? { type, id, check, text }
        : undefined;
    case 'removeCheck':
      return typeof id === 'string' && isIndex(index) ? { type, id, index } : undefined;
    case 'draftInput':
      return typeof name === 'string' && typeof text === 'string' ? { type, name, text } : undefined;
    case 'draftExpected':
    case 'paste':
      return typeof text === 'string' ? { type, text } : undefined;
    case 'pasteHeader':
      return typeof on === 'boolean' ? { type, on } : undefined;
    case 'proposalModel':
      return typeof id === 'string' ? { type, id } : undefined;
    default:
      return undefined;
  }
}
