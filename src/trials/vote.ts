import { readAnswer } from './extract.ts';
import { normalisedEntropy } from './statistics/entropy.ts';
import { wilsonInterval } from './statistics/wilson.ts';
import type { Cluster, Comparer, Extractor, Interval, Reply, StopView } from './types.ts';

/** How some replies to one request vote. Shares are of all replies, those without an answer included. */
export interface Vote {
  /** Largest first; among equals the one seen first. */
  readonly clusters: readonly Cluster[];
  /** Absent on a tie for the lead, or where nothing was read. */
  readonly majority?: string;
  readonly share: number;
  readonly interval: Interval;
  readonly entropy: number;
  readonly samples: number;
  readonly withoutAnswer: number;
}

/** Reads, groups and counts the answers of replies. */
export function voteOf(replies: readonly Reply[], extractor: Extractor, comparer: Comparer): Vote {
  const groups = new Map<string, { readonly slots: number[]; readonly written: Map<string, number> }>();
  for (const reply of replies) {
    const answer = readAnswer(reply, extractor)?.answer;
    if (answer === undefined) continue;
    const key = comparer.key(answer);
    const group = groups.get(key) ?? { slots: [], written: new Map<string, number>() };
    groups.set(key, group);
    group.slots.push(reply.slot);
    group.written.set(answer, (group.written.get(answer) ?? 0) + 1);
  }
  const samples = replies.length;
  const clusters = [...groups]
    .map(([key, { slots, written }]) => ({
      key,
      answer: mostWritten(written),
      slots,
      ...shareOf(slots, samples),
    }))
    .sort((a, b) => b.slots.length - a.slots.length);
  return { ...leadOf(clusters), clusters, samples, ...spreadOf(clusters, samples) };
}

/** What a stop rule needs of a vote. */
export function stopView({ clusters }: Vote, drawn: number, planned: number): StopView {
  return { votes: clusters.map(({ slots }) => slots.length), drawn, planned };
}

function leadOf(clusters: readonly Cluster[]): Pick<Vote, 'majority' | 'share' | 'interval'> {
  const [first, second] = clusters;
  if (first === undefined) return { share: 0, interval: [0, 1] };
  const tied = second?.slots.length === first.slots.length;
  return { share: first.share, interval: first.interval, ...(!tied && { majority: first.answer }) };
}

function spreadOf(clusters: readonly Cluster[], samples: number): Pick<Vote, 'withoutAnswer' | 'entropy'> {
  const counts = clusters.map(({ slots }) => slots.length);
  const withoutAnswer = samples - counts.reduce((sum, count) => sum + count, 0);
  return { withoutAnswer, entropy: normalisedEntropy([...counts, withoutAnswer]) };
}

function shareOf(slots: readonly number[], samples: number): Pick<Cluster, 'share' | 'interval'> {
  return { share: slots.length / samples, interval: wilsonInterval(slots.length, samples) };
}

/** The most frequent way of writing an answer; among equals the one seen first. */
function mostWritten(written: ReadonlyMap<string, number>): string {
  let best = '';
  let most = 0;
  for (const [answer, count] of written) if (count > most) [best, most] = [answer, count];
  return best;
}
