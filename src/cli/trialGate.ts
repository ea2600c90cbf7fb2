import { percent } from '../base/format.ts';
import { type Phrase, phrase } from '../base/text.ts';
import { hasChecks } from '../trials/checking/hasChecks.ts';
import type { Report, TrialPlan } from '../trials/types.ts';
import type { Arguments, OptionSpec } from './options.ts';
import { type Terminal, usageError } from './terminal.ts';
import { trialTexts as texts } from './trialTexts.ts';

/** What a run must reach for the exit code 0, as shares of 0 to 1. */
export interface Gate {
  readonly agreement?: number;
  readonly accuracy?: number;
  readonly passRate?: number;
}

/** The options that set a gate. */
export const gateOptions: readonly OptionSpec[] = [
  {
    name: 'min-agreement',
    value: 'SHARE',
    text: {
      en: 'Exit 1 where the mean share of the leading answer is below this (0 to 1)',
      'zh-cn': '领先回答的平均占比低于此值（0 到 1）时以 1 退出',
    },
  },
  {
    name: 'min-accuracy',
    value: 'SHARE',
    text: {
      en: 'Exit 1 where the share of right replies is below this (0 to 1); needs expected answers',
      'zh-cn': '正确回复的占比低于此值（0 到 1）时以 1 退出；需要预期答案',
    },
  },
  {
    name: 'min-pass-rate',
    value: 'SHARE',
    text: {
      en: 'Exit 1 where the share of replies that pass their checks is below this (0 to 1)',
      'zh-cn': '通过检查的回复占比低于此值（0 到 1）时以 1 退出',
    },
  },
];

/** The gate a command line sets. */
export function gateOf(args: Arguments): Gate {
  const agreement = args.number('min-agreement', { minimum: 0, maximum: 1 });
  const accuracy = args.number('min-accuracy', { minimum: 0, maximum: 1 });
  const passRate = args.number('min-pass-rate', { minimum: 0, maximum: 1 });
  return {
    ...(passRate === undefined ? {} : { passRate }),
    ...(agreement === undefined ? {} : { agreement }),
    ...(accuracy === undefined ? {} : { accuracy }),
  };
}

/** Throws a usage `ProblemError` where a plan can never show what the gate asks for. */
export function checkGate({ accuracy, passRate }: Gate, plan: TrialPlan): void {
  const { cases } = plan;
  if (passRate !== undefined && !hasChecks(plan)) throw usageError(phrase(texts.gateNeedsChecks));
  if (accuracy !== undefined && !cases.some(({ expected }) => expected !== undefined)) {
    throw usageError(phrase(texts.gateNeedsExpected));
  }
}

/** One sentence per variant and bar not reached. */
export function gateMisses(
  gate: Gate,
  { totals }: Report,
  { locale }: Pick<Terminal, 'locale'>,
): readonly Phrase[] {
  return totals.flatMap(({ variant, agreement, accuracy, passRate }) => [
    ...miss(texts.gateAgreement, variant, agreement ?? 0, gate.agreement, locale),
    ...miss(texts.gateAccuracy, variant, accuracy?.share ?? 0, gate.accuracy, locale),
    ...miss(texts.gatePassRate, variant, passRate?.share ?? 0, gate.passRate, locale),
  ]);
}

function miss(
  text: Phrase['text'],
  variant: string,
  share: number,
  least: number | undefined,
  locale: Terminal['locale'],
): readonly Phrase[] {
  if (least === undefined || share >= least) return [];
  return [phrase(text, { variant, share: percent(share, locale), least: percent(least, locale) })];
}
