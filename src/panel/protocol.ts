import type { Span } from '../base/span.ts';
import type { Locale } from '../base/text.ts';

/**
 * What passes between the panel's host and its page. The host sends whole states, never changes; the page draws the last
 * one and sends what the user did. Every text in a state is ready to show, and none of it is markup.
 */
export type ToPage =
  | { readonly type: 'state'; readonly state: PanelState }
  | { readonly type: 'reply'; readonly reply: ReplyView };

/** One thing to choose from. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
}

/** Everything the page shows. Bounded: lists are cut to a window, texts of replies are fetched by id. */
export interface PanelState {
  readonly locale: Locale;
  readonly setup: SetupView;
  readonly run?: RunView;
  /** One sentence about something that did not work, with the next step. */
  readonly notice?: string;
}

/** The form above the results. */
export interface SetupView {
  readonly prompts: readonly Choice[];
  readonly prompt?: string;
  /** Offered after a rewrite: run the text before it and the text after it on the same cases. */
  readonly compare?: { readonly label: string; readonly on: boolean };
  readonly models: readonly Choice[];
  readonly model?: string;
  /** Offered where the server has not been asked for its models yet, with the server's name. */
  readonly listModels?: string;
  readonly canSetUpModel: boolean;
  /** Fields hold what the user typed, good or not. */
  readonly fields: Readonly<Record<SetupField, string>>;
  /** What is wrong with a field, by field. */
  readonly fieldProblems: Readonly<Partial<Record<SetupField, string>>>;
  /** The task of an instruction file is asked for. */
  readonly needsTask: boolean;
  readonly holes: readonly { readonly name: string; readonly value: string; readonly proposed: boolean }[];
  readonly cases?: { readonly label: string; readonly on: boolean; readonly problems: readonly string[] };
  /** Size and estimated cost of the run, a line each. */
  readonly estimate: readonly string[];
  /** Why a run cannot start now. */
  readonly blocked?: string;
}

export type SetupField = 'samples' | 'temperature' | 'maxTokens' | 'task';

/** `elsewhere`: another window or terminal runs it; `interrupted`: it was cut off; `failed`: the model could not be asked any more. */
export type RunStatus =
  | 'running'
  | 'stopping'
  | 'finished'
  | 'stopped'
  | 'failed'
  | 'interrupted'
  | 'elsewhere';

/** A run as shown: one case at a time, one or two variants side by side. */
export interface RunView {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly status: RunStatus;
  readonly resumable: boolean;
  readonly progress: { readonly done: number; readonly planned: number; readonly label: string };
  /** The outcome in one or two sentences; read out when it changes. */
  readonly verdict: string;
  /** What saves, limits or waits, a sentence each. */
  readonly notes: readonly string[];
  readonly extractors: readonly Choice[];
  readonly extractor: string;
  readonly cases: readonly Choice[];
  readonly case: string;
  readonly variants: readonly VariantView[];
  /** All cases at a glance, where there are several. */
  readonly overview?: CasesOverview;
}

/** The majority answers of every case, one column per variant. */
export interface CasesOverview {
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly case: string;
    readonly label: string;
    readonly expected?: string;
    /** True where the variants' majority answers differ. */
    readonly changed: boolean;
    readonly cells: readonly OverviewCell[];
  }[];
}

/** The majority answer of one variant on one case, or why there is none, and the share of the leading answer. */
export interface OverviewCell {
  readonly answer: string;
  readonly share: string;
  /** Whether the answer is the expected one; absent where none is expected or none was read. */
  readonly right?: boolean;
}

/** The vote of one variant on the case shown. */
export interface VariantView {
  readonly id: string;
  readonly title: string;
  /** The majority answer, or why there is none. */
  readonly majority: string;
  readonly hasMajority: boolean;
  readonly answers: readonly AnswerView[];
  /** Answers beyond those shown. */
  readonly moreAnswers: number;
  readonly figures: readonly { readonly label: string; readonly value: string }[];
  readonly samples: readonly SampleRow[];
  readonly sampleCount: number;
  /** Key of the answer the samples are narrowed to. */
  readonly selected?: string;
  readonly page: number;
  readonly pages: number;
}

