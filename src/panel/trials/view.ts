import { decimal, dollars, oneLine, percent, timeAgo, wholePercent } from '../../base/format.ts';
import { type Locale, type PhraseValues, say, type Text } from '../../base/text.ts';
import type { Prompt } from '../../prompt/types.ts';
import type { CaseTally, Cluster, Reply, Report, VariantTotals } from '../../trials/types.ts';
import type { Choice } from '../choice.ts';
import { type Teller, tellerOf } from '../teller.ts';
import { pageTexts } from '../texts.ts';
import { fileOf } from './keep.ts';
import { overviewOf } from './overview.ts';
import type { AnswerView, RunView, VariantView } from './protocol.ts';
import { answerId } from './reading.ts';
import { type RunState, tallyId } from './run.ts';
import { sampleRows } from './samples.ts';
import { runTexts } from './texts.ts';
import { majorityOf, verdictOf } from './verdict.ts';

const shownAnswers = 12;
const shownCases = 200;
const pageSize = 25;

/** What the view needs besides the run: how replies are read, and the clock. */
export interface RunViewContext {
  readonly locale: Locale;
  readonly now: number;
  /** True where the prompt reads differently by now. */
  readonly promptChanged: boolean;
  /** The prompt in its file that the variants could be written into. */
  readonly target: Prompt | undefined;
  /** The report as read by the extractor the user chose. */
  readonly report: Report;
  readonly extractors: readonly Choice[];
  /** The part of a reply read as its answer. */
  readonly answerOf: (reply: Reply) => string | undefined;
  /** The group an answer belongs to. */
  readonly keyOf: (answer: string) => string;
}

/** Draws up what the page shows of a run. */
export function runView(run: RunState, context: RunViewContext): RunView {
  const { locale, now, report } = context;
  const tell = tellerOf(locale);
  const done = run.outcomes.size;
  const planned = report.planned;
  return {
    id: run.id,
    title: titleOf(run),
    detail: tell(runTexts.detail, { model: modelName(run, tell), when: timeAgo(run.startedAt, now, locale) }),
    status: run.status,
    resumable: isResumable(run, report),
    progress: { done, planned, label: tell(runTexts.progress, { done, planned }) },
    verdict: verdictOf(run, report, tell, locale),
    notes: notesOf(run, context, tell),
    extractors: context.extractors,
    extractor: run.extractor,
    cases: run.plan.cases.slice(0, shownCases).map((each) => ({ id: each.id, label: caseLabel(each) })),
    case: run.shownCase,
    variants: run.plan.variants.map(({ id, title }) => variantView(run, context, tell, { id, title })),
    ...overviewOf(run, report, tell, locale),
  };
}

/** One variant is named by its prompt; two are named by their parts, and the prompt by its place in the code. */
function titleOf({ plan, prompts }: RunState): string {
  const [first, second] = plan.variants;
  const lineage = prompts[0]?.lineage;
  return (second === undefined ? first?.title : lineage?.symbol || lineage?.path) ?? '';
}

function modelName(run: RunState, tell: Teller): string {
  return run.demonstration ? tell(pageTexts.demonstration, { model: run.modelTitle }) : run.modelTitle;
}

function caseLabel(each: RunState['plan']['cases'][number]): string {
  const inputs = Object.values(each.inputs).join(', ');
  return inputs === '' ? each.id : `${each.id}: ${oneLine(inputs, 60)}`;
}

/** True where samples are missing that were neither decided against nor given up for good. */
export function isResumable(run: RunState, report: Report): boolean {
  if (['running', 'stopping', 'elsewhere'].includes(run.status)) return false;
  return report.cases.some(({ variant, case: caseId, stopped, samples, failures }) => {
    const how = run.stopped.get(tallyId(variant, caseId))?.stopped ?? stopped;
    if (how === 'decided' || how === 'complete') return failures > 0 && how === 'complete';
    return samples < run.plan.samples;
  });
}

function variantView(
  run: RunState,
  context: RunViewContext,
  tell: Teller,
  { id, title }: { readonly id: string; readonly title: string },
): VariantView {
  const tally = context.report.cases.find((each) => each.variant === id && each.case === run.shownCase);
  const totals = context.report.totals.find((each) => each.variant === id);
  const clusters = tally?.clusters ?? [];
  const expectedKey = tally?.expected === undefined ? undefined : context.keyOf(tally.expected);
  const answers = clusters.slice(0, shownAnswers).map((cluster, index) =>
    answerView(cluster, tally?.samples ?? 0, context.locale, tell, {
      leading: index === 0 && tally?.majority !== undefined,
      expected: answerId(cluster.key) === expectedKey,
    }),
  );
  const selected = run.selected[id];
  const all = sampleRows(run, id, context, tell, selected);
  const pages = Math.max(1, Math.ceil(all.length / pageSize));
  const page = Math.min(run.pages[id] ?? 0, pages - 1);
  return {
    id,
    title,
    majority: tally === undefined ? tell(runTexts.noReplies) : majorityOf(tally, tell),
    hasMajority: tally?.majority !== undefined,
    answers,
    moreAnswers: Math.max(0, clusters.length - shownAnswers),
    figures: figuresOf(run, tally, totals, tell, context.locale),
    samples: all.slice(page * pageSize, (page + 1) * pageSize),
    sampleCount: all.length,
    ...(selected === undefined ? {} : { selected }),
    ...fileOf(context.target, run, id),
    page,
    pages,
  };
}

