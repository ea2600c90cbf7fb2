import { strict as assert } from 'node:assert';
import { silentLog } from '../../../src/base/log.ts';
import { ProblemError } from '../../../src/base/problem.ts';
import { defaultSettings, type Settings } from '../../../src/config/settings.ts';
import { modelsOfServer } from '../../../src/editor/serverModels.ts';
import { failure } from '../../../src/models/failures.ts';
import { serverRefOf } from '../../../src/models/keys.ts';
import type { ModelInfo } from '../../../src/models/types.ts';

const ollama = 'http://127.0.0.1:11434/v1';
const sources = (settings: Partial<Settings>) => ({
  keys: { get: async () => undefined },
  environment: {},
  log: silentLog,
  settings: () => ({ ...defaultSettings, ...settings }),
});
const info = (model: string, title = model): ModelInfo => ({
  ref: { provider: 'openai', model, ...serverRefOf(ollama) },
  title,
});
const wish = { names: ['gemma3:4b'], used: [] };
const titles = (models: readonly ModelInfo[]) => models.map(({ title }) => title);
const refused = async () => {
  throw new ProblemError(failure('unauthorized', { server: ollama, detail: '401' }));
};

describe("models of the user's server", () => {
  it('are told once where the server is a program of this machine that has answered, by its list', async () => {
    const ofMachine = [info('qwen3:8b', 'qwen3:8b (Ollama)'), info('gemma3:4b', 'gemma3:4b (Ollama)')];
    const known = { wish, listed: ['127.0.0.1:11434'], ofMachine };
    const settings = { 'openai.baseUrl': ollama, 'openai.models': ['qwen3:8b', 'mine'] };
    const offer = await modelsOfServer(sources(settings), known, refused);
    assert.deepEqual(titles(offer.models), ['gemma3:4b (Ollama)', 'qwen3:8b (Ollama)', 'mine']);
    assert.equal(offer.unlisted, undefined);
    assert.equal(offer.problem, undefined);
  });

  it('are asked for only where the user wants the list of that very server', async () => {
    const list = async () => [info('qwen3:8b'), info('gemma3:4b')];
    const server = sources({ 'openai.baseUrl': ollama });
    const other = await modelsOfServer(server, { wish, listed: ['api.openai.com'], ofMachine: [] }, refused);
    assert.deepEqual(titles(other.models), ['gemma3:4b']);
    assert.equal(other.unlisted, '127.0.0.1:11434');
    const own = await modelsOfServer(server, { wish, listed: ['127.0.0.1:11434'], ofMachine: [] }, list);
    assert.deepEqual(titles(own.models), ['gemma3:4b', 'qwen3:8b']);
    assert.equal(own.unlisted, undefined);
  });

  it('are those known by name where the list cannot be had, which is said', async () => {
    const known = { wish, listed: ['127.0.0.1:11434'], ofMachine: [] };
    const offer = await modelsOfServer(sources({ 'openai.baseUrl': ollama }), known, refused);
    assert.deepEqual(titles(offer.models), ['gemma3:4b']);
    assert.equal(offer.problem?.code, 'unauthorized');
    assert.equal(offer.unlisted, '127.0.0.1:11434');
  });

  it('are none of a server that nobody set and no key is known for, whatever was asked of another', async () => {
    const used = [info('qwen3:8b').ref];
    const known = { wish: { names: [], used }, listed: ['127.0.0.1:11434'], ofMachine: [] };
    assert.deepEqual(await modelsOfServer(sources({}), known, refused), { models: [] });
  });
});
