import { seedOfSlot } from '../../base/random.ts';
import type { Phrase } from '../../base/text.ts';
import { type RetryEvent, sampleWithRetry } from '../../models/retry.ts';
import type { ModelFailure, ModelRequest, Provider, ReplyEvent, Sampling } from '../../models/types.ts';
import type { Case } from '../../prompt/types.ts';
import { unitKey } from '../report.ts';
import type { Outcome, Reply, SampleKey, Stopped, Variant } from '../types.ts';
import type { ModelRun } from './modelRun.ts';
import type { RunContext } from './run.ts';

/** One variant on one case. */
export interface Unit {
  readonly variant: Variant;
  readonly testCase: Case;
  readonly request: ModelRequest;
  /** Base of the slots' seeds. */
  readonly seed: number | undefined;
  readonly hash: string;
  readonly modelRun: ModelRun;
  readonly outcomes: Outcome[];
  /** Set where the request itself proved to be at fault. */
  failure?: ModelFailure;
}

/** Why a unit's sampling ended. */
export interface Ending {
  readonly stopped: Stopped;
  readonly reason?: Phrase;
}

/** Samples a unit round by round until its stop rule, the plan, a failure or the user ends it. */
export async function runUnit(unit: Unit, context: RunContext): Promise<Ending> {
  const cached = context.plan.useCache ? await storedReplies(unit, context) : new Map<number, Reply>();
  for (;;) {
    const next = context.next(unit);
    if (typeof next !== 'number') return next;
    const failed = (unit.failure ?? unit.modelRun.failure)?.phrase;
    if (failed !== undefined) return { stopped: 'failed', reason: failed };
    if (context.signal.aborted) return { stopped: 'cancelled' };
    await runRound(unit, context, freeSlots(unit, next), cached);
  }
}

async function storedReplies(unit: Unit, { ports }: RunContext): Promise<ReadonlyMap<number, Reply>> {
  return new Map((await ports.store.replies(unit.hash)).map((reply) => [reply.slot, reply]));
}

/** The lowest slots that have no outcome yet. */
function freeSlots({ outcomes }: Unit, count: number): readonly number[] {
  const taken = new Set(outcomes.map(({ slot }) => slot));
  const free: number[] = [];
  for (let slot = 0; free.length < count; slot++) if (!taken.has(slot)) free.push(slot);
  return free;
}

async function runRound(
  unit: Unit,
  context: RunContext,
  slots: readonly number[],
  cached: ReadonlyMap<number, Reply>,
): Promise<void> {
  const open: number[] = [];
  for (const slot of slots) {
    const reply = cached.get(slot);
    if (reply === undefined) open.push(slot);
    else if (!context.signal.aborted)
      await context.record(unit, { ...reply, ...keyOf(unit, slot), cached: true });
  }
  await askAll(unit, context, open);
}

/** Asks for slots, as many per request as the provider takes; slots a server left out come back and are asked singly. */
async function askAll(unit: Unit, context: RunContext, open: number[]): Promise<void> {
  const { modelRun } = unit;
  const underWay = new Set<Promise<void>>();
  const errors: unknown[] = [];
  const over = () =>
    errors.length > 0 || unit.failure !== undefined || !modelRun.open() || context.signal.aborted;
  while (!over() && (open.length > 0 || underWay.size > 0)) {
    if (open.length === 0) {
      await Promise.race(underWay);
      continue;
    }
    const release = await context.limiter.acquire(context.signal).catch(() => undefined);
    const provider = release && !over() ? await modelRun.provider() : undefined;
    if (release === undefined || provider === undefined) {
      release?.();
      continue;
    }
    const slots = open.splice(0, provider.samplesPerRequest?.(unit.variant.model) ?? 1);
    const task: Promise<void> = askSome(unit, context, provider, slots, release)
      .then((unserved) => void open.push(...unserved))
      .catch((thrown: unknown) => void errors.push(thrown))
      .finally(() => underWay.delete(task));
    underWay.add(task);
  }
  await Promise.all(underWay);
  if (errors.length > 0) throw errors[0];
}

/** One request with its retries; returns the slots the server left out. `release` is called when the request is over. */
async function askSome(
  unit: Unit,
  context: RunContext,
  provider: Provider,
  slots: readonly number[],
  release: () => void,
): Promise<readonly number[]> {
  const { modelRun } = unit;
  const sampling = samplingOf(unit, provider, slots[0] ?? 0);
  const inFlight = modelRun.begin();
  const unserved: number[] = [];
  const stored: Promise<void>[] = [];
  const store = (work: Promise<void>) => {
    // Awaited below; a failure must not count as unhandled until then.
    work.catch(() => {});
    stored.push(work);
  };
  const request = { ...unit.request, sampling };
  try {
    for await (const event of sampleWithRetry(provider, request, slots, context.ports, inFlight.signal)) {
      if (event.type === 'unserved') unserved.push(event.slot);
      else if (event.type === 'end') store(context.record(unit, replyOf(unit, sampling, event)));
      else if (event.type === 'failure') store(recordFailure(unit, context, event));
      else context.queue.push({ ...event, key: keyOf(unit, event.slot) });
      if (event.type === 'end') modelRun.replied(unitName(unit));
      if (event.type === 'end' || event.type === 'delta') inFlight.arrives();
      if (event.type === 'retry') holdBack(context, event);
    }
  } finally {
    inFlight.over();
    release();
  }
  await Promise.all(stored);
  return unserved;
}

/** A failure that speaks for the whole model or case ends it; what was cancelled, or fails in its wake, is not recorded. */
async function recordFailure(
  unit: Unit,
  context: RunContext,
  { slot, failure, usage, millis }: ReplyEvent & { readonly type: 'failure' },
): Promise<void> {
  const { modelRun } = unit;
  const earlier = modelRun.failure ?? unit.failure;
  if (failure.code === 'aborted' || earlier?.code === failure.code) return;
  if (modelRun.failed(failure, unitName(unit)) === 'case') unit.failure = failure;
  await context.record(unit, {
    type: 'failure',
    ...keyOf(unit, slot),
    requestHash: unit.hash,
    failure,
    ...(usage && { usage }),
    millis,
  });
}

function replyOf(unit: Unit, requested: Sampling, event: ReplyEvent & { readonly type: 'end' }): Reply {
  const { slot, text, finish, usage, confirmed, millis } = event;
  const known = { text, finish, ...(usage && { usage }), confirmed, millis, cached: false };
  return { type: 'reply', ...keyOf(unit, slot), requestHash: unit.hash, requested, ...known };
}

function samplingOf({ request, seed }: Unit, { capabilities }: Provider, slot: number): Sampling {
  const { seed: _, ...sampling } = request.sampling;
  return seed === undefined || !capabilities.seed ? sampling : { ...sampling, seed: seedOfSlot(seed, slot) };
}

/** A server that limits its rate is left alone by all requests, not by the refused one only. */
function holdBack({ limiter, signal }: RunContext, { failure, waits }: RetryEvent): void {
  if (failure.code === 'rate-limited') limiter.holdBack(failure.retryAfter ?? waits, signal);
}

function unitName({ variant, testCase }: Unit): string {
  return unitKey(variant.id, testCase.id);
}

function keyOf({ variant, testCase }: Unit, slot: number): SampleKey {
  return { variant: variant.id, case: testCase.id, slot };
}
