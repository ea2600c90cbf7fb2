import { csvRow } from './caseFiles/csvCell.ts';
import type { CaseTally, Outcome, Report, TrialPlan } from './types.ts';

/** A run to be taken elsewhere. */
export interface ExportedRun {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly plan: TrialPlan;
}

/**
 * A run as JSON lines: first the run with all that was asked (its variants with their messages, its cases), then every outcome
 * raw, each with the model it was asked of, in the order they are given.
 */
export function exportReplies({ id, startedAt, plan }: ExportedRun, outcomes: readonly Outcome[]): string {
  const models = new Map(plan.variants.map((variant) => [variant.id, variant.model]));
  const head = { type: 'run', run: id, at: new Date(startedAt).toISOString(), ...plan };
  const lines = outcomes.map((outcome) => ({ run: id, model: models.get(outcome.variant), ...outcome }));
  return [head, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** The tallies of a run as RFC 4180 text with a header: a row per variant and case. Figures have no unit and a decimal point. */
export function exportTallies(plan: TrialPlan, report: Report): string {
  const rows = report.cases.map((tally) =>
    Object.values(columns).map((cell) => harmless(cell(tally, plan, report))),
  );
  return [Object.keys(columns), ...rows].map((cells) => `${csvRow(cells)}\r\n`).join('');
}

type Cell = (tally: CaseTally, plan: TrialPlan, report: Report) => string | number | boolean | undefined;

const columns: Readonly<Record<string, Cell>> = {
  variant: ({ variant }) => variant,
  title: ({ variant }, { variants }) => variants.find(({ id }) => id === variant)?.title,
  model: ({ variant }, { variants }) => variants.find(({ id }) => id === variant)?.model.model,
  case: (tally) => tally.case,
  expected: ({ expected }) => expected,
  majority: ({ majority }) => majority,
  majority_correct: ({ majorityCorrect }) => majorityCorrect,
  share: ({ share, samples }) => (samples === 0 ? undefined : share),
  share_low: ({ interval, samples }) => (samples === 0 ? undefined : interval[0]),
  share_high: ({ interval, samples }) => (samples === 0 ? undefined : interval[1]),
  replies: ({ samples }) => samples,
  without_answer: ({ withoutAnswer }) => withoutAnswer,
  failures: ({ failures }) => failures,
  correct: ({ correct }) => correct,
  checks_passed: ({ checks }) => checks?.all.passed,
  checks_judged: ({ checks }) => checks?.all.judged,
  stopped: ({ stopped }) => stopped,
  extractor: (_tally, _plan, { extractor }) => extractor,
};

/** Text as a spreadsheet may open it: what a model wrote is never taken as a formula. Numbers stay numbers. */
function harmless(value: ReturnType<Cell>): string {
  const text = String(value ?? '');
  return /^[=@+\-\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
}
