import { phrase, say } from '../base/text.ts';
import type { TrialPlan } from '../trials/types.ts';
import { displayWidth } from './table.ts';
import type { Terminal } from './terminal.ts';
import { trialTexts as texts } from './trialTexts.ts';

/** A line at the bottom of the terminal that shows how far a run is. */
export interface Progress {
  /** More samples are done, or were made unnecessary. */
  advance(samples: number): void;
  /** Shows a word beside the bar until the next step. */
  note(text: string): void;
  clear(): void;
}

const width = 24;
/** Shows nothing. */
export const noProgress: Progress = { advance: () => {}, note: () => {}, clear: () => {} };

/** The progress bar of a run, drawn on the error stream where that is a terminal. */
export function createProgress(plan: TrialPlan, { err, locale }: Terminal): Progress {
  if (!err.isTerminal) return noProgress;
  const planned = plan.variants.length * plan.cases.length * plan.samples;
  let count = 0;
  const draw = (note = '') => {
    const filled = planned === 0 ? width : Math.min(width, Math.floor((count / planned) * width));
    const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
    const line = `${bar} ${say(phrase(texts.progress, { done: count, planned }), locale)} ${note}`;
    err.write(`\r\u001b[K${displayWidth(line) < err.columns() ? line : bar}`);
  };
  draw();
  return {
    advance(samples) {
      count += samples;
      draw();
    },
    note: draw,
    clear: () => err.write('\r\u001b[K'),
  };
}
