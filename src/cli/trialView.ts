import { decimal, dollars, oneLine, percent } from '../base/format.ts';
import { type Locale, phrase, say, type Text } from '../base/text.ts';
import { extractorOf } from '../trials/extract.ts';
import type { CaseTally, Interval, Report, TrialPlan, VariantTotals } from '../trials/types.ts';
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
  const splits = report.cases.flatMap((tally) => splitOf(tally, several, out, locale));
  const totals = report.totals.map((entry) => totalsOf(entry, several, locale));
  const closing = [...savedOf(report, locale), readAs(report, locale)];
  return `${[table(columns, rows).trimEnd(), ...splits, '', ...totals, ...closing].join('\n').trimEnd()}\n`;
}

function caseCells(tally: CaseTally, locale: Locale): readonly string[] {
  const { share, interval, samples, failures, stopped } = tally;
  const failed = failures > 0 ? ` (${say(phrase(texts.failures, { failures }), locale)})` : '';
  const right = tally.majorityCorrect === undefined ? '' : tally.majorityCorrect ? ' ✓' : ' ✗';
  return [
    shortened(tally.case),
    `${majorityOf(tally, locale)}${right}`,
    samples === 0 ? '–' : `${percent(share, locale)} (${range(interval, locale)})`,
    `${samples}${failed}`,
    stopped === undefined ? '–' : texts[stopped][locale],
  ];
}

function majorityOf({ majority, clusters }: CaseTally, locale: Locale): string {
  if (majority !== undefined) return shortened(majority);
  return clusters.length > 0 ? texts.tie[locale] : texts.noAnswer[locale];
}

const barWidth = 24;
const mostShown = 5;

/** How one case's answers split, drawn as bars; one unanimous answer needs no drawing. */
function splitOf(tally: CaseTally, several: boolean, out: Output, locale: Locale): readonly string[] {
  const { clusters, samples, withoutAnswer } = tally;
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

function bar(count: number, all: number, label: string, out: Output): string {
  const filled = Math.round((count / all) * barWidth);
  return `  ${style(out, 'cyan', '█'.repeat(filled))}${'░'.repeat(barWidth - filled)} ${count}  ${label}`;
}

function totalsOf(totals: VariantTotals, several: boolean, locale: Locale): string {
  const { replies, failures, cached, promptTokens, completionTokens, usageUnknown, accuracy, cost } = totals;
  const part = (text: Text, values: Readonly<Record<string, string | number>>) =>
    say(phrase(text, values), locale);
  const parts = [
    totals.agreement === undefined
      ? texts.noReplies[locale]
      : part(texts.agreement, { share: percent(totals.agreement, locale), cases: totals.cases }),
    ...(accuracy === undefined
      ? []
      : [
          part(texts.accuracy, {
            share: percent(accuracy.share, locale),
            range: range(accuracy.interval, locale),
            cases: accuracy.cases,
          }),
        ]),
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

function savedOf({ saved, planned }: Report, locale: Locale): readonly string[] {
  return saved > 0 ? [say(phrase(texts.saved, { saved, planned }), locale)] : [];
}

function readAs({ extractor }: Report, locale: Locale): string {
  const title = extractorOf(extractor)?.title[locale] ?? extractor;
  return say(phrase(texts.readAs, { title, extractor }), locale);
}

function range([low, high]: Interval, locale: Locale): string {
  return `${percent(low, locale)} – ${percent(high, locale)}`;
}

function shortened(text: string): string {
  return oneLine(printable(text), 60);
}
