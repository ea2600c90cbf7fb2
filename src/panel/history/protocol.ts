import { oneOf, type Raw } from '../parsing.ts';

/** What was measured of a prompt over its versions. */
export interface HistoryView {
  readonly loading: boolean;
  /** One measurement a run in order of time, for the line. */
  readonly points: readonly HistoryPoint[];
  /** What the line shows, for a screen reader. */
  readonly summary: string;
  readonly runs: readonly HistoryRow[];
  /** Runs beyond those shown. */
  readonly moreRuns: number;
}

/** What a run measured of the text in the file; shares are 0 to 1. */
export interface HistoryPoint {
  readonly agreement: number;
  readonly accuracy?: number;
  readonly passRate?: number;
  /** The prompt's text was another one at the measurement before. */
  readonly newVersion: boolean;
}

/** One run, ready to show. */
export interface HistoryRow {
  readonly id: string;
  readonly when: string;
  readonly model: string;
  readonly replies: string;
  readonly texts: readonly HistoryText[];
  /** For screen readers: all of it in one sentence. */
  readonly name: string;
  readonly deletable: boolean;
}

/** One text of a run: the present one, an earlier one by number, or another by its title; and what was measured of it. */
export interface HistoryText {
  readonly title: string;
  readonly figures: string;
}

/** How a run can be taken elsewhere: its raw replies a line each, or its figures as a table. */
export const exportFormats = ['jsonl', 'csv'] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** What the user did in this room. */
export type HistoryMessage =
  | { readonly type: 'open' | 'delete'; readonly id: string }
  | { readonly type: 'export'; readonly id: string; readonly format: ExportFormat };

/** Reads a message of this room; `undefined` for anything that is none. */
export function parseHistoryMessage({ type, id, format }: Raw): HistoryMessage | undefined {
  if (typeof id !== 'string') return undefined;
  if (type === 'open' || type === 'delete') return { type, id };
  const known = oneOf(exportFormats, format);
  return type === 'export' && known !== undefined ? { type, id, format: known } : undefined;
}
