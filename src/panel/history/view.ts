import { percent } from '../../base/format.ts';
import { type Locale, sentences } from '../../base/text.ts';
import type { Measurement, StoredRun } from '../../history/types.ts';
import { tellerOf } from '../teller.ts';
import type { HistoryPoint, HistoryView } from './protocol.ts';
import { rowOf } from './rows.ts';
import { historyTexts as texts } from './texts.ts';
import { fileText, type ShownPrompt, versionsOf } from './versions.ts';

/** What the store tells of one prompt: its measurements oldest first, its runs newest first. */
export interface PromptHistory {
  readonly series: readonly Measurement[];
  readonly runs: readonly StoredRun[];
}

interface Context {
  readonly locale: Locale;
  readonly now: number;
  readonly prompt: ShownPrompt | undefined;
}

const shownRuns = 100;
const shownPoints = 60;

/** Draws up the room; `undefined` as history means that it is still being read. */
export function historyView(history: PromptHistory | undefined, context: Context): HistoryView {
  const { locale, now, prompt } = context;
  const nothing = { points: [], summary: '', runs: [], moreRuns: 0 };
  if (history === undefined || prompt === undefined) return { ...nothing, loading: history === undefined };
  const tell = tellerOf(locale);
  const series = onePerRun(history, prompt).slice(-shownPoints);
  const versions = versionsOf(history, prompt);
  const about = { present: prompt.contentHash, versions, locale, now, tell };
  return {
    loading: false,
    points: series.map(pointOf),
    summary: series.length === 0 ? '' : summaryOf(series, locale),
    runs: history.runs.slice(0, shownRuns).map((run) => rowOf(run, about)),
    moreRuns: Math.max(0, history.runs.length - shownRuns),
  };
}

/** A run of several texts or models is one point: that of the text in the file, with the model chosen first. */
function onePerRun(history: PromptHistory, prompt: ShownPrompt): readonly Measurement[] {
  const groups = Map.groupBy(history.series, ({ runId }) => runId);
  return [...groups].flatMap(([runId, group]) => {
    const run = history.runs.find(({ id }) => id === runId);
    const hash = run && fileText(run, history, prompt);
    return group.find(({ contentHash }) => contentHash === hash) ?? group[0] ?? [];
  });
}

function pointOf(
  { agreement, accuracy, passRate, contentHash }: Measurement,
  index: number,
  series: readonly Measurement[],
): HistoryPoint {
  const before = series[index - 1];
  return {
    agreement,
    ...(accuracy === undefined ? {} : { accuracy }),
    ...(passRate === undefined ? {} : { passRate }),
    newVersion: before !== undefined && before.contentHash !== contentHash,
  };
}

function summaryOf(series: readonly Measurement[], locale: Locale): string {
  const tell = tellerOf(locale);
  const shares = (figure: 'agreement' | 'accuracy' | 'passRate') =>
    series.flatMap(({ [figure]: share }) => (share === undefined ? [] : percent(share, locale)));
  const rates = (['accuracy', 'passRate'] as const).filter((figure) => shares(figure).length > 0);
  const said = [
    tell(texts.summary, { count: series.length, shares: shares('agreement') }),
    ...rates.map((figure) => tell(texts.rates, { name: tell(texts[figure]), shares: shares(figure) })),
  ];
  return sentences(said, locale);
}
