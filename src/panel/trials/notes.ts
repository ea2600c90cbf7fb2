import { decimal } from '../../base/format.ts';
import { type Locale, say } from '../../base/text.ts';
import type { Report } from '../../trials/types.ts';
import type { Teller } from '../teller.ts';
import type { RunState } from './run.ts';
import { runTexts } from './texts.ts';
import type { RunViewContext } from './view.ts';

/** What saves, limits or waits, a sentence each. */
export function notesOf(
  run: RunState,
  { report, locale, promptChanged, ofOther }: RunViewContext,
  tell: Teller,
): readonly string[] {
  const notes: string[] = [];
  if (ofOther) notes.push(tell(runTexts.ofOther));
  if (run.problem !== undefined) notes.push(say(run.problem.phrase, locale));
  notes.push(...(run.checker?.problems ?? []).map((problem) => say(problem.phrase, locale)));
  if (run.retry !== undefined) {
    const sentence = say(run.retry.problem.phrase, locale);
    notes.push(tell(runTexts.waiting, { sentence, seconds: decimal(run.retry.waits / 1000, locale, 1) }));
  }
  if (run.status === 'stopped') notes.push(tell(runTexts.stoppedByUser));
  if (run.status === 'interrupted') notes.push(tell(runTexts.interrupted));
  if (run.status === 'elsewhere') notes.push(tell(runTexts.elsewhere));
  if (report.saved > 0 && run.status === 'finished') notes.push(savedNote(run, report, tell));
  const failures = failureCounts(run, locale);
  const reasons = [...run.stopped.values()].flatMap(({ stopped, reason }) =>
    stopped === 'failed' && reason !== undefined ? [say(reason, locale)] : [],
  );
  notes.push(...[...new Set(reasons)].filter((sentence) => !failures.has(sentence)));
  notes.push(...failureNotes(failures, report, tell), ...replyNotes(run, report, tell));
  if (promptChanged) notes.push(tell(runTexts.promptChanged));
  return notes;
}

/** One vote stops the run; of several each stops by itself, and some may have run to their limit. */
function savedNote(run: RunState, { saved, planned, cases }: Report, tell: Teller): string {
  if (cases.length < 2) return tell(runTexts.saved, { done: run.outcomes.size, planned, saved });
  const decided = cases.filter(({ stopped }) => stopped === 'decided').length;
  const text = run.plan.variants.length < 2 ? runTexts.savedInCases : runTexts.savedInVotes;
  return tell(text, { saved, decided, count: cases.length });
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
