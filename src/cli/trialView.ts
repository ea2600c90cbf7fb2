import { decimal, dollars, oneLine, percent, percentRange } from '../base/format.ts';
import { type Locale, type PhraseValues, phrase, say, type Text } from '../base/text.ts';
import { describeSpec } from '../trials/checking/specs.ts';
import { compareToBases } from '../trials/compare.ts';
import { extractorOf } from '../trials/extract.ts';
import type { CaseTally, Report, Spread, TrialPlan, VariantTotals } from '../trials/types.ts';
import { printable, table } from './table.ts';
import { type Output, style } from './terminal.ts';
import { trialTexts as texts } from './trialTexts.ts';

/** The vote of a run for a reader: a row per variant and case, the split of each, and the sums. */
export function readableReport(plan: TrialPlan, report: Report, out: Output, locale: Locale): string {
  const several = plan.variants.length > 1;
  const titles = [...(several ? [texts.variant] : []), texts.case, texts.majority, texts.share];
  const columns = [...titles, texts.samples, texts.endedBy].map((title) => ({ title: title[locale] }));
  const rows = report.cases.map((tally) => [
    ...(several ? [tally.variant] : []),
    ...caseCells(tally, locale),
  ]);
  const splits = report.cases.flatMap((tally) => [
    ...splitOf(tally, several, out, locale),
    ...checksOf(tally, several, out, locale),
  ]);
  const totals = report.totals.map((entry) => totalsOf(entry, several, locale));
  const closing = [
    ...differencesOf(plan, report, locale),
    ...savedOf(report, locale),
    readAs(report, locale),
  ];
  return `${[...(several ? variantLines(plan) : []), table(columns, rows).trimEnd(), ...splits, '', ...totals, ...closing].join('\n').trimEnd()}\n`;
}

/** What the variants' letters stand for. */
function variantLines({ variants }: TrialPlan): readonly string[] {
  const lines = variants.map(
    ({ id, title, model }) => `${id}: ${shortened(title)} · ${shortened(model.model)}`,
  );
  return [...lines, ''];
}

function caseCells(tally: CaseTally, locale: Locale): readonly string[] {
  const { share, interval, samples, failures, stopped } = tally;
  const failed = failures > 0 ? ` (${say(phrase(texts.failures, { failures }), locale)})` : '';
  const right = tally.majorityCorrect === undefined ? '' : tally.majorityCorrect ? ' ✓' : ' ✗';
  return [
    shortened(tally.case),
    `${majorityOf(tally, locale)}${right}`,
    samples === 0 || tally.scattered ? '–' : `${percent(share, locale)} (${percentRange(interval, locale)})`,
    `${samples}${failed}`,
    stopped === undefined ? '–' : texts[stopped][locale],
  ];
}

function majorityOf({ majority, clusters, scattered }: CaseTally, locale: Locale): string {
  if (scattered) return texts.scattered[locale];
  if (majority !== undefined) return shortened(majority);
  return clusters.length > 0 ? texts.tie[locale] : texts.noAnswer[locale];
}

const barWidth = 24;
const mostShown = 5;

/** How one case's answers split, drawn as bars; one unanimous answer needs no drawing. */
function splitOf(tally: CaseTally, several: boolean, out: Output, locale: Locale): readonly string[] {
  const { clusters, samples, withoutAnswer } = tally;
  if (tally.scattered) return [];
  if (clusters.length + (withoutAnswer > 0 ? 1 : 0) < 2) return [];
  const bars = clusters
    .slice(0, mostShown)
    .map(({ answer, slots }) => bar(slots.length, samples, shortened(answer), out));
  const rest = clusters.slice(mostShown);
  const others = rest.reduce((sum, { slots }) => sum + slots.length, 0);
  const title = [...(several ? [tally.variant] : []), shortened(tally.case)].join(' · ');
  return [
    '',
    style(out, 'bold', title),
    ...bars,
    ...(rest.length > 0
      ? [bar(others, samples, say(phrase(texts.others, { count: rest.length }), locale), out)]
      : []),
    ...(withoutAnswer > 0 ? [bar(withoutAnswer, samples, texts.noAnswer[locale], out)] : []),
  ];
}

