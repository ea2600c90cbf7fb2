import { type Locale, say } from '../base/text.ts';
import type { ModelInfo } from '../models/types.ts';
import { comparers } from '../trials/comparers/index.ts';
import { extractorOf } from '../trials/extract.ts';
import { extractors } from '../trials/extractors/index.ts';
import { reportOf } from '../trials/report.ts';
import type { Outcome } from '../trials/types.ts';
import type { Choice, ReplyKey, ReplyView } from './protocol.ts';
import { type RunState, sampleId } from './run.ts';
import type { RunViewContext } from './runView.ts';
import { runTexts } from './texts.ts';

type Reading = Pick<RunViewContext, 'report' | 'extractors' | 'answerOf' | 'keyOf'>;

/** Reads the replies of a run with the extractor the user chose: always from the replies, never with a call. */
export function reading(run: RunState, price: ModelInfo['price'], locale: Locale): Reading {
  const outcomes = [...run.outcomes.values()];
  const plan = { ...run.plan, extractor: run.extractor };
  const report = reportOf(plan, outcomes, {
    stopped: run.stopped,
    ...(price === undefined ? {} : { price }),
  });
  const extractor = extractorOf(report.extractor);
  const comparer = comparers.find(({ id }) => id === report.comparer) ?? comparers[0];
  return {
    report,
    extractors: extractorChoices(run, outcomes, report.extractor, locale),
    answerOf: (reply) => extractor?.extract(reply)?.answer,
    keyOf: (answer) => comparer?.key(answer) ?? answer,
  };
}

/** A reply of the run with the part read as its answer; a failure with its sentence and what had arrived. */
export function readReply(run: RunState, key: ReplyKey, locale: Locale): ReplyView | undefined {
  const outcome = run.outcomes.get(sampleId(key));
  if (outcome === undefined) {
    const streaming = run.streaming.get(sampleId(key));
    return streaming && { key, text: streaming.text, detail: '' };
  }
  if (outcome.type === 'failure') {
    return { key, text: outcome.failure.partialText ?? '', detail: say(outcome.failure.phrase, locale) };
  }
  const plan = { ...run.plan, extractor: run.extractor };
  const { extractor } = reportOf(plan, [...run.outcomes.values()]);
  const answer = extractorOf(extractor)?.extract(outcome.text)?.span;
  const missing = answer === undefined ? say({ text: runTexts.noAnswer }, locale) : '';
  return { key, text: outcome.text, detail: missing, ...(answer === undefined ? {} : { answer }) };
}

function extractorChoices(
  run: RunState,
  outcomes: readonly Outcome[],
  chosen: string,
  locale: Locale,
): readonly Choice[] {
  const title = (id: string) => say({ text: extractorOf(id)?.title ?? runTexts.automaticPending }, locale);
  const replies = outcomes.flatMap((outcome) => (outcome.type === 'reply' ? [outcome.text] : []));
  const automatic =
    run.extractor === 'auto' && replies.length > 0
      ? say({ text: runTexts.automatic, values: { title: title(chosen) } }, locale)
      : say({ text: runTexts.automaticPending }, locale);
  const ids = extractors.flatMap((extractor) => {
    const parameters = extractor.parameters?.(replies.slice(0, sampledReplies), {}) ?? [];
    return parameters.length === 0 ? [extractor.id] : parameters.map((each) => `${extractor.id}:${each}`);
  });
  const all = run.extractor === 'auto' || ids.includes(run.extractor) ? ids : [...ids, run.extractor];
  return [{ id: 'auto', label: automatic }, ...all.map((id) => ({ id, label: title(id) }))];
}

/** Replies looked at for the fields worth offering. */
const sampledReplies = 20;
