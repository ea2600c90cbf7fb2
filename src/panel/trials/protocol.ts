import type { Span } from '../../base/span.ts';
import type { Choice } from '../choice.ts';
import { isIndex, isRecord, oneOf, type Raw } from '../parsing.ts';

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
  /** The outcome in one or two sentences, a paragraph per comparison; read out when it changes. */
  readonly verdict: readonly string[];
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
    readonly cells: readonly OverviewCell[];
  }[];
  /** Says so where there are more cases than shown. */
  readonly cut?: string;
}

/** The majority answer of one variant on one case, or why there is none, and how many replies gave it or passed the checks. */
export interface OverviewCell {
  readonly answer: string;
  readonly share: string;
  /** Whether it is the answer that the case expects; absent where nothing is expected. */
  readonly asExpected?: boolean;
  /** Whether most replies pass the checks; absent where none could be judged. */
  readonly passes?: boolean;
  /** It was asked, and no reply came. */
  readonly failed?: true;
  /** How it turned out beside the variant's base. */
  readonly flip?: 'fixed' | 'broken' | 'changed' | undefined;
}

/** The vote of one variant on the case shown. */
export interface VariantView {
  readonly id: string;
  readonly title: string;
  /** Whether the prompt's file holds this text, another one that it could take, or neither. */
  readonly file?: 'present' | 'keepable';
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
  /** How it fared under its checks; absent where it has none or was not judged yet. */
  readonly checked?: 'passed' | 'failed' | 'not-run';
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
  /** What is right where the reply is: the part read as its answer, else all of it. Absent where there is no reply yet. */
  readonly right?: string;
  readonly detail: string;
  /** Checks it does not pass or that could not judge it, a sentence each. */
  readonly checks?: readonly string[];
}

/** What the user did among the results. */
export type TrialsMessage =
  | { readonly type: (typeof plainTypes)[number] }
  | { readonly type: 'extractor'; readonly id: string }
  | { readonly type: 'case'; readonly id: string }
  | { readonly type: 'keep'; readonly id: string }
  | { readonly type: 'answer'; readonly variant: string; readonly key?: string }
  | { readonly type: 'page'; readonly variant: string; readonly page: number }
  | { readonly type: 'keepCase'; readonly key: ReplyKey; readonly answer?: string }
  | { readonly type: 'openReply'; readonly key: ReplyKey };

const plainTypes = ['run', 'stop', 'resume'] as const;

/** Reads a message of the results; `undefined` for anything that is none. */
export function parseTrialsMessage({ type, id, variant, key, page, answer }: Raw): TrialsMessage | undefined {
  const plain = oneOf(plainTypes, type);
  if (plain !== undefined) return { type: plain };
  switch (type) {
    case 'extractor':
    case 'case':
    case 'keep':
      return typeof id === 'string' ? { type, id } : undefined;
    case 'answer':
      if (typeof variant !== 'string') return undefined;
      return typeof key === 'string' ? { type, variant, key } : { type, variant };
    case 'page':
      return typeof variant === 'string' && isIndex(page) ? { type, variant, page } : undefined;
    case 'keepCase': {
      if (!isReplyKey(key)) return undefined;
      return typeof answer === 'string' ? { type, key, answer } : { type, key };
    }
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
