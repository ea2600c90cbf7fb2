import { percent, timeAgo } from '../../base/format.ts';
import type { Locale } from '../../base/text.ts';
import { isSingle } from '../../history/lastUsed.ts';
import type { Measurement, StoredRun } from '../../history/types.ts';
import type { Variant } from '../../trials/types.ts';
import type { Teller } from '../teller.ts';
import type { HistoryRow, HistoryText } from './protocol.ts';
import { historyTexts as texts } from './texts.ts';

/** What a row needs besides its run. */
export interface RowContext {
  /** The content hash of the text in the file now. */
  readonly present: string;
  /** Numbers of the file's earlier texts, by content hash. */
  readonly versions: ReadonlyMap<string, number>;
  readonly locale: Locale;
  readonly now: number;
  readonly tell: Teller;
}

/** A run with each of its texts and what was measured of it. */
export function rowOf(run: StoredRun, context: RowContext): HistoryRow {
  const { locale, now, tell } = context;
  const { variants } = run.plan;
  const when = timeAgo(run.startedAt, now, locale);
  const models = new Set(variants.map((variant) => variant.model.model));
  const model = [...models].join(', ');
  const rows = variants.map(
    (variant): HistoryText => ({
      title: titleOf(run, variant, models.size > 1, context),
      figures: figuresOf(measurementOf(run, variant), context),
    }),
  );
  const titles = new Set(variants.map((variant) => titleOf(run, variant, false, context)));
  return {
    ...{ id: run.id, when, model, texts: rows, replies: repliesOf(run, tell) },
    name: tell(texts.runName, { when, model, version: [...titles] }),
    deletable: run.heldUntil === undefined,
  };
}

/** Texts of the file go by number, others by the title they were run under, which names the model where there are several. */
function titleOf(
  run: StoredRun,
  variant: Variant,
  withModel: boolean,
  { present, versions, tell }: RowContext,
): string {
  const hash = hashOf(run, variant);
  const number = versions.get(hash ?? '');
  if (hash !== present && number === undefined) return variant.title;
  const title = number === undefined ? tell(texts.present) : tell(texts.version, { number });
  return withModel ? `${title} · ${variant.model.model}` : title;
}

function hashOf(run: StoredRun, { id }: Variant): string | undefined {
  return run.prompts.find(({ variant }) => variant === id)?.contentHash;
}

/** Measurements stand in the order of the variants; two of the same text and model name are told apart by that. */
function measurementOf(run: StoredRun, variant: Variant): Measurement | undefined {
  const hash = hashOf(run, variant);
  const { model } = variant.model;
  const alike = run.plan.variants.filter((each) => each.model.model === model && hashOf(run, each) === hash);
  return run.measured.filter(({ contentHash, modelTitle }) => contentHash === hash && modelTitle === model)[
    alike.indexOf(variant)
  ];
}

function figuresOf(measured: Measurement | undefined, { locale, tell }: RowContext): string {
  const figures = (['agreement', 'accuracy', 'passRate'] as const).flatMap((figure) => {
    const share = measured?.[figure];
    return share === undefined
      ? []
      : tell(texts.figure, { name: tell(texts[figure]), share: percent(share, locale) });
  });
  return figures.join(locale === 'en' ? ', ' : '，');
}

function repliesOf({ plan, outcomes: count, ending, heldUntil }: StoredRun, tell: Teller): string {
  if (heldUntil !== undefined) return tell(texts.running, { count });
  if (ending === 'finished' && isSingle(plan)) return tell(texts.once);
  return tell(ending === 'finished' ? texts.replies : texts.cutOff, { count });
}
