import { oneLine, percent, timeAgo } from '../../base/format.ts';
import type { Locale } from '../../base/text.ts';
import type { Prompt } from '../../prompt/types.ts';
import type { Cluster, Extraction, Reply, Report } from '../../trials/types.ts';
import type { Choice } from '../choice.ts';
import { type Teller, tellerOf } from '../teller.ts';
import { pageTexts } from '../texts.ts';
import { figuresOf } from './figures.ts';
import { fileOf } from './keep.ts';
import { notesOf } from './notes.ts';
import { overviewOf } from './overview.ts';
import type { AnswerView, RunView, VariantView } from './protocol.ts';
import { answerId } from './reading.ts';
import { type RunState, tallyId } from './run.ts';
import { sampleRows } from './samples.ts';
import { runTexts } from './texts.ts';
import { withTitlesOfNow } from './titles.ts';
import { majorityOf, verdictOf } from './verdict.ts';

const shownAnswers = 12;
const pageSize = 25;

/** What the view needs besides the run: how replies are read, and the clock. */
export interface RunViewContext {
  readonly locale: Locale;
  readonly now: number;
  /** True where the prompt reads differently by now. */
  readonly promptChanged: boolean;
  /** True where another prompt is chosen than the run is about. */
  readonly ofOther: boolean;
  /** The prompt in its file that the variants could be written into. */
  readonly target: Prompt | undefined;
  /** The report as read by the extractor the user chose. */
  readonly report: Report;
  readonly extractors: readonly Choice[];
  /** What was read of a reply as its answer, and where it stands there. */
  readonly answerOf: (reply: Reply) => Extraction | undefined;
  /** The group an answer belongs to. */
  readonly keyOf: (answer: string) => string;
}

/** Draws up what the page shows of a run. */
export function runView(asRun: RunState, context: RunViewContext): RunView {
  const { locale, now, report } = context;
  const tell = tellerOf(locale);
  const run = withTitlesOfNow(asRun, context.target, tell);
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
    figures: figuresOf(run, tally, totals, { tell, locale: context.locale }),
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
  const name = tell(runTexts.answerName, values);
  return {
    key: answerId(key),
    label,
    count: slots.length,
    share,
    low: interval[0],
    high: interval[1],
    name: expected ? tell(runTexts.answerExpected, { name }) : name,
    leading,
    expected,
  };
}
