import { decimal, dollars, oneLine, percent, percentRange } from '../../base/format.ts';
import { type Locale, type PhraseValues, say } from '../../base/text.ts';
import { describeSpec } from '../../trials/checking/specs.ts';
import type { CaseTally, CheckTally, Interval, LengthSpread, VariantTotals } from '../../trials/types.ts';
import type { Teller } from '../teller.ts';
import type { VariantView } from './protocol.ts';
import type { RunState } from './run.ts';
import { runTexts as texts } from './texts.ts';

type Figure = VariantView['figures'][number];

interface Reader {
  readonly tell: Teller;
  readonly locale: Locale;
}

/** The figures of one variant: of the case shown, then over all its replies. */
export function figuresOf(
  run: RunState,
  tally: CaseTally | undefined,
  totals: VariantTotals | undefined,
  reader: Reader,
): readonly Figure[] {
  return [
    ...(tally === undefined || tally.samples === 0 ? [] : ofCase(tally, reader)),
    ...(totals === undefined ? [] : overCases(totals, reader)),
    ...(totals === undefined || totals.replies === 0 ? [] : spent(run, totals, reader)),
  ];
}

/** Scattered replies have no agreement to speak of: their checks and lengths say more. */
function ofCase(tally: CaseTally, reader: Reader): readonly Figure[] {
  const { tell, locale } = reader;
  const { share, interval, entropy, withoutAnswer, expected, scattered, checks, lengths } = tally;
  const agreement = { share, interval };
  const missed = tally.majority === undefined ? texts.expectedWithout : texts.expectedMissed;
  const met = tally.majorityCorrect === true ? texts.expectedMet : missed;
  return [
    ...(scattered
      ? []
      : [
          { label: tell(texts.agreement), value: tell(texts.agreementValue, shareValues(agreement, locale)) },
          { label: tell(texts.entropy), value: decimal(entropy, locale, 2) },
        ]),
    ...(withoutAnswer === 0 ? [] : [{ label: tell(texts.unread), value: String(withoutAnswer) }]),
    ...(expected === undefined
      ? []
      : [{ label: tell(texts.expected), value: tell(met, { expected: oneLine(expected, 80) }) }]),
    ...(checks === undefined ? [] : checkFigures(checks, reader)),
    ...(lengths === undefined || !(scattered || checks) ? [] : lengthFigures(lengths, reader)),
  ];
}

function checkFigures({ all, each }: NonNullable<CaseTally['checks']>, reader: Reader): readonly Figure[] {
  const { tell, locale } = reader;
  const single = each.map((check) => ({
    label: oneLine(say(describeSpec(check.spec), locale), 80),
    value: passed(check, reader),
  }));
  if (all.judged === 0 || each.length < 2) return single;
  const values = { passed: all.passed, judged: all.judged, ...shareValues(all, locale) };
  return [...single, { label: tell(texts.allChecks), value: tell(texts.passed, values) }];
}

/** Where no reply passes the check itself may be at fault, so that what it says stands beside the figure. */
function passed({ notRun, reason, failing, ...rate }: CheckTally, { tell, locale }: Reader): string {
  const why = reason === undefined ? '' : say(reason, locale);
  if (rate.judged === 0) return why;
  const values = { passed: rate.passed, judged: rate.judged, ...shareValues(rate, locale) };
  const share = tell(texts.passed, values);
  const words =
    failing === undefined || rate.passed > 0
      ? share
      : tell(texts.mostFail, { words: share, count: failing.count, why: say(failing.reason, locale) });
  return notRun === 0 ? words : `${words}; ${tell(texts.notRun, { count: notRun, why })}`;
}

function lengthFigures({ words, characters }: LengthSpread, { tell, locale }: Reader): readonly Figure[] {
  const value = ({ min, median, max }: LengthSpread['words']) =>
    tell(texts.spread, {
      min: decimal(min, locale),
      median: decimal(median, locale),
      max: decimal(max, locale),
    });
  return [
    { label: tell(texts.words), value: value(words) },
    { label: tell(texts.characters), value: value(characters) },
  ];
}

function overCases({ accuracy, passRate }: VariantTotals, { tell, locale }: Reader): readonly Figure[] {
  const value = (mean: NonNullable<VariantTotals['accuracy']>) =>
    tell(texts.accuracyValue, { ...shareValues(mean, locale), cases: mean.cases });
  return [
    ...(accuracy === undefined ? [] : [{ label: tell(texts.accuracy), value: value(accuracy) }]),
    ...(passRate === undefined ? [] : [{ label: tell(texts.passRate), value: value(passRate) }]),
  ];
}

function spent(run: RunState, totals: VariantTotals, { tell, locale }: Reader): readonly Figure[] {
  const { promptTokens, completionTokens, usageUnknown, replies, cost } = totals;
  const values = { prompt: decimal(promptTokens, locale), reply: decimal(completionTokens, locale) };
  const tokens = usageUnknown === replies ? texts.tokensUnknown : texts.tokensValue;
  const price = cost === 0 ? tell(texts.costFree) : `$${dollars(cost ?? 0, locale)}`;
  return [
    { label: tell(texts.tokensLabel), value: tell(tokens, values) },
    ...(cost === undefined ? [] : [{ label: tell(texts.costLabel), value: price }]),
    { label: tell(texts.seconds), value: decimal(secondsPerReply(run, totals.variant), locale, 2) },
  ];
}

function shareValues(
  { share, interval }: { readonly share: number; readonly interval: Interval },
  locale: Locale,
): PhraseValues {
  return { share: percent(share, locale), range: percentRange(interval, locale) };
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
