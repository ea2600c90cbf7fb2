import { unexpectedFailure } from '../../models/failures.ts';
import type { ModelFailure, ModelRef, Provider } from '../../models/types.ts';
import { createBreaker } from './breaker.ts';
import type { RunContext } from './run.ts';

/** A model within a run: its provider, its requests under way, and the failure that ended it. */
export interface ModelRun {
  /** The provider; `undefined` where it cannot be had, which is then the model's failure. */
  provider(): Promise<Provider | undefined>;
  /** Whether the model may still be asked. */
  open(): boolean;
  readonly failure: ModelFailure | undefined;
  failed(failure: ModelFailure, testCase: string): 'sample' | 'case' | 'model';
  replied(testCase: string): void;
  /** Follows one request; requests that have shown nothing yet are cancelled when the model fails as a whole. */
  begin(): InFlight;
}

export interface InFlight {
  readonly signal: AbortSignal;
  /** A piece of a reply has come. */
  arrives(): void;
  over(): void;
}

export function createModelRun(model: ModelRef, { ports, limiter, signal, plan }: RunContext): ModelRun {
  const breaker = createBreaker();
  const silent = new Set<AbortController>();
  const underWay = new Set<AbortController>();
  let failure: ModelFailure | undefined;
  let provider: Promise<Provider | undefined> | undefined;
  const close = (cause: ModelFailure) => {
    failure ??= cause;
    for (const request of silent) request.abort();
  };
  const cancel = () => {
    for (const request of underWay) request.abort(signal.reason);
  };
  signal.addEventListener('abort', cancel, { once: true });
  const load = () =>
    ports.provider(model, signal).catch((thrown: unknown) => {
      if (!signal.aborted) close(unexpectedFailure(thrown));
      return undefined;
    });

  return {
    provider() {
      provider ??= load();
      return provider;
    },
    open: () => failure === undefined,
    get failure() {
      return failure;
    },
    replied: (testCase) => breaker.replied(testCase),
    failed(cause, testCase) {
      const reach = breaker.failed(cause, testCase);
      if (reach === 'model') close(cause);
      return reach;
    },
    begin() {
      const request = new AbortController();
      if (signal.aborted) request.abort(signal.reason);
      silent.add(request);
      underWay.add(request);
      return {
        signal: request.signal,
        arrives() {
          if (silent.delete(request)) limiter.setLimit(plan.concurrency);
        },
        over() {
          silent.delete(request);
          underWay.delete(request);
        },
      };
    },
  };
}
