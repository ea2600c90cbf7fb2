import { decimal, dollars } from '../../base/format.ts';
import type { Locale } from '../../base/text.ts';
import { type Phrase, say } from '../../base/text.ts';
import type { ModelInfo } from '../../models/types.ts';
import { chooseExtractor } from '../../trials/extract.ts';
import type { Outcome } from '../../trials/types.ts';
import type { Sampled } from '../cases/change.ts';
import type { PanelPrompt } from '../ports.ts';
import { tellerOf } from '../teller.ts';
import { pageTexts } from '../texts.ts';
import { rightAnswer } from '../trials/reading.ts';
import type { OnceReply } from './protocol.ts';
import { onceTexts as texts } from './texts.ts';

/** One run of the room: what was asked of which model, and how far the reply has come. */
export interface Attempt {
  readonly number: number;
  /** The stored run, once it has begun. */
  readonly runId?: string;
  readonly model: { readonly modelTitle: string; readonly demonstration: boolean };
  readonly price?: ModelInfo['price'];
  /** The text was edited here and is not the file's. */
  readonly edited: boolean;
  /** What it was sampled with, and the prompt as it stands in its file. */
  readonly prompt: PanelPrompt;
  readonly sampled: Sampled;
  /** Right answers known by now, by which the reading of the reply is chosen. */
  readonly expected: readonly string[];
  /** What has arrived so far. */
  readonly arrived: string;
  /** More of it may arrive. */
  readonly isComing: boolean;
  readonly outcome?: Outcome;
  /** What is to be said while it waits, or why it ended without an outcome. */
  readonly notes: readonly Phrase[];
}

/** Characters of a reply that a page shows. */
const shownCharacters = 100_000;

/** Draws up a reply. */
export function replyView(attempt: Attempt, locale: Locale): OnceReply {
  const tell = tellerOf(locale);
  const { number, model, outcome, edited } = attempt;
  const name = model.demonstration
    ? tell(pageTexts.demonstration, { model: model.modelTitle })
    : model.modelTitle;
  const text = textOf(attempt);
  const right = rightOf(attempt);
  return {
    number,
    title: tell(edited ? texts.replyEdited : texts.replyTitle, { number, model: name }),
    text: text.length <= shownCharacters ? text : `${text.slice(0, shownCharacters)}…`,
    detail: detailsOf(attempt, locale).join(' · '),
    failed: outcome?.type === 'failure',
    ...(right === undefined ? {} : { right }),
  };
}

/** The reply, or what had arrived of it. */
export function textOf({ outcome, arrived }: Pick<Attempt, 'outcome' | 'arrived'>): string {
  if (outcome?.type === 'reply') return outcome.text;
  return arrived || (outcome?.failure.partialText ?? '');
}

/**
 * The answer of a reply, read in the way that suits it best; all of a reply that was stopped or broke off. Nothing while it is
 * coming.
 */
export function rightOf(attempt: Attempt): string | undefined {
  const { outcome, expected, isComing } = attempt;
  if (isComing) return undefined;
  if (outcome?.type === 'reply') return rightAnswer(outcome, chooseExtractor([outcome.text], { expected }));
  return textOf(attempt).trim() || undefined;
}

function detailsOf({ outcome, price, notes }: Attempt, locale: Locale): readonly string[] {
  const tell = tellerOf(locale);
  if (outcome === undefined) return notes.map((note) => say(note, locale));
  if (outcome.type === 'failure') return [say(outcome.failure.phrase, locale)];
  const { usage, millis, finish, text } = outcome;
  const tokens = usage && {
    prompt: decimal(usage.promptTokens, locale),
    reply: decimal(usage.completionTokens, locale),
  };
  const cost =
    usage && price && (usage.promptTokens * price.prompt + usage.completionTokens * price.completion) / 1e6;
  return [
    ...(text.trim() === '' ? [tell(texts.empty)] : []),
    tokens === undefined ? tell(texts.tokensUnknown) : tell(texts.tokens, tokens),
    ...(cost === undefined || cost === 0 ? [] : [tell(texts.cost, { cost: dollars(cost, locale) })]),
    tell(texts.seconds, { seconds: decimal(millis / 1000, locale, 1) }),
    ...(finish === 'length' ? [tell(texts.cutOff)] : []),
    ...(finish === 'content-filter' ? [tell(texts.filtered)] : []),
  ];
}
