import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LlamaSequence, Token } from '../../../src/local/serve/llama.ts';
import { Pool } from '../../../src/local/serve/pool.ts';
import { PromptStates } from '../../../src/local/serve/promptStates.ts';

describe('prompt states', () => {
  const signal = new AbortController().signal;
  const prompt = (length: number): Token[] => Array.from({ length }, (_, index) => index);
  let folder: string;
  let evaluated: number[];
  let loaded: string[];
  let beforePiece: () => Promise<void>;

  /** A sequence without a model: notes what it is asked to do. */
  const sequence: LlamaSequence = {
    clearHistory: async () => {},
    async *evaluate() {},
    async evaluateWithoutGeneratingNewTokens(tokens) {
      await beforePiece();
      evaluated.push(tokens.length);
    },
    async saveStateToFile(path) {
      await writeFile(path, 'state');
      return { fileSize: 5 };
    },
    async loadStateFromFile(path) {
      loaded.push(path);
    },
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pq-test-'));
    evaluated = [];
    loaded = [];
    beforePiece = async () => {};
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('evaluates a prompt once, piece by piece, for whoever asks now or later', async () => {
    const states = new PromptStates(folder);
    const sequences = new Pool([sequence]);
    const held = await Promise.all([1, 2].map(() => states.enter(prompt(1200), sequences, signal)));
    for (const state of held) await state.restore(sequence);
    for (const state of held) await state.leave();
    const later = await states.enter(prompt(1200), sequences, signal);
    assert.deepEqual(
      [...held, later].map(({ cached }) => cached),
      [false, true, true],
    );
    await later.leave();
    assert.deepEqual(evaluated, [512, 512, 176]);
    assert.equal(new Set(loaded).size, 1);
    await states.clear();
    assert.deepEqual(await readdir(folder), []);
  });

  it('starts an empty prompt from nothing', async () => {
    const state = await new PromptStates(folder).enter([], new Pool([sequence]), signal);
    await state.restore(sequence);
    assert.deepEqual(
      { cached: state.cached, loaded, evaluated },
      { cached: false, loaded: [], evaluated: [] },
    );
  });

  it('gives an evaluation up when all who wait for it have gone, and not before', async () => {
    const states = new PromptStates(folder);
    const pool = new Pool([sequence]);
    const gate = Promise.withResolvers<void>();
    beforePiece = () => gate.promise;
    const [first, second] = [new AbortController(), new AbortController()];
    const one = states.enter(prompt(2000), pool, first.signal);
    const two = states.enter(prompt(2000), pool, second.signal);
    first.abort(new Error('first has gone'));
    await assert.rejects(one, /first has gone/);
    second.abort(new Error('second has gone'));
    gate.resolve();
    await assert.rejects(two, /second has gone/);
    assert.ok(evaluated.length <= 1, 'no piece after the one under way');
    assert.equal(await pool.lend(async (item) => item, signal), sequence);
    assert.deepEqual(await readdir(folder), []);
  });

  it('tries again after a failure', async () => {
    const states = new PromptStates(folder);
    const pool = new Pool([sequence]);
    beforePiece = () => Promise.reject(new Error('no memory'));
    await assert.rejects(states.enter(prompt(10), pool, signal), /no memory/);
    beforePiece = async () => {};
    const state = await states.enter(prompt(10), pool, signal);
    assert.equal(state.cached, false);
    await state.leave();
  });
});
