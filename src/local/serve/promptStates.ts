import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { abortable } from '../abortable.ts';
import type { Sequences } from './contexts.ts';
import type { LlamaSequence, Token } from './llama.ts';

/** Evaluated prompts are kept until their files pass this size together (one token is about 23 KB here). */
const keptBytes = 256 * 1024 * 1024;
/** A prompt is evaluated in pieces of this many tokens, so that a cancelled request stops between them. */
const piece = 512;

/** An evaluated prompt that is kept while somebody holds it. */
export interface HeldState {
  /** Whether an earlier request had asked for the same prompt. */
  readonly cached: boolean;
  /** Puts a sequence into the state after the prompt. */
  restore(sequence: LlamaSequence): Promise<void>;
  leave(): Promise<void>;
}

const emptyState: HeldState = {
  cached: false,
  restore: (sequence) => sequence.clearHistory(),
  leave: () => Promise.resolve(),
};

interface State {
  readonly file: string;
  readonly ready: Promise<void>;
  readonly cancel: AbortController;
  users: number;
  bytes: number;
}

/**
 * Evaluates each prompt once and keeps the result as a file that other sequences load. Requests for a prompt that is
 * still being evaluated wait for that one evaluation; it is given up when all of them have gone.
 */
export class PromptStates {
  readonly #folder: string;
  readonly #states = new Map<string, State>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The state after `tokens`, ready to be loaded until `leave` is called; rejects with the signal's reason. */
  async enter(tokens: readonly Token[], sequences: Sequences, signal: AbortSignal): Promise<HeldState> {
    if (tokens.length === 0) return emptyState;
    const key = tokens.join(' ');
    const known = this.#states.get(key);
    const state = known ?? this.#evaluate(tokens, sequences);
    this.#states.delete(key); // the most recently used comes last
    this.#states.set(key, state);
    state.users++;
    const leave = () => this.#leave(key, state);
    try {
      await abortable(state.ready, signal);
    } catch (error) {
      await leave();
      throw error;
    }
    const restore = (sequence: LlamaSequence) => sequence.loadStateFromFile(state.file, { acceptRisk: true });
    return { cached: known !== undefined, restore, leave };
  }

  /** Removes every file; nobody may hold a state any more. */
  async clear(): Promise<void> {
    const files = [...this.#states.values()].map(({ file }) => file);
    this.#states.clear();
    await Promise.all(files.map((file) => rm(file, { force: true })));
  }

  /** The last to leave waits until a cancelled evaluation is off its sequence: the context may be rebuilt right after. */
  async #leave(key: string, state: State): Promise<void> {
    state.users--;
    if (state.users === 0 && state.bytes === 0) {
      if (this.#states.get(key) === state) this.#states.delete(key);
      state.cancel.abort();
      await state.ready.catch(() => {});
      await rm(state.file, { force: true });
    }
    await this.#trim();
  }

  #evaluate(tokens: readonly Token[], sequences: Sequences): State {
    const file = join(this.#folder, `${randomUUID()}.state`);
    const cancel = new AbortController();
    const evaluate = async (sequence: LlamaSequence) => {
      await sequence.clearHistory();
      for (let start = 0; start < tokens.length; start += piece) {
        cancel.signal.throwIfAborted();
        await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(start, start + piece));
      }
      state.bytes = (await sequence.saveStateToFile(file)).fileSize;
    };
    const ready = sequences.lend(evaluate, cancel.signal);
    ready.catch(() => {}); // every user of the state sees the failure through `use`
    const state: State = { file, ready, cancel, users: 0, bytes: 0 };
    return state;
  }

  async #trim(): Promise<void> {
    let total = 0;
    for (const [key, state] of [...this.#states].reverse()) {
      total += state.bytes;
      if (total <= keptBytes || state.users > 0) continue;
      total -= state.bytes;
      this.#states.delete(key);
      await rm(state.file, { force: true });
    }
  }
}
