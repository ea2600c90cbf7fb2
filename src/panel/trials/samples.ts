import { oneLine } from '../../base/format.ts';
import { slice } from '../../base/span.ts';
import { say } from '../../base/text.ts';
import type { Extraction } from '../../trials/types.ts';
import type { Teller } from '../teller.ts';
import type { SampleRow } from './protocol.ts';
import { checkedOf } from './replyChecks.ts';
import type { RunState } from './run.ts';
import { runTexts } from './texts.ts';
import type { RunViewContext } from './view.ts';

type Row = SampleRow & { readonly key?: string };

const summaryLength = 80;

/** The samples of one variant on the case shown, by slot; narrowed to one answer where one is selected. */
export function sampleRows(
  run: RunState,
  variant: string,
  context: RunViewContext,
  tell: Teller,
  selected: string | undefined,
): readonly SampleRow[] {
  const isShown = (key: { readonly variant: string; readonly case: string }) =>
    key.variant === variant && key.case === run.shownCase;
  const rows: Row[] = [];
  for (const outcome of run.outcomes.values()) {
    if (!isShown(outcome)) continue;
    const base = { slot: outcome.slot, label: tell(runTexts.sample, { number: outcome.slot + 1 }) };
    if (outcome.type === 'failure') {
      rows.push({ ...base, state: 'failure', summary: say(outcome.failure.phrase, context.locale) });
      continue;
    }
    const read = context.answerOf(outcome);
    const answer = read?.answer;
    const empty = outcome.text.trim() === '' ? runTexts.emptyReply : runTexts.noAnswer;
    const summary = read === undefined ? tell(empty) : summaryOf(outcome.text, read, tell);
    const key = answer === undefined ? {} : { key: context.keyOf(answer) };
    const checked = checkedOf(run, outcome);
    rows.push({ ...base, state: 'reply', summary, ...key, ...(checked && { checked }) });
  }
  for (const { key, text } of run.streaming.values()) {
    if (!isShown(key)) continue;
    const summary = oneLine(text.slice(-summaryLength), summaryLength);
    rows.push({
      slot: key.slot,
      label: tell(runTexts.sample, { number: key.slot + 1 }),
      summary,
      state: 'streaming',
    });
  }
  return rows
    .filter(({ key }) => selected === undefined || key === selected)
    .sort((a, b) => a.slot - b.slot)
    .map(({ key: _, ...row }) => row);
}

/** The answer; and the reply's own words for it where they are others, so that it shows why it stands with its like. */
function summaryOf(text: string, { answer, span }: Extraction, tell: Teller): string {
  const words = oneLine(slice(text, span), summaryLength);
  const shown = oneLine(answer, summaryLength);
  const isSame = words.toLowerCase() === shown.toLowerCase();
  return isSame || words === '' ? shown : tell(runTexts.readAs, { words, answer: shown });
}