function answerView(
  { key, answer, slots, share, interval }: Cluster,
  total: number,
  locale: Locale,
  tell: Teller,
  { leading, expected }: { readonly leading: boolean; readonly expected: boolean },
): AnswerView {
  const label = oneLine(answer, 120);
  const values = { answer: label, count: slots.length, total, share: percent(share, locale) };
  const name = tell(runTexts.answerName, values) + (expected ? ` (${tell(runTexts.expected)})` : '');
  return {
    key: answerId(key),
    label,
    count: slots.length,
    share,
    low: interval[0],
    high: interval[1],
    name,
    leading,
    expected,
  };
}

type Figure = VariantView['figures'][number];

function figuresOf(
  run: RunState,
  tally: CaseTally | undefined,
  totals: VariantTotals | undefined,
  tell: Teller,
  locale: Locale,
): readonly Figure[] {
  const figure = (label: Text, value: Text | string, values?: PhraseValues): Figure => ({
    label: tell(label),
    value: typeof value === 'string' ? value : tell(value, values),
  });
  const figures: Figure[] = [];
  if (tally !== undefined && tally.samples > 0) {
    figures.push(
      figure(
        runTexts.agreement,
        runTexts.agreementValue,
        intervalValues(tally.share, tally.interval, locale),
      ),
      figure(runTexts.entropy, decimal(tally.entropy, locale, 2)),
    );
    if (tally.withoutAnswer > 0) figures.push(figure(runTexts.unread, String(tally.withoutAnswer)));
    if (tally.expected !== undefined) {
      const met = tally.majorityCorrect === true ? runTexts.expectedMet : runTexts.expectedMissed;
      figures.push(figure(runTexts.expected, met, { expected: oneLine(tally.expected, 80) }));
    }
  }
  if (totals?.accuracy !== undefined) {
    const { share, interval, cases } = totals.accuracy;
    const values = { ...intervalValues(share, interval, locale), cases };
    figures.push(figure(runTexts.accuracy, runTexts.accuracyValue, values));
  }
  if (totals === undefined || totals.replies === 0) return figures;
  const tokens = totals.usageUnknown === totals.replies ? runTexts.tokensUnknown : runTexts.tokensValue;
  figures.push(
    figure(runTexts.tokensLabel, tokens, {
      prompt: decimal(totals.promptTokens, locale),
      reply: decimal(totals.completionTokens, locale),
    }),
  );
  if (totals.cost !== undefined) {
    figures.push(
      figure(runTexts.costLabel, totals.cost === 0 ? runTexts.costFree : `$${dollars(totals.cost, locale)}`),
    );
  }
  figures.push(figure(runTexts.seconds, decimal(secondsPerReply(run, totals.variant), locale, 2)));
  return figures;
}

function intervalValues(share: number, [low, high]: readonly [number, number], locale: Locale): PhraseValues {
  return { share: percent(share, locale), low: wholePercent(low), high: percent(high, locale) };
}

function secondsPerReply(run: RunState, variant: string): number {
  let millis = 0;
  let replies = 0;
  for (const outcome of run.outcomes.values()) {
    if (outcome.variant !== variant || outcome.type === 'failure' || outcome.cached) continue;
    millis += outcome.millis;
    replies += 1;
  }
  return replies === 0 ? 0 : millis / replies / 1000;
}

function notesOf(
  run: RunState,
  { report, locale, promptChanged }: RunViewContext,
  tell: Teller,
): readonly string[] {
  const notes: string[] = [];
  if (run.problem !== undefined) notes.push(say(run.problem.phrase, locale));
  if (run.retry !== undefined) {
    const sentence = say(run.retry.problem.phrase, locale);
    notes.push(tell(runTexts.waiting, { sentence, seconds: decimal(run.retry.waits / 1000, locale, 1) }));
  }
  if (run.status === 'stopped') notes.push(tell(runTexts.stoppedByUser));
  if (run.status === 'interrupted') notes.push(tell(runTexts.interrupted));
  if (run.status === 'elsewhere') notes.push(tell(runTexts.elsewhere));
  if (report.saved > 0 && run.status === 'finished') {
    const values = { done: run.outcomes.size, planned: report.planned, saved: report.saved };
    notes.push(tell(runTexts.saved, values));
  }
  const failures = failureCounts(run, locale);
  const reasons = [...run.stopped.values()].flatMap(({ stopped, reason }) =>
    stopped === 'failed' && reason !== undefined ? [say(reason, locale)] : [],
  );
  notes.push(...[...new Set(reasons)].filter((sentence) => !failures.has(sentence)));
  notes.push(...failureNotes(failures, report, tell), ...replyNotes(run, report, tell));
  if (promptChanged) notes.push(tell(runTexts.promptChanged));
  return notes;
}

const shownFailures = 5;

function failureCounts(run: RunState, locale: Locale): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const outcome of run.outcomes.values()) {
    if (outcome.type === 'reply') continue;
    const sentence = say(outcome.failure.phrase, locale);
    counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  }
  return counts;
}

function failureNotes(counts: ReadonlyMap<string, number>, report: Report, tell: Teller): readonly string[] {
  return [...counts]
    .slice(0, shownFailures)
    .map(([sentence, count]) => tell(runTexts.failures, { count, planned: report.planned, sentence }));
}

function replyNotes(run: RunState, report: Report, tell: Teller): readonly string[] {
  const notes: string[] = [];
  const replies = [...run.outcomes.values()].filter((outcome) => outcome.type === 'reply');
  const cached = report.totals.reduce((sum, each) => sum + each.cached, 0);
  if (cached > 0) notes.push(tell(runTexts.cached, { count: cached }));
  if (replies.some((reply) => !reply.confirmed.samplingControlled))
    notes.push(tell(runTexts.samplingUnknown));
  if (replies.some((reply) => reply.confirmed.systemMerged === true)) notes.push(tell(runTexts.systemMerged));
  return notes;
}
