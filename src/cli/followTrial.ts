import { type Phrase, phrase, say } from '../base/text.ts';
import type { TrialRunEvent } from '../core.ts';
import { unitKey } from '../trials/report.ts';
import type { Failure, Outcome, Report, SampleKey, TrialPlan } from '../trials/types.ts';
import { createProgress, noProgress, type Progress } from './progress.ts';
import { exit, type Terminal, tell } from './terminal.ts';
import { texts } from './texts.ts';
import { type Gate, gateMisses } from './trialGate.ts';
import { createLineWriter, type LineWriter } from './trialLines.ts';
import { trialTexts } from './trialTexts.ts';
import { readableReport } from './trialView.ts';

/** How a run is to be shown and judged. `stored` are the outcomes a resumed run had already. */
export interface Following {
  readonly stored: readonly Outcome[];
  readonly gate: Gate;
  readonly json: boolean;
}

/** Shows a run while it goes on and when it has ended, and gives the exit code. */
export async function followTrial(
  events: AsyncIterable<TrialRunEvent>,
  following: Following,
  terminal: Terminal,
): Promise<number> {
  const view = createView(following, terminal);
  const onAbort = () => {
    if (terminal.signal.reason !== 'closed') view.say(phrase(texts.interrupted));
  };
  terminal.signal.addEventListener('abort', onAbort, { once: true });
  try {
    for await (const event of events) view.show(event);
  } finally {
    terminal.signal.removeEventListener('abort', onAbort);
    view.clear();
  }
  return view.conclude();
}

interface Started {
  readonly runId: string;
  readonly plan: TrialPlan;
  readonly progress: Progress;
  readonly lines: LineWriter | undefined;
}

function createView({ stored, gate, json }: Following, terminal: Terminal) {
  const failures = new Map<string, Failure>();
  const waiting = new Map(stored.map((outcome) => [sampleKey(outcome), outcome]));
  let started: Started | undefined;
  let report: Report | undefined;

  const outcome = (arrived: Outcome) => {
    waiting.delete(sampleKey(arrived));
    if (arrived.type === 'failure') failures.set(sampleKey(arrived), arrived);
    started?.lines?.outcome(arrived);
    started?.progress.advance(1);
  };
  /** Stored replies are shown at once; a stored failure only where the run did not ask again. */
  const showStored = (type: Outcome['type']) => {
    for (const arrived of [...waiting.values()]) if (arrived.type === type) outcome(arrived);
  };
  return {
    say: (sentence: Phrase) => {
      started?.progress.clear();
      tell(terminal, sentence);
    },
    clear: () => started?.progress.clear(),
    show(event: TrialRunEvent) {
      if (event.type === 'started') {
        const { runId, plan } = event;
        tell(terminal, phrase(trialTexts.runIs, { run: runId }));
        const lines = json ? createLineWriter(runId, plan, terminal) : undefined;
        const progress = json ? noProgress : createProgress(plan, terminal);
        started = { runId, plan, lines, progress };
        showStored('reply');
      }
      if (event.type === 'outcome') outcome(event.outcome);
      if (event.type === 'retry') started?.progress.note(retryNote(event.waits, terminal));
      if (event.type === 'finished') {
        showStored('failure');
        report = event.report;
      }
    },
    conclude(): number {
      if (started === undefined || report === undefined) return exit.usage;
      const { runId, plan, lines } = started;
      if (lines !== undefined) lines.finish(report);
      else terminal.out.write(readableReport(plan, report, terminal.out, terminal.locale));
      return codeOf(runId, report, [...failures.values()], gate, terminal);
    },
  };
}

function codeOf(
  run: string,
  report: Report,
  failures: readonly Failure[],
  gate: Gate,
  terminal: Terminal,
): number {
  const replies = report.totals.reduce((sum, totals) => sum + totals.replies, 0);
  const [first] = failures;
  if (first !== undefined) {
    const reason = say(first.failure.phrase, terminal.locale);
    const asked = replies + failures.length;
    const text = replies === 0 ? trialTexts.allFailed : trialTexts.someFailed;
    tell(terminal, phrase(text, { failures: failures.length, asked, reason }));
  }
  if (terminal.signal.aborted) {
    if (terminal.signal.reason === 'closed') return exit.fine;
    tell(terminal, phrase(trialTexts.stopsNow, { run }));
    return exit.interrupted;
  }
  if (replies === 0) return exit.usage;
  const misses = gateMisses(gate, report, terminal);
  for (const miss of misses) tell(terminal, miss);
  return misses.length > 0 ? exit.gate : exit.fine;
}

function sampleKey({ variant, case: testCase, slot }: SampleKey): string {
  return `${unitKey(variant, testCase)} ${slot}`;
}

function retryNote(waits: number, { locale }: Terminal): string {
  return say(phrase(trialTexts.retrying, { seconds: Math.ceil(waits / 1000) }), locale);
}
