import type { Llama, LlamaContext, LlamaModel, LlamaModule, LlamaSequence } from './llama.ts';
import { Pool } from './pool.ts';
import { PromptStates } from './promptStates.ts';

/** The most tokens, prompt and reply together, one conversation may have, however much the model could hold. */
export const longestConversation = 8192;

/** Cells are shared out among sequences: short conversations run twenty at a time, the longest two at a time. */
const shapes = [
  { tokens: 512, sequences: 20 },
  { tokens: 1024, sequences: 16 },
  { tokens: 2048, sequences: 8 },
  { tokens: 4096, sequences: 4 },
  { tokens: longestConversation, sequences: 2 },
] as const;

/** A larger context than a conversation needs is used as it is, up to this factor, before a smaller one is built. */
const tolerated = 4;

export type Sequences = Pool<LlamaSequence>;

interface Live {
  readonly tokens: number;
  readonly context: LlamaContext;
  readonly sequences: Sequences;
  /** A saved state fits only contexts of the same shape, so it lives as long as this one. */
  readonly states: PromptStates;
  broken: boolean;
}

/** A share in the context, until it is left. */
export interface ContextShare {
  readonly sequences: Sequences;
  readonly states: PromptStates;
  /** After a failure, which may have left a sequence in any state, the context is rebuilt before it is used again. */
  leave(outcome: 'fine' | 'failed'): void;
}

/**
 * Owns the one evaluation context of the process. It is rebuilt, when nobody uses it, for conversations that are
 * longer than it holds or far shorter; conversations that fit share it. Requests are let in in the order they came.
 */
export class Contexts {
  readonly #llama: Llama;
  readonly #model: LlamaModel;
  readonly #module: LlamaModule;
  readonly #stateFolder: string;
  #live: Live | undefined;
  #users = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #whenIdle: (() => void) | undefined;

  constructor(module: LlamaModule, llama: Llama, model: LlamaModel, stateFolder: string) {
    this.#stateFolder = stateFolder;
    this.#module = module;
    this.#llama = llama;
    this.#model = model;
  }

  /** The most tokens a conversation with this model may have. */
  get limit(): number {
    return Math.min(this.#model.trainContextSize, longestConversation);
  }

  /** Sequences of at least `tokens` cells each, until `leave` is called; rejects with the signal's reason. */
  async enter(tokens: number, signal: AbortSignal): Promise<ContextShare> {
    const entered = this.#turn.then(() => this.#enter(tokens, signal));
    this.#turn = entered.catch(() => {});
    const live = await entered;
    return {
      sequences: live.sequences,
      states: live.states,
      leave: (outcome) => {
        if (outcome === 'failed') live.broken = true;
        this.#users--;
        if (this.#users === 0) this.#whenIdle?.();
      },
    };
  }

  async #enter(tokens: number, signal: AbortSignal): Promise<Live> {
    signal.throwIfAborted();
    if (this.#live === undefined || !fits(this.#live, tokens)) {
      await this.#idle();
      await this.#tearDown();
      signal.throwIfAborted();
      this.#live = await this.#build(tokens);
    }
    this.#users++;
    return this.#live;
  }

  async #tearDown(): Promise<void> {
    const live = this.#live;
    this.#live = undefined;
    await live?.context.dispose();
    await live?.states.clear();
  }

  #idle(): Promise<void> {
    return this.#users === 0 ? Promise.resolve() : new Promise((resolve) => (this.#whenIdle = resolve));
  }

  async #build(tokens: number): Promise<Live> {
    const shape = shapeFor(tokens);
    for (let sequences: number = shape.sequences; ; sequences = Math.ceil(sequences / 2)) {
      try {
        const context = await this.#create(shape.tokens, sequences);
        const items = Array.from({ length: sequences }, () => context.getSequence());
        const states = new PromptStates(this.#stateFolder);
        return { tokens: shape.tokens, context, sequences: new Pool(items), states, broken: false };
      } catch (error) {
        // A machine short of memory runs fewer conversations at a time.
        if (sequences === 1 || !(error instanceof this.#module.InsufficientMemoryError)) throw error;
      }
    }
  }

  #create(contextSize: number, sequences: number): Promise<LlamaContext> {
    // The threads wait for each other in a loop after every operation: where the editor needs one of their cores, all
    // of them stand still (measured on two cores: one thread costs a fifth, two beside a busy process four times).
    const threads = Math.max(1, this.#llama.cpuMathCores - 1);
    return this.#model.createContext({ sequences, contextSize, batchSize: 512, threads });
  }
}

/** The smallest shape that holds a conversation of `tokens`; the caller has checked that one does. */
export function shapeFor(tokens: number): (typeof shapes)[number] {
  return shapes.find((shape) => shape.tokens >= tokens) ?? shapes[shapes.length - 1] ?? shapes[0];
}

function fits(live: Live, tokens: number): boolean {
  return !live.broken && live.tokens >= tokens && live.tokens <= tolerated * shapeFor(tokens).tokens;
}
