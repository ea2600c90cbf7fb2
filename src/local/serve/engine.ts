import { randomInt } from 'node:crypto';
import { seedOfSlot } from '../../base/random.ts';
import { createChatTemplate } from './chatTemplate.ts';
import { type ContextShare, Contexts } from './contexts.ts';
import { importLlama, type LlamaModel, type LlamaSequence, type Token } from './llama.ts';
import { type FinishReason, writeReply } from './reply.ts';
import { type ChatRequest, RequestError } from './request.ts';

/** Receives the replies of one request as they grow; `index` is the reply's place among the request's `n`. */
export interface ReplySink {
  text(index: number, text: string): void;
  finish(index: number, reason: FinishReason): void;
}

/** Token counts of one request: the prompt counts once, replies are summed. */
export interface Usage {
  readonly promptTokens: number;
  /** How many of the prompt's tokens an earlier request had evaluated. */
  readonly cachedTokens: number;
  readonly completionTokens: number;
}

export interface Engine {
  /** Samples `n` replies in parallel. Throws a {@link RequestError} where the conversation is too long. */
  sample(request: ChatRequest, sink: ReplySink, signal: AbortSignal): Promise<Usage>;
}

/** Loads the model. `stateFolder` is an existing folder for evaluated prompts; its owner removes it. */
export async function createEngine(options: {
  readonly runtimeDir: string;
  readonly modelPath: string;
  readonly stateFolder: string;
}): Promise<Engine> {
  const module = await importLlama(options.runtimeDir);
  const llama = await module.getLlama({
    gpu: process.platform === 'darwin' && process.arch === 'arm64' ? 'metal' : false,
    build: 'never',
    skipDownload: true,
    logLevel: 'error',
    logger: (level, message) => process.stderr.write(`${level}: ${message}\n`),
  });
  const model = await llama.loadModel({ modelPath: options.modelPath });
  const contexts = new Contexts(module, llama, model, options.stateFolder);
  const tokenize = createChatTemplate(module, model);
  return {
    sample: (request, sink, signal) =>
      sample(model, contexts, tokenize(request.messages), request, sink, signal),
  };
}

async function sample(
  model: LlamaModel,
  contexts: Contexts,
  prompt: readonly Token[],
  request: ChatRequest,
  sink: ReplySink,
  signal: AbortSignal,
): Promise<Usage> {
  const maxTokens = Math.min(request.maxTokens, roomFor(prompt.length, contexts.limit));
  const share = await contexts.enter(prompt.length + maxTokens + 1, signal);
  let outcome: 'fine' | 'failed' = 'fine';
  try {
    return await sampleOn(share, model, prompt, { ...request, maxTokens }, sink, signal);
  } catch (error) {
    if (!signal.aborted) outcome = 'failed';
    throw error;
  } finally {
    share.leave(outcome);
  }
}

async function sampleOn(
  { sequences, states }: ContextShare,
  model: LlamaModel,
  prompt: readonly Token[],
  request: ChatRequest,
  sink: ReplySink,
  signal: AbortSignal,
): Promise<Usage> {
  const evaluated = prompt.slice(0, -1);
  const last = prompt.slice(-1);
  const runSeed = request.seed ?? randomInt(2 ** 31);
  const state = await states.enter(evaluated, sequences, signal);
  try {
    const reply = async (sequence: LlamaSequence, index: number, stop: AbortSignal) => {
      await state.restore(sequence);
      const options = { ...request, seed: seedOfSlot(runSeed, index) };
      const send = (text: string) => sink.text(index, text);
      const { tokens, reason } = await writeReply(model, sequence, last, options, send, stop);
      sink.finish(index, reason);
      return tokens;
    };
    const onSequence = (index: number, stop: AbortSignal) =>
      sequences.lend((sequence) => reply(sequence, index, stop), stop);
    const counts = await allOrFirstFailure(request.n, onSequence, signal);
    return {
      promptTokens: prompt.length,
      cachedTokens: state.cached ? evaluated.length : 0,
      completionTokens: counts.reduce((sum, count) => sum + count, 0),
    };
  } finally {
    await state.leave();
  }
}

/** How many tokens a reply may have. One cell stays free, because the last token is never evaluated. */
function roomFor(promptLength: number, limit: number): number {
  const room = limit - promptLength - 1;
  if (room >= 1) return room;
  throw new RequestError(
    `This model's maximum context length is ${limit} tokens, and the messages have ${promptLength}; shorten the prompt.`,
    { param: 'messages', code: 'context_length_exceeded' },
  );
}

/** Runs `count` tasks side by side. The first failure stops the others; all have ended when it is thrown. */
async function allOrFirstFailure<T>(
  count: number,
  task: (index: number, stop: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<readonly T[]> {
  const failed = new AbortController();
  const stop = AbortSignal.any([signal, failed.signal]);
  const guarded = async (index: number) => {
    try {
      return await task(index, stop);
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  };
  const tasks = Array.from({ length: count }, (_, index) => guarded(index));
  await Promise.allSettled(tasks);
  signal.throwIfAborted();
  failed.signal.throwIfAborted();
  return Promise.all(tasks);
}
