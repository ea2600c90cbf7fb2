import { type Locale, say } from '../base/text.ts';
import { writtenSpec } from '../trials/checking/specs.ts';
import { compareToBases, type SideBySide } from '../trials/compare.ts';
import { autoExtractor, extractorOf, readAnswer } from '../trials/extract.ts';
import { extractorFor } from '../trials/report.ts';
import type {
  CaseChecks,
  CaseTally,
  Extractor,
  Failure,
  Outcome,
  Reply,
  Report,
  TrialPlan,
} from '../trials/types.ts';
import { type Terminal, writeJson } from './terminal.ts';

/** Writes a run as JSON lines: each outcome as it arrives, the tally last. */
export interface LineWriter {
  outcome(outcome: Outcome): void;
  finish(report: Report): void;
}

/**
 * Where the extractor is chosen by the replies, the choice can change while they arrive; a reply whose answer then reads
 * otherwise gets a `reread` line before the tally, so that the lines always add up to it.
 */
export function createLineWriter(run: string, plan: TrialPlan, terminal: Terminal): LineWriter {
  const written: { readonly reply: Reply; readonly answer: string | null }[] = [];
  const extractorNow = followReplies(plan);
  return {
    outcome(outcome) {
      const extractor = extractorNow(outcome);
      writeJson(terminal, outcomeLine(run, outcome, extractor, terminal.locale));
      if (outcome.type === 'reply') written.push({ reply: outcome, answer: answerOf(outcome, extractor) });
    },
    finish(report) {
      const extractor = extractorOf(report.extractor) ?? extractorFor(plan, []);
      for (const { reply, answer } of written) {
        if (answerOf(reply, extractor) !== answer) writeJson(terminal, rereadLine(run, reply, extractor));
      }
      writeJson(terminal, tallyLine(run, plan, report));
    },
  };
}

/** The extractor for the replies so far; chosen anew whenever they have doubled. */
function followReplies(plan: TrialPlan): (outcome: Outcome) => Extractor {
  const replies: Reply[] = [];
  let chosen: { readonly extractor: Extractor; readonly at: number } | undefined;
  return (outcome) => {
    if (outcome.type === 'reply') replies.push(outcome);
    const settled =
      chosen !== undefined && (plan.extractor !== autoExtractor || replies.length < 2 * chosen.at);
    if (chosen === undefined || !settled) {
      chosen = { extractor: extractorFor(plan, replies), at: replies.length };
    }
    return chosen.extractor;
  };
}

function answerOf(reply: Reply, extractor: Extractor): string | null {
  return readAnswer(reply, extractor)?.answer ?? null;
}

/** A reply as a JSON line; `answer` is null where none was read. */
export function replyLine(run: string, reply: Reply, extractor: Extractor) {
  const { type, variant, case: testCase, slot, text, finish, usage, millis, cached, confirmed } = reply;
  return {
    ...{ type, run, variant, case: testCase, slot, text },
    answer: answerOf(reply, extractor),
    extractor: extractor.id,
    ...{ finish, ...(usage === undefined ? {} : { usage }), millis, cached },
    ...(confirmed.model === undefined ? {} : { model: confirmed.model }),
  };
}

/** A sample without a reply as a JSON line; `error` is the sentence, `code` its stable name. */
export function failureLine(run: string, failure: Failure, locale: Locale) {
  const { type, variant, case: testCase, slot, millis } = failure;
  const { code, phrase, partialText } = failure.failure;
  return {
    ...{ type, run, variant, case: testCase, slot, error: say(phrase, locale), code },
    ...(partialText === undefined ? {} : { partialText }),
    millis,
  };
}

/** Any outcome as a JSON line. */
export function outcomeLine(run: string, outcome: Outcome, extractor: Extractor, locale: Locale) {
  return outcome.type === 'reply' ? replyLine(run, outcome, extractor) : failureLine(run, outcome, locale);
}

/** The answer that counts for a reply whose line, written before the extractor was settled, said another. */
export function rereadLine(run: string, reply: Reply, extractor: Extractor) {
  const { variant, case: testCase, slot } = reply;
  const answer = answerOf(reply, extractor);
  return { type: 'reread' as const, run, variant, case: testCase, slot, answer, extractor: extractor.id };
}

/** The vote as the last JSON line of a run. */
export function tallyLine(run: string, { variants }: TrialPlan, report: Report) {
  const { extractor, comparer, planned, saved, cases, totals } = report;
  return {
    type: 'tally' as const,
    run,
    extractor,
    comparer,
    planned,
    saved,
    variants: variants.map(({ id, title, model }) => ({ id, title, model: model.model })),
    cases: cases.map(caseLine),
    totals,
    ...(variants.length > 1 && { compared: compareToBases(variants, report).map(comparedLine) }),
  };
}

function comparedLine({ first, second, changed, comparable, fixed, broken }: SideBySide) {
  return { baseline: first.variant, variant: second.variant, changed, comparable, fixed, broken };
}

function caseLine(tally: CaseTally) {
  const { variant, case: testCase, majority, share, interval, clusters, entropy, samples } = tally;
  const { withoutAnswer, failures, stopped, expected, majorityCorrect, correct } = tally;
  return {
    ...{ variant, case: testCase, majority: majority ?? null, share, interval },
    counts: Object.fromEntries(clusters.map(({ answer, slots }) => [answer, slots.length])),
    ...{ samples, withoutAnswer, failures, entropy, stopped: stopped ?? null },
    ...(tally.scattered ? { scattered: true } : {}),
    ...(tally.lengths === undefined ? {} : { lengths: tally.lengths }),
    ...(tally.checks === undefined ? {} : { checks: checksLine(tally.checks) }),
    ...(expected === undefined ? {} : { expected, majorityCorrect: majorityCorrect ?? null, correct }),
  };
}

/** Checks as written in cases files, each with its figures. */
function checksLine({ all, each }: CaseChecks) {
  return {
    ...all,
    each: each.map(({ spec, reason: _, failing: __, ...rate }) => ({ check: writtenSpec(spec), ...rate })),
  };
}