/** Pass rates of a case's checks; and where replies are free text, how long they are. */
function checksOf(tally: CaseTally, several: boolean, out: Output, locale: Locale): readonly string[] {
  const { checks, lengths, scattered } = tally;
  if (checks === undefined && !scattered) return [];
  const told = (text: Text, values: PhraseValues) => `  ${say(phrase(text, values), locale)}`;
  const spread = ({ min, median, max }: Spread) => `${min} – ${median} – ${max}`;
  const title = [...(several ? [tally.variant] : []), shortened(tally.case)].join(' · ');
  return [
    '',
    style(out, 'bold', title),
    ...(checks?.each ?? []).flatMap(({ spec, passed, judged, notRun, reason, failing }) => [
      told(texts.checkLine, { passed, judged, check: shortened(say(describeSpec(spec), locale)) }),
      ...(failing === undefined
        ? []
        : [
            told(texts.checkFailing, {
              count: failing.count,
              reason: printable(say(failing.reason, locale)),
            }),
          ]),
      ...(reason === undefined
        ? []
        : [told(texts.checkNotRun, { count: notRun, reason: say(reason, locale) })]),
    ]),
    ...(scattered && lengths
      ? [told(texts.lengths, { words: spread(lengths.words), characters: spread(lengths.characters) })]
      : []),
  ];
}

function bar(count: number, all: number, label: string, out: Output): string {
  const filled = Math.round((count / all) * barWidth);
  return `  ${style(out, 'cyan', '█'.repeat(filled))}${'░'.repeat(barWidth - filled)} ${count}  ${label}`;
}

function totalsOf(totals: VariantTotals, several: boolean, locale: Locale): string {
  const { replies, failures, cached, promptTokens, completionTokens, usageUnknown, accuracy, cost } = totals;
  const part = (text: Text, values: PhraseValues) => say(phrase(text, values), locale);
  const parts = [
    ...(totals.agreement === undefined ? [texts.noReplies[locale]] : []),
    // Stability of replies that nearly all differ would be a figure of nothing.
    ...(totals.agreement === undefined || totals.scattered === totals.cases
      ? []
      : [part(texts.agreement, { share: percent(totals.agreement, locale), cases: totals.cases })]),
    ...(accuracy === undefined
      ? []
      : [
          part(texts.accuracy, {
            share: percent(accuracy.share, locale),
            range: percentRange(accuracy.interval, locale),
            cases: accuracy.cases,
          }),
        ]),
    ...(totals.passRate === undefined
      ? []
      : [
          part(texts.passRate, {
            share: percent(totals.passRate.share, locale),
            range: percentRange(totals.passRate.interval, locale),
            cases: totals.passRate.cases,
          }),
        ]),
    ...(totals.scattered === 0
      ? []
      : [part(texts.scatteredTotals, { count: totals.scattered, cases: totals.cases })]),
    ...(replies === 0 ? [] : [part(texts.replies, { replies, cached })]),
    ...(failures > 0 ? [part(texts.failures, { failures })] : []),
    ...(usageUnknown > 0
      ? [texts.usageUnknown[locale]]
      : [
          part(texts.tokens, {
            prompt: decimal(promptTokens, locale),
            completion: decimal(completionTokens, locale),
          }),
        ]),
    ...(cost === undefined ? [] : [part(texts.cost, { cost: dollars(cost, locale) })]),
  ];
  return `${several ? `${totals.variant}: ` : ''}${parts.join(locale === 'en' ? ', ' : '，')}`;
}

/** What each further variant changes beside its base. */
function differencesOf({ variants }: TrialPlan, report: Report, locale: Locale): readonly string[] {
  return compareToBases(variants, report).map(({ first, second, changed, comparable, fixed, broken }) => {
    const values = { baseline: first.variant, variant: second.variant, changed, comparable };
    const flips = [
      ...(fixed.length > 0 ? [say(phrase(texts.fixedCases, { cases: listed(fixed) }), locale)] : []),
      ...(broken.length > 0 ? [say(phrase(texts.brokenCases, { cases: listed(broken) }), locale)] : []),
    ];
    return [say(phrase(texts.differs, values), locale), ...flips].join(locale === 'en' ? ' ' : '');
  });
}

/** A few ids and how many more there are. */
function listed(ids: readonly string[]): string {
  const shown = ids.slice(0, mostShown).map(shortened).join(', ');
  return ids.length > mostShown ? `${shown} … (${ids.length})` : shown;
}

function savedOf({ saved, planned }: Report, locale: Locale): readonly string[] {
  return saved > 0 ? [say(phrase(texts.saved, { saved, planned }), locale)] : [];
}

function readAs({ extractor }: Report, locale: Locale): string {
  const title = extractorOf(extractor)?.title[locale] ?? extractor;
  return say(phrase(texts.readAs, { title, extractor }), locale);
}

function shortened(text: string): string {
  return oneLine(printable(text), 60);
}