/** One answer and how many replies gave it; shares are 0 to 1. */
export interface AnswerView {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** The whole line for a screen reader: `11 — 12 of 20, 60 %`. */
  readonly name: string;
  readonly leading: boolean;
  readonly expected: boolean;
}

/** One sample in the list; its text is fetched when it is opened. */
export interface SampleRow {
  readonly slot: number;
  readonly label: string;
  readonly summary: string;
  readonly state: 'reply' | 'failure' | 'streaming';
}

/** Names one sample of the run shown. */
export interface ReplyKey {
  readonly run: string;
  readonly variant: string;
  readonly case: string;
  readonly slot: number;
}

/** A reply's whole text, and the part that was read as its answer. */
export interface ReplyView {
  readonly key: ReplyKey;
  readonly text: string;
  readonly answer?: Span;
  readonly detail: string;
}

/** What the user did on the page. */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'choosePrompt'; readonly id: string }
  | { readonly type: 'chooseModel'; readonly id: string }
  | { readonly type: 'field'; readonly field: SetupField; readonly value: string }
  | { readonly type: 'hole'; readonly name: string; readonly value: string }
  | { readonly type: 'useCases'; readonly on: boolean }
  | { readonly type: 'compare'; readonly on: boolean }
  | { readonly type: 'browsePrompts' | 'listModels' | 'setUpModel' | 'setKey' }
  | { readonly type: 'run' | 'stop' | 'resume' }
  | { readonly type: 'extractor'; readonly id: string }
  | { readonly type: 'case'; readonly id: string }
  | { readonly type: 'answer'; readonly variant: string; readonly key?: string }
  | { readonly type: 'page'; readonly variant: string; readonly page: number }
  | { readonly type: 'openReply'; readonly key: ReplyKey };

const plainTypes = [
  'ready',
  'browsePrompts',
  'listModels',
  'setUpModel',
  'setKey',
  'run',
  'stop',
  'resume',
] as const;
const setupFields: readonly SetupField[] = ['samples', 'temperature', 'maxTokens', 'task'];

/** Reads a message of the page; `undefined` for anything that is none. */
export function parseFromPage(message: unknown): FromPage | undefined {
  if (!isRecord(message)) return undefined;
  const { type, id, field, value, name, on, variant, key, page } = message;
  const plain = plainTypes.find((each) => each === type);
  if (plain !== undefined) return { type: plain };
  switch (type) {
    case 'choosePrompt':
    case 'chooseModel':
    case 'extractor':
    case 'case':
      return typeof id === 'string' ? { type, id } : undefined;
    case 'field': {
      const known = setupFields.find((each) => each === field);
      return known !== undefined && typeof value === 'string' ? { type, field: known, value } : undefined;
    }
    case 'hole':
      return typeof name === 'string' && typeof value === 'string' ? { type, name, value } : undefined;
    case 'useCases':
    case 'compare':
      return typeof on === 'boolean' ? { type, on } : undefined;
    case 'answer':
      if (typeof variant !== 'string') return undefined;
      return typeof key === 'string' ? { type, variant, key } : { type, variant };
    case 'page':
      return typeof variant === 'string' && isIndex(page) ? { type, variant, page } : undefined;
    case 'openReply':
      return isReplyKey(key) ? { type, key } : undefined;
    default:
      return undefined;
  }
}

function isReplyKey(value: unknown): value is ReplyKey {
  return (
    isRecord(value) &&
    typeof value['run'] === 'string' &&
    typeof value['variant'] === 'string' &&
    typeof value['case'] === 'string' &&
    isIndex(value['slot'])
  );
}

function isIndex(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
