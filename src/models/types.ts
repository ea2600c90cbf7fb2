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
  /** Scheme, host and port of the server, for providers reached by URL. */
  readonly origin?: string;
}

/** One request; sampled in several slots it gives several replies. */
export interface ModelRequest {
  readonly model: ModelRef;
  readonly messages: readonly ChatMessage[];
  readonly sampling: Sampling;
}

/** Billed tokens. */
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
  | 'unreachable'
  | 'unauthorized'
  | 'model-not-found'
  | 'rate-limited'
  | 'server-error'
  | 'broken-stream'
  | 'malformed-reply'
  | 'empty-reply'
  | 'context-overflow'
  | 'bad-request'
  | 'content-filter'
  | 'timeout'
  | 'crashed'
  | 'aborted'
  | 'internal';

/** A failed sample as data. `partialText` is what had arrived, `retryAfter` the server's wish in milliseconds. */
export interface ModelFailure extends Problem {
  readonly code: FailureCode;
  readonly partialText?: string;
  readonly retryAfter?: number;
}

/** What happens while slots of one request are sampled; every slot ends with exactly one `end` or `failure`. */
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
      readonly millis: number;
    };

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

/** A source of models. `sample` never throws for expected failures: they are events. */
export interface Provider {
  readonly id: string;
  readonly title: Text;
  readonly capabilities: Capabilities;
  models(signal: AbortSignal): Promise<readonly ModelInfo[]>;
  sample(request: ModelRequest, slots: readonly number[], signal: AbortSignal): AsyncIterable<ReplyEvent>;
}
