import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import type { Log } from '../base/log.ts';
import type { Problem } from '../base/problem.ts';
import type { Text } from '../base/text.ts';

/** A message as sent to a model, all holes filled. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** What is asked of the sampler; a member that is absent is left to the provider's default. */
export interface Sampling {
  readonly temperature?: number;
  readonly topP?: number;
  /** Upper bound of tokens per reply. */
  readonly maxTokens?: number;
  readonly seed?: number;
  readonly stop?: readonly string[];
}

/** Names a model: which provider, which model, and at which server where a provider can have several. */
export interface ModelRef {
  readonly provider: string;
  readonly model: string;
  /** Scheme, host and port of the server, for providers reached by URL: what keys are bound to. */
  readonly origin?: string;
  /** The server's base URL, since one host may have several; see `serverRefOf` in `keys.ts`. Absent in runs stored without it. */
  readonly baseUrl?: string;
}

/** One request; sampled in several slots it gives several replies. */
export interface ModelRequest {
  readonly model: ModelRef;
  readonly messages: readonly ChatMessage[];
  readonly sampling: Sampling;
}

/**
 * Billed tokens. Where one request gave several replies, the reply that ended last carries the request's sum and the
 * others carry zero, so that sums over replies and failures are exact.
 */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export type FinishReason = 'stop' | 'length' | 'content-filter' | 'other';

/** What the provider says it used, as far as it says; kept beside what was asked. */
export interface Confirmed {
  readonly model?: string;
  /** False where the provider may ignore temperature and seed, so that the run must not be mixed with others. */
  readonly samplingControlled: boolean;
  /** True where system text had to be merged into the first user message. */
  readonly systemMerged?: boolean;
}

/** Failures a provider can report; each has one sentence with the next step in `failures.ts`. */
export type FailureCode =
  | 'missing-key'
  | 'not-configured'
  | 'unreachable'
  | 'redirected'
  | 'unauthorized'
  | 'model-not-found'
  | 'rate-limited'
  | 'quota-exceeded'
  | 'server-error'
  | 'broken-stream'
  | 'malformed-reply'
  | 'empty-reply'
  | 'token-limit'
  | 'context-overflow'
  | 'bad-request'
  | 'content-filter'
  | 'timeout'
  | 'unavailable'
  | 'crashed'
  | 'aborted'
  | 'internal';

/** A failed sample as data. `partialText` is what had arrived, `retryAfter` the server's wish in milliseconds. */
export interface ModelFailure extends Problem {
  readonly code: FailureCode;
  readonly partialText?: string;
  readonly retryAfter?: number;
}

/**
 * What happens while slots of one request are sampled; every slot ends with exactly one `end`, `failure` or `unserved`
 * (the server gave fewer replies than asked: ask that slot by itself; nothing was billed for it).
 */
export type ReplyEvent =
  | { readonly type: 'delta'; readonly slot: number; readonly text: string }
  | {
      readonly type: 'end';
      readonly slot: number;
      readonly text: string;
      readonly finish: FinishReason;
      readonly usage?: Usage;
      readonly confirmed: Confirmed;
      readonly millis: number;
    }
  | {
      readonly type: 'failure';
      readonly slot: number;
      readonly failure: ModelFailure;
      /** What was billed all the same, where the provider told it. */
      readonly usage?: Usage;
      readonly millis: number;
    }
  | { readonly type: 'unserved'; readonly slot: number };

/** One model a provider offers. */
export interface ModelInfo {
  readonly ref: ModelRef;
  readonly title: string;
  /** True for the built-in model: called so wherever it is offered, and never offered for rewriting. */
  readonly demonstration?: boolean;
  /** US dollars per million tokens, where known. */
  readonly price?: { readonly prompt: number; readonly completion: number; readonly asOf: string };
}

/** What a provider can do. */
export interface Capabilities {
  /** One request can return several samples, the prompt being evaluated or billed once. */
  readonly manySamples: boolean;
  readonly seed: boolean;
  readonly temperature: boolean;
  readonly systemRole: boolean;
  readonly usage: boolean;
  /** May write rewrites; false for the demonstration model. */
  readonly rewriting: boolean;
  /** Requests that may be under way at once unless the user says otherwise. */
  readonly concurrency: number;
}

/**
 * A source of models. `sample` makes one attempt, without retries of its own, and never throws for expected failures: they
 * are events.
 */
export interface Provider {
  readonly id: string;
  readonly title: Text;
  readonly capabilities: Capabilities;
  /** Rejects with a `ProblemError` where the list cannot be had. */
  models(signal: AbortSignal): Promise<readonly ModelInfo[]>;
  /** Most slots worth giving to one `sample` call, as far as known by now; 1 without it. */
  samplesPerRequest?(model: ModelRef): number;
  sample(request: ModelRequest, slots: readonly number[], signal: AbortSignal): AsyncIterable<ReplyEvent>;
}

/** How long a server may be silent, in milliseconds. */
export interface TimeLimits {
  /** Until the first piece of the reply. */
  readonly firstPiece: number;
  /** Between two pieces. */
  readonly stall: number;
}

/** The built-in model's process, as far as its provider needs it. */
export interface LocalServer {
  /** Names the file that is run: another file is another model. */
  readonly modelId: string;
  /** Starts the process where it does not run. Rejects with a `ProblemError`, or with the signal's reason. */
  endpoint(signal: AbortSignal): Promise<{ readonly baseUrl: string; readonly apiKey: string }>;
  /** Tells that a running process ended by itself. */
  onCrash(listener: () => void): Disposable;
}

/** The outside worlds of providers; each takes what it needs. */
export interface ProviderPorts {
  /** Base URLs of OpenAI-compatible servers, the user's choice first. Never from a workspace. */
  readonly baseUrls: readonly string[];
  /** The key given for exactly this origin (scheme, host, port), or `undefined`; see `keyFor` in `keys.ts`. */
  key(origin: string): Promise<string | undefined>;
  /** Models to offer besides those the server lists. */
  readonly extraModels?: readonly string[];
  /** The built-in model, where it can be had. */
  readonly local?: LocalServer;
  readonly clock: Clock;
  readonly log: Log;
  readonly timeLimits?: TimeLimits;
}

/** An entry of the registry of providers; nothing heavy loads before a model is asked. */
export interface ProviderFactory {
  readonly id: string;
  readonly title: Text;
  create(ports: ProviderPorts): Provider;
}

/** Checks a provider's shape at compile time. */
export function defineProvider(factory: ProviderFactory): ProviderFactory {
  return factory;
}
