import { ProblemError } from '../../base/problem.ts';
import { createLimiter, type Limiter } from '../../models/limiter.ts';
import type { FailureCode, ModelRef } from '../../models/types.ts';
import type { Case } from '../../prompt/types.ts';
import { planProblems, renderRequest, requestHash } from '../plan.ts';
import { comparerOf, extractorFor, latest, type ReportOptions, unitKey } from '../report.ts';
import type { TrialPorts } from '../runner.ts';
import { stopRuleOf } from '../stop.ts';
import type { Extractor, Outcome, Reply, TrialPlan, Variant } from '../types.ts';
import { stopView, voteOf } from '../vote.ts';
import type { EventQueue } from './eventQueue.ts';
import { createModelRun, type ModelRun } from './modelRun.ts';
import { type Ending, runUnit, type Unit } from './unit.ts';

/** How a run ended: everything that is stored of it, and why each case was left. */
export interface RunEnd {
  readonly outcomes: readonly Outcome[];
  readonly stopped: NonNullable<ReportOptions['stopped']>;
}

/** What the parts of a run share. */
export interface RunContext {
  readonly plan: TrialPlan;
  readonly ports: TrialPorts;
  readonly queue: EventQueue;
  readonly limiter: Limiter;
  readonly signal: AbortSignal;
  /** Stores an outcome, then tells it. */
  record(unit: Unit, outcome: Outcome): Promise<void>;
  /** Why a unit needs no more samples, or how many the next round takes. */
  next(unit: Unit): Ending | number;
}

/** Requests sent before the first piece of a reply shows that the server takes them: the rest would fail alike. */
function firstRequests(concurrency: number): number {
  return Math.min(concurrency, Math.max(4, Math.ceil(concurrency / 2)));
}

/** Runs every variant on every case, as many side by side as requests may be under way. */
export async function createRun(
  plan: TrialPlan,
  ports: TrialPorts,
  queue: EventQueue,
  stop: AbortController,
): Promise<RunEnd> {
  const [problem] = planProblems(plan);
  if (problem !== undefined) throw new ProblemError(problem);
  const stored = latest(await ports.store.outcomes(ports.runId));
  const kept = Map.groupBy(stored.filter(isKept), ({ variant, case: id }) => unitKey(variant, id));
  const limiter = createLimiter(firstRequests(plan.concurrency), ports.clock);
  const outcomes: Outcome[] = [];
  const endings = new Map<string, Ending>();
  const readNow = readingFor(plan, outcomes);
  const context: RunContext = {
    plan,
    ports,
    queue,
    limiter,
    signal: stop.signal,
    next: (unit) => nextOf(plan, unit, readNow),
    async record(unit, outcome) {
      await ports.store.append(ports.runId, outcome);
      outcomes.push(outcome);
      unit.outcomes.push(outcome);
      queue.push({ type: 'outcome', outcome });
      await queue.room();
    },
  };
  const models = new Map<string, ModelRun>();
  const units = unitsOf(plan, kept, (model) => modelRunOf(models, model, context));
  outcomes.push(...[...kept.values()].flat());
  try {
    await eachOf(units, plan.concurrency, async (unit) => {
      const ending = await runUnit(unit, context);
      endings.set(unitKey(unit.variant.id, unit.testCase.id), ending);
      queue.push({ type: 'stopped', variant: unit.variant.id, case: unit.testCase.id, ...ending });
    });
  } catch (thrown) {
    stop.abort();
    throw thrown;
  }
  return { outcomes, stopped: (variant, testCase) => endings.get(unitKey(variant, testCase)) };
}

/**
 * Of a run that goes on, replies are kept, and failures that the request itself is to blame for. The others came from
 * outside (key, network, server): mending those is why a run is resumed, so they are asked again.
 */
function isKept(outcome: Outcome): boolean {
  return outcome.type === 'reply' || lasting.has(outcome.failure.code);
}

const lasting: ReadonlySet<FailureCode> = new Set(['context-overflow', 'bad-request', 'content-filter']);

function* unitsOf(
  plan: TrialPlan,
  kept: ReadonlyMap<string, readonly Outcome[]>,
  modelRun: (model: ModelRef) => ModelRun,
): Generator<Unit> {
  for (const testCase of plan.cases)
    for (const variant of plan.variants) {
      const outcomes = kept.get(unitKey(variant.id, testCase.id)) ?? [];
      yield unitOf(plan, variant, testCase, outcomes, modelRun(variant.model));
    }
}

function unitOf(
  plan: TrialPlan,
  variant: Variant,
  testCase: Case,
  outcomes: readonly Outcome[],
  modelRun: ModelRun,
): Unit {
  const request = renderRequest(variant, testCase);
  const seed = plan.seed ?? variant.sampling.seed;
  const hash = requestHash(request, seed);
  return { variant, testCase, request, seed, hash, modelRun, outcomes: [...outcomes] };
}

function modelRunOf(models: Map<string, ModelRun>, model: ModelRef, context: RunContext): ModelRun {
  const key = JSON.stringify([model.provider, model.origin, model.model]);
  const known = models.get(key) ?? createModelRun(model, context);
  models.set(key, known);
  return known;
}

function nextOf(plan: TrialPlan, unit: Unit, readNow: () => Extractor): Ending | number {
  const drawn = unit.outcomes.length;
  if (drawn >= plan.samples) return { stopped: 'complete' };
  const rule = stopRuleOf(plan.stop);
  const replies = unit.outcomes.filter((outcome) => outcome.type === 'reply');
  const vote = replies.length > 0 && voteOf(replies, readNow(), comparerOf(plan.comparer));
  const view = vote ? stopView(vote, drawn, plan.samples) : { votes: [], drawn, planned: plan.samples };
  const reason = rule.decided(view);
  if (reason !== undefined) return { stopped: 'decided', reason };
  return Math.min(rule.nextRound(view), plan.samples - drawn);
}

/** The extractor for decisions under way: chosen anew whenever the replies have doubled, so that choosing stays cheap. */
function readingFor(plan: TrialPlan, outcomes: readonly Outcome[]): () => Extractor {
  let chosen: Extractor | undefined;
  let chosenAt = 0;
  return () => {
    if (chosen !== undefined && outcomes.length < 2 * chosenAt) return chosen;
    const replies = outcomes.filter((outcome): outcome is Reply => outcome.type === 'reply');
    chosenAt = outcomes.length;
    chosen = extractorFor(plan, replies);
    return chosen;
  };
}

/** Works on items in order, at most `width` at once; the first error ends all. */
async function eachOf<T>(items: Iterable<T>, width: number, work: (item: T) => Promise<void>): Promise<void> {
  const iterator = items[Symbol.iterator]();
  const worker = async () => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: Math.max(1, width) }, worker));
}
