import { hashText } from '../../base/hash.ts';
import { type Locale, say } from '../../base/text.ts';
import type { ModelInfo, ModelRef } from '../../models/types.ts';
import { autoExtractor, extractorOf, offeredExtractors, readAnswer } from '../../trials/extract.ts';
import { wholeText } from '../../trials/extractors/wholeText.ts';
import { comparerOf, extractorFor, reportOf } from '../../trials/report.ts';
import type { Extractor, Reply } from '../../trials/types.ts';
import type { Choice } from '../choice.ts';
import type { ReplyKey, ReplyView } from './protocol.ts';
import { missedChecks } from './replyChecks.ts';
import { type RunState, sampleId, tallyId } from './run.ts';
import { runTexts } from './texts.ts';
import type { RunViewContext } from './view.ts';

type Reading = Pick<RunViewContext, 'report' | 'extractors' | 'answerOf' | 'keyOf'>;

/** Reads the replies of a run with the extractor the user chose: always from the replies, never with a call. */
export function reading(
  run: RunState,
  priceOf: (model: ModelRef) => ModelInfo['price'],
  locale: Locale,
): Reading {
  const report = reportOf({ ...run.plan, extractor: run.extractor }, [...run.outcomes.values()], {
    stopped: (variant, caseId) => run.stopped.get(tallyId(variant, caseId)),
    finished: run.status === 'finished',
    ...(run.checker === undefined ? {} : { checker: run.checker }),
    price: priceOf,
  });
  const extractor = extractorOf(report.extractor) ?? wholeText;
  const comparer = comparerOf(report.comparer);
  return {
    report,
    extractors: extractorChoices(run, extractor, locale),
    answerOf: (reply) => readAnswer(reply, extractor),
    keyOf: (answer) => answerId(comparer.key(answer)),
  };
}

const longestId = 64;

/** A comparer's key as an id of bounded length: whole texts can be answers too. */
export function answerId(key: string): string {
  return key.length <= longestId ? key : hashText(key);
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
  const extractor = extractorFor({ ...run.plan, extractor: run.extractor }, repliesOf(run));
  const answer = readAnswer(outcome, extractor)?.span;
  const missing = answer === undefined ? say({ text: runTexts.noAnswer }, locale) : '';
  const right = rightAnswer(outcome, extractor);
  const checks = missedChecks(run, outcome, locale);
  return { key, text: outcome.text, detail: missing, right, checks, ...(answer && { answer }) };
}

/** The right answer where a reply is right: the part read as its answer, else all of it. */
export function rightAnswer(reply: Reply, extractor: Extractor): string {
  return (readAnswer(reply, extractor) ?? readAnswer(reply, wholeText))?.answer ?? reply.text;
}

/** Replies looked at for the parameters worth offering. */
const sampledReplies = 20;

function extractorChoices(run: RunState, read: Extractor, locale: Locale): readonly Choice[] {
  const replies = repliesOf(run).slice(0, sampledReplies);
  const isAutomatic = run.extractor === autoExtractor && replies.length > 0;
  const automatic = isAutomatic
    ? say({ text: runTexts.automatic, values: { title: read.title[locale] } }, locale)
    : say({ text: runTexts.automaticPending }, locale);
  const offered = offeredExtractors(replies.map(({ text }) => text));
  const isOffered = offered.some(({ id }) => id === run.extractor);
  const all = run.extractor === autoExtractor || isOffered ? offered : [...offered, read];
  return [
    { id: autoExtractor, label: automatic },
    ...all.map(({ id, title }) => ({ id, label: title[locale] })),
  ];
}

function repliesOf({ outcomes }: RunState): readonly Reply[] {
  return [...outcomes.values()].filter((outcome) => outcome.type === 'reply');
}
