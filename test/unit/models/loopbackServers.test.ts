import { strict as assert } from 'node:assert';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createLoopbackModels,
  type LoopbackServer,
  loopbackServerOf,
  loopbackServers,
} from '../../../src/models/loopbackServers.ts';

const signal = new AbortController().signal;
const modelsOf = (server: LoopbackServer) => createLoopbackModels().models([server], signal);
const list = (...ids: readonly string[]) => JSON.stringify({ data: ids.map((id) => ({ id })) });
const wait = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

/** Runs a check against a server that lists models as Ollama and LM Studio do. */
async function serving(answer: RequestListener, check: (baseUrl: string) => Promise<void>): Promise<void> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await check(`http://127.0.0.1:${port}/v1`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

describe('servers of this machine', () => {
  it('are looked for at their own ports, Ollama also where its variable puts it', () => {
    const at = (host?: string) => loopbackServers({ OLLAMA_HOST: host })[0]?.baseUrl;
    assert.equal(at(), 'http://127.0.0.1:11434/v1');
    assert.equal(at('0.0.0.0:9000'), 'http://127.0.0.1:9000/v1');
    assert.equal(at('http://localhost'), 'http://localhost:11434/v1');
    assert.equal(at('elsewhere.example:9000'), 'http://127.0.0.1:11434/v1');
    assert.equal(at('a b'), 'http://127.0.0.1:11434/v1');
  });

  it('offer the models that can chat, named with their program and at no price', () =>
    serving(
      (request, response) => {
        assert.equal(request.url, '/v1/models');
        const data = [{ id: 'qwen3:4b' }, { id: 'nomic-embed-text' }, { id: 'bge-m3:latest' }, { no: 1 }];
        response.end(JSON.stringify({ data }));
      },
      async (baseUrl) => {
        const [model, ...others] = await modelsOf({ title: 'Ollama', baseUrl });
        assert.equal(others.length, 0);
        assert.equal(model?.title, 'qwen3:4b (Ollama)');
        assert.equal(model?.price?.prompt, 0);
        assert(model && loopbackServerOf(model.ref, [{ title: 'Ollama', baseUrl }]));
      },
    ));

  it('are passed over where nothing, an error or something else answers', async () => {
    const nobody = await modelsOf({ title: 'Nobody', baseUrl: 'http://127.0.0.1:9/v1' });
    assert.deepEqual(nobody, []);
    for (const body of ['<html>', '{"data": 3}', 'null'])
      await serving(
        (_, response) => void response.end(body),
        async (baseUrl) => assert.deepEqual(await modelsOf({ title: 'Other', baseUrl }), []),
      );
  });

  it('are not waited for where they say nothing', () =>
    serving(
      () => {},
      async (baseUrl) => assert.deepEqual(await modelsOf({ title: 'Mute', baseUrl }), []),
    ));

  it('keep the models they had while they are slow, and what they answer late is told', async () => {
    let models = ['qwen3:4b'];
    let delay = 0;
    await serving(
      (_, response) => void setTimeout(() => response.end(list(...models)), delay),
      async (baseUrl) => {
        const servers = [{ title: 'Ollama', baseUrl }];
        const loopback = createLoopbackModels();
        const names = async () => (await loopback.models(servers, signal)).map(({ ref }) => ref.model);
        assert.deepEqual(await names(), ['qwen3:4b']);
        delay = 600;
        models = ['qwen3:4b', 'gemma3:4b'];
        assert.deepEqual(await names(), ['qwen3:4b']);
        await wait(500);
        assert.equal(await loopback.lookAgain(signal), true);
        delay = 0;
        assert.deepEqual(await names(), models);
        assert.equal(await loopback.lookAgain(signal), false);
      },
    );
  });

  it('are found though they start later, and those that answer are not asked again', async () => {
    const loopback = createLoopbackModels();
    const asked: string[] = [];
    let port = 0;
    await serving(
      () => {},
      async (baseUrl) => {
        port = Number(new URL(baseUrl).port);
      },
    );
    const servers = [{ title: 'Ollama', baseUrl: `http://127.0.0.1:${port}/v1` }];
    assert.deepEqual(await loopback.models(servers, signal), []);
    assert.equal(await loopback.lookAgain(signal), false);
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end(list('qwen3:4b'));
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    assert.equal(await loopback.lookAgain(signal), true);
    assert.equal((await loopback.models(servers, signal))[0]?.ref.model, 'qwen3:4b');
    assert.equal(await loopback.lookAgain(signal), false);
    assert.equal(asked.length, 2);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('are called by the base URL that the user set, so that nothing is offered twice', () => {
    const [ollama, studio] = loopbackServers({}, 'http://localhost:11434/v1');
    assert.equal(ollama?.baseUrl, 'http://localhost:11434/v1');
    assert.equal(studio?.baseUrl, 'http://127.0.0.1:1234/v1');
    assert.equal(loopbackServers({}, 'https://example.org/v1')[0]?.baseUrl, 'http://127.0.0.1:11434/v1');
  });
});
