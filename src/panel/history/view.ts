import { percent, timeAgo } from '../../base/format.ts';
import type { Locale } from '../../base/text.ts';
import type { Measurement, StoredRun } from '../../history/types.ts';
import { type Teller, tellerOf } from '../teller.ts';
import type { HistoryPoint, HistoryRow, HistoryView } from './protocol.ts';
import { historyTexts as texts } from './texts.ts';

/** What the store tells of one prompt: its measurements oldest first, its runs newest first. */
export interface PromptHistory {
  readonly series: readonly Measurement[];
  readonly runs: readonly StoredRun[];
}

interface Context {
  readonly locale: Locale;
  readonly now: number;
  readonly contentHash: string;
}

const shownRuns = 100;
const shownPoints = 60;

/** Draws up the room; `undefined` as history means that it is still being read. */
export function historyView(history: PromptHistory | undefined, context: Context): HistoryView {
  if (history === undefined) return { loading: true, points: [], summary: '', runs: [], moreRuns: 0 };
  const tell = tellerOf(context.locale);
  const series = history.series.slice(-shownPoints);
  const shares = series.map(({ agreement }) => percent(agreement, context.locale)).join(', ');
  const versions = versionsOf(history, context.contentHash);
  return {
    loading: false,
    points: series.map(pointOf),
    summary: series.length === 0 ? '' : tell(texts.summary, { count: series.length, shares }),
    runs: history.runs.slice(0, shownRuns).map((run) => rowOf(run, history, versions, context, tell)),
    moreRuns: Math.max(0, history.runs.length - shownRuns),
  };
}

function pointOf(
  { agreement, accuracy, contentHash }: Measurement,
  index: number,
  series: readonly Measurement[],
): HistoryPoint {
  const before = series[index - 1];
  return {
    agreement,
    ...(accuracy === undefined ? {} : { accuracy }),
    newVersion: before !== undefined && before.contentHash !== contentHash,
  };
}

/** Earlier texts in order of first use, from 1; the present one has no number. */
function versionsOf({ runs }: PromptHistory, present: string): ReadonlyMap<string, number> {
  const hashes = runs.toReversed().flatMap(({ prompts }) => prompts.map(({ contentHash }) => contentHash));
  const earlier = [...new Set(hashes)].filter((hash) => hash !== present);
  return new Map(earlier.map((hash, index) => [hash, index + 1]));
}

function rowOf(
  run: StoredRun,
  { series }: PromptHistory,
  versions: ReadonlyMap<string, number>,
  { locale, now }: Context,
  tell: Teller,
): HistoryRow {
  const own = series.filter(({ runId }) => runId === run.id);
  const when = timeAgo(run.startedAt, now, locale);
  const model = [...new Set(run.plan.variants.map((variant) => variant.model.model))].join(', ');
  const hashes = [...new Set(run.prompts.map(({ contentHash }) => contentHash))];
  const names = hashes.map((hash) => {
    const number = versions.get(hash);
    return number === undefined ? tell(texts.present) : tell(texts.version, { number });
  });
  const version = names.join(', ');
  const shares = (values: readonly (number | undefined)[]) =>
    values.map((value) => (value === undefined ? '' : percent(value, locale))).join(' / ');
  return {
    id: run.id,
    when,
    model,
    version,
    replies: repliesOf(run, tell),
    agreement: shares(own.map(({ agreement }) => agreement)),
    accuracy: own.some(({ accuracy }) => accuracy !== undefined)
      ? shares(own.map(({ accuracy }) => accuracy))
      : '',
    name: tell(texts.runName, { when, model, version }),
    deletable: run.heldUntil === undefined,
  };
}

function repliesOf({ outcomes: count, finishedAt, heldUntil }: StoredRun, tell: Teller): string {
  if (heldUntil !== undefined) return tell(texts.running, { count });
  return finishedAt === undefined ? tell(texts.cutOff, { count }) : String(count);
}
